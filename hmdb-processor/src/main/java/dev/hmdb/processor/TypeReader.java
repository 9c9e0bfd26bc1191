package dev.hmdb.processor;

import dev.hmdb.processor.Access.Obstacle;
import dev.hmdb.processor.CodecReader.UserCodec;
import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the types of one schema are stored, and complains of those that cannot be.
 *
 * <p>Whatever has been complained of is null in what it returns; reading goes on regardless, so
 * that one compilation shows every mistake. The definitions are complete only when there was none.
 */
final class TypeReader {
  /** Type arguments nested deeper than this are taken to grow without end. */
  private static final int DEEPEST_ARGUMENTS = 12;

  private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull");

  private final Compilation compilation;
  private final Access access;
  private final CodecReader codecs;
  private final VariantReader variants;
  private final CanonicalConstructor constructors;
  private final Diagnostics diagnostics;
  private final List<UserCodec> schemaCodecs = new ArrayList<>();

  private final Map<ClassType, Definition> definitions = new HashMap<>();
  private final Set<ClassType> begun = new LinkedHashSet<>();
  private final Map<ClassType, Place> places = new HashMap<>();
  private final Map<String, Place> componentPlaces = new HashMap<>();
  private final Set<String> warnings = new TreeSet<>();

  TypeReader(Compilation compilation, Access access, Diagnostics diagnostics) {
    this.compilation = compilation;
    this.access = access;
    this.diagnostics = diagnostics;
    this.codecs = new CodecReader(compilation, access, diagnostics);
    this.constructors = new CanonicalConstructor(compilation);
    this.variants = new VariantReader(compilation.types(), diagnostics);
  }

  /** Makes the codecs that the schema names count for everything read from now on. */
  void useCodecsOf(TypeElement schema, Place place) {
    for (UserCodec codec : codecs.codecsOn(schema, place)) {
      UserCodec other = schemaCodec(codec.argument());
      if (other == null) {
        schemaCodecs.add(codec);
      } else {
        complainOfTwo(other, codec, place);
      }
    }
  }

  private void complainOfTwo(UserCodec one, UserCodec other, Place place) {
    diagnostics.report(
        Problem.CODEC_TWICE,
        place.element(),
        place.path(),
        one.codec().localName(),
        other.codec().localName(),
        JavaTypes.show(other.argument()));
  }

  /** What was found in the types read so far, in order of first use. */
  Map<ClassType, Definition> definitions() {
    Map<ClassType, Definition> ordered = new LinkedHashMap<>();
    for (ClassType type : begun) {
      ordered.put(type, definitions.get(type));
    }
    return Collections.unmodifiableMap(ordered);
  }

  /** Where to complain of a type as a whole. */
  Place placeOf(ClassType type) {
    return Objects.requireNonNull(places.get(type));
  }

  /** Where to complain of a record's component. */
  Place placeOf(ClassType type, String component) {
    return Objects.requireNonNull(componentPlaces.get(type + "#" + component));
  }

  /** The warnings that javac has for any use of something that was read. */
  Set<String> warnings() {
    return Collections.unmodifiableSet(warnings);
  }

  /** Reads one type; null after a complaint. */
  @Nullable StoredType read(TypeMirror type, Place place) {
    refuseNullable(type.getAnnotationMirrors(), type, place);
    if (type.getKind() == TypeKind.ERROR) {
      diagnostics.awaitMissingType();
      return null;
    }
    UserCodec codec = schemaCodec(type);
    if (codec != null) {
      return custom(codec, type);
    }
    return switch (type) {
      case PrimitiveType primitive -> new PrimitiveValue(primitiveOf(primitive));
      case ArrayType array -> readArray(array, place);
      case DeclaredType declared -> readDeclared(declared, place);
      case TypeVariable variable -> complain(Problem.TYPE_VARIABLE, place, variable);
      case WildcardType wildcard -> complain(Problem.WILDCARD, place, wildcard);
      default -> complain(Problem.NO_CODEC, place, type, "write a concrete type");
    };
  }

  private @Nullable StoredType complain(
      Problem problem, Place place, TypeMirror type, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = place.path();
    arguments[1] = JavaTypes.show(type);
    System.arraycopy(more, 0, arguments, 2, more.length);
    diagnostics.report(problem, place.element(), arguments);
    return null;
  }

  private void refuseNullable(
      List<? extends AnnotationMirror> annotations, TypeMirror type, Place place) {
    for (AnnotationMirror annotation : annotations) {
      String name = annotation.getAnnotationType().asElement().getSimpleName().toString();
      if (NULLABLE.contains(name)) {
        diagnostics.report(
            Problem.NULLABLE, place.element(), place.path(), name, JavaTypes.show(type));
      }
    }
  }

  private static Primitive primitiveOf(PrimitiveType type) {
    return Primitive.valueOf(type.getKind().name());
  }

  private @Nullable StoredType readArray(ArrayType array, Place place) {
    if (array.getComponentType() instanceof PrimitiveType primitive) {
      return new PrimitiveArray(primitiveOf(primitive));
    }
    StoredType element = read(array.getComponentType(), place);
    return element == null ? null : new ArrayValue(element);
  }

  private @Nullable StoredType readDeclared(DeclaredType type, Place place) {
    TypeElement element = (TypeElement) type.asElement();
    note(element);
    if (CodecReader.hasCodec(element)) {
      return readWithOwnCodec(type, element, place);
    }
    if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
      String parameters =
          String.join(", ", Collections.nCopies(element.getTypeParameters().size(), "String"));
      return complain(Problem.RAW_TYPE, place, type, JavaTypes.show(type) + "<" + parameters + ">");
    }
    String name = element.getQualifiedName().toString();
    Primitive boxed = Primitive.ofBox(name);
    if (boxed != null) {
      return new Boxed(boxed);
    }
    ScalarType scalar = ScalarType.of(name);
    if (scalar != null) {
      return new Scalar(scalar);
    }
    return switch (name) {
      case "java.util.OptionalInt" -> new OptionalPrimitive(Primitive.INT);
      case "java.util.OptionalLong" -> new OptionalPrimitive(Primitive.LONG);
      case "java.util.OptionalDouble" -> new OptionalPrimitive(Primitive.DOUBLE);
      case "java.util.Optional", "java.util.List", "java.util.Set" -> {
        StoredType inner = read(type.getTypeArguments().getFirst(), place);
        yield inner == null ? null : container(name, inner);
      }
      case "java.util.Map" -> {
        StoredType key = read(type.getTypeArguments().get(0), place);
        StoredType value = read(type.getTypeArguments().get(1), place);
        yield key == null || value == null ? null : new MapValue(key, value);
      }
      default -> readDefined(type, element, place);
    };
  }

  private static StoredType container(String name, StoredType element) {
    return switch (name) {
      case "java.util.Optional" -> new OptionalValue(element);
      case "java.util.List" -> new ListValue(element);
      default -> new SetValue(element);
    };
  }

  private @Nullable StoredType readDefined(DeclaredType type, TypeElement element, Place place) {
    boolean isSealed =
        element.getKind() == ElementKind.INTERFACE
            && element.getModifiers().contains(Modifier.SEALED);
    boolean isRecord = element.getKind() == ElementKind.RECORD;
    boolean isEnum = element.getKind() == ElementKind.ENUM;
    if (!isSealed && !isRecord && !isEnum) {
      return refuse(type, element, place);
    }
    Obstacle obstacle = access.to(element);
    if (obstacle != null) {
      return inaccessible(type, place, obstacle);
    }
    return define(type, element, place);
  }

  private @Nullable StoredType inaccessible(TypeMirror type, Place place, Obstacle obstacle) {
    diagnostics.report(
        Problem.INACCESSIBLE_TYPE,
        place.element(),
        place.path(),
        JavaTypes.show(type),
        access.from(),
        obstacle.reason(),
        obstacle.remedy());
    return null;
  }

  private @Nullable StoredType refuse(DeclaredType type, TypeElement element, Place place) {
    String name = element.getQualifiedName().toString();
    if (element.getKind() == ElementKind.INTERFACE && !Suggestion.isKnown(name)) {
      return complain(Problem.OPEN_INTERFACE, place, type);
    }
    boolean isSealedClass = element.getModifiers().contains(Modifier.SEALED);
    return complain(
        Problem.NO_CODEC,
        place,
        type,
        isSealedClass ? "make it a sealed interface of records" : Suggestion.insteadOf(name));
  }

  /** Reads what is in a record, enum or sealed type, unless that has been done or is under way. */
  private @Nullable StoredType define(DeclaredType type, TypeElement element, Place place) {
    if (TypeShape.find(TypeKind.ERROR, type) != null) {
      diagnostics.awaitMissingType();
      return null;
    }
    TypeMirror wildcard = TypeShape.find(TypeKind.WILDCARD, type);
    if (wildcard != null) {
      return complain(Problem.WILDCARD, place, wildcard);
    }
    TypeMirror variable = TypeShape.find(TypeKind.TYPEVAR, type);
    if (variable != null) {
      return complain(Problem.TYPE_VARIABLE, place, variable);
    }
    if (TypeShape.depth(type) > DEEPEST_ARGUMENTS) {
      diagnostics.report(Problem.ENDLESS_TYPE, place.element(), JavaTypes.of(element).localName());
      return null;
    }
    ClassType name = JavaTypes.of(type);
    if (begun.add(name)) {
      Place own = new Place(compilation.blame(element, place.element()), JavaTypes.show(type));
      places.put(name, own);
      Definition definition =
          switch (element.getKind()) {
            case RECORD -> readRecord(type, element, name, place);
            case ENUM -> readEnum(element, name, place);
            default -> readSealed(type, name, own);
          };
      definitions.put(name, definition);
    }
    return new Named(name);
  }

  private Definition readRecord(
      DeclaredType type, TypeElement element, ClassType name, Place user) {
    String path = JavaTypes.show(type);
    List<Component> components = new ArrayList<>();
    for (RecordComponentElement component : element.getRecordComponents()) {
      ExecutableElement accessor = component.getAccessor();
      note(accessor);
      TypeMirror componentType = compilation.types().asMemberOf(type, accessor);
      if (componentType instanceof javax.lang.model.type.ExecutableType executable) {
        componentType = executable.getReturnType();
      }
      String componentName = component.getSimpleName().toString();
      Place place = placeOf(component, path, user);
      componentPlaces.put(name + "#" + componentName, place);
      StoredType stored = readComponent(component, componentType, place);
      if (stored != null) {
        components.add(new Component(componentName, stored));
      }
    }
    boolean hasPlainEquality = compilation.recordMethods().haveNoSource(element);
    return new RecordDefinition(
        name, components, constructors.isWritten(element), hasPlainEquality);
  }

  /** A component's own place, unless its type depends on who uses the record. */
  private Place placeOf(RecordComponentElement component, String path, Place user) {
    Element at =
        TypeShape.mentionsVariable(component.asType())
            ? user.element()
            : compilation.blame(component, user.element());
    return new Place(at, path + "." + component.getSimpleName());
  }

  private @Nullable StoredType readComponent(
      RecordComponentElement component, TypeMirror type, Place place) {
    refuseNullable(component.getAnnotationMirrors(), type, place);
    if (!CodecReader.hasCodec(component)) {
      return read(type, place);
    }
    UserCodec codec = onlyCodecOn(component, place);
    return codec == null ? null : matching(codec, type, place, ", or put @UseCodec on the schema");
  }

  private @Nullable StoredType readWithOwnCodec(
      DeclaredType type, TypeElement element, Place place) {
    Obstacle obstacle = access.to(element);
    if (obstacle != null) {
      return inaccessible(type, place, obstacle);
    }
    Place own = new Place(compilation.blame(element, place.element()), JavaTypes.show(type));
    UserCodec codec = onlyCodecOn(element, own);
    return codec == null ? null : matching(codec, type, own, "");
  }

  private @Nullable UserCodec onlyCodecOn(Element element, Place place) {
    List<UserCodec> found = codecs.codecsOn(element, place);
    if (found.size() > 1) {
      complainOfTwo(found.get(0), found.get(1), place);
    }
    return found.size() == 1 ? found.getFirst() : null;
  }

  private @Nullable StoredType matching(
      UserCodec codec, TypeMirror type, Place place, String advice) {
    TypeMirror boxed = boxed(type);
    if (compilation.types().isSameType(codec.argument(), boxed)) {
      return custom(codec, type);
    }
    diagnostics.report(
        Problem.CODEC_MISMATCH,
        place.element(),
        place.path(),
        codec.codec().localName(),
        JavaTypes.show(codec.argument()),
        JavaTypes.show(boxed),
        advice);
    return null;
  }

  private TypeMirror boxed(TypeMirror type) {
    return type instanceof PrimitiveType primitive
        ? compilation.types().boxedClass(primitive).asType()
        : type;
  }

  private static Custom custom(UserCodec codec, TypeMirror type) {
    return new Custom(codec.codec(), JavaTypes.of(type), JavaTypes.of(codec.argument()));
  }

  private @Nullable UserCodec schemaCodec(TypeMirror type) {
    for (UserCodec codec : schemaCodecs) {
      if (compilation.types().isSameType(codec.argument(), type)) {
        return codec;
      }
    }
    return null;
  }

  private Definition readEnum(TypeElement element, ClassType name, Place place) {
    List<String> constants = new ArrayList<>();
    for (Element each : element.getEnclosedElements()) {
      if (each.getKind() == ElementKind.ENUM_CONSTANT) {
        note(each);
        constants.add(each.getSimpleName().toString());
      }
    }
    if (constants.isEmpty()) {
      diagnostics.report(Problem.EMPTY_ENUM, place.element(), place.path(), name.localName());
    }
    return new EnumDefinition(name, constants);
  }

  private Definition readSealed(DeclaredType type, ClassType name, Place own) {
    Set<StoredType> found = new LinkedHashSet<>();
    boolean clean = collectVariants(type, own, found);
    if (clean && found.isEmpty() && diagnostics.isClean()) {
      diagnostics.report(Problem.NO_VARIANT, own.element(), JavaTypes.show(type));
    }
    return new SealedDefinition(name, List.copyOf(found));
  }

  private boolean collectVariants(DeclaredType type, Place own, Set<StoredType> found) {
    boolean clean = true;
    for (DeclaredType each : variants.permitted(type, own)) {
      TypeElement element = (TypeElement) each.asElement();
      Place place = new Place(compilation.blame(element, own.element()), own.path());
      boolean isStored =
          element.getKind() == ElementKind.RECORD
              || element.getKind() == ElementKind.ENUM
              || CodecReader.hasCodec(element)
              || schemaCodec(each) != null;
      if (isStored) {
        StoredType variant = read(each, place);
        if (variant == null) {
          clean = false;
        } else {
          found.add(variant);
        }
      } else if (element.getKind() == ElementKind.INTERFACE
          && element.getModifiers().contains(Modifier.SEALED)) {
        clean &= collectVariants(each, own, found);
      } else {
        clean = false;
        diagnostics.report(
            Problem.UNSTORABLE_VARIANT,
            place.element(),
            JavaTypes.show(type),
            JavaTypes.show(each),
            kindOf(element));
      }
    }
    return clean;
  }

  private static String kindOf(TypeElement element) {
    if (element.getKind() == ElementKind.INTERFACE) {
      return "an interface that is not sealed";
    }
    String kind = element.getKind().name().toLowerCase(Locale.ROOT);
    return element.getModifiers().contains(Modifier.ABSTRACT) ? "an abstract class" : "a " + kind;
  }

  /** Notes the warnings that using {@code element} causes. */
  void note(Element element) {
    if (compilation.elements().isDeprecated(element)) {
      warnings.add("deprecation");
      warnings.add("removal");
    }
  }
}
