package dev.hmdb.processor;

import dev.hmdb.processor.Access.Obstacle;
import dev.hmdb.processor.CodecReader.UserCodec;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
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
  private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull");

  private final Compilation compilation;
  private final Access access;
  private final CodecReader codecs;
  private final DefinitionReader definitions;
  private final Diagnostics diagnostics;
  private final List<UserCodec> schemaCodecs = new ArrayList<>();

  private final Set<String> warnings = new TreeSet<>();

  TypeReader(Compilation compilation, Access access, PastReader past, Diagnostics diagnostics) {
    this.compilation = compilation;
    this.access = access;
    this.diagnostics = diagnostics;
    this.codecs = new CodecReader(compilation, access, diagnostics);
    this.definitions = new DefinitionReader(compilation, this, past, diagnostics);
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

  /** What was found in the types read so far. */
  DefinitionReader definitions() {
    return definitions;
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
    return isClosed(type, place) ? definitions.define(type, element, place) : null;
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

  /** Whether every type argument, however deep inside, is written out; complains if not. */
  boolean isClosed(DeclaredType type, Place place) {
    if (TypeShape.find(TypeKind.ERROR, type) != null) {
      diagnostics.awaitMissingType();
      return false;
    }
    TypeMirror wildcard = TypeShape.find(TypeKind.WILDCARD, type);
    if (wildcard != null) {
      complain(Problem.WILDCARD, place, wildcard);
    }
    TypeMirror variable = TypeShape.find(TypeKind.TYPEVAR, type);
    if (variable != null) {
      complain(Problem.TYPE_VARIABLE, place, variable);
    }
    return wildcard == null && variable == null;
  }

  /** Reads the type that a record's component has for one use of the record. */
  @Nullable StoredType readComponent(
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

  /** Whether the user has named a codec for the type, on its class or on the schema. */
  boolean hasCodec(DeclaredType type) {
    return CodecReader.hasCodec(type.asElement()) || schemaCodec(type) != null;
  }

  private @Nullable UserCodec schemaCodec(TypeMirror type) {
    for (UserCodec codec : schemaCodecs) {
      if (compilation.types().isSameType(codec.argument(), type)) {
        return codec;
      }
    }
    return null;
  }

  /** Notes the warnings that using {@code element} causes. */
  void note(Element element) {
    if (compilation.elements().isDeprecated(element)) {
      warnings.add("deprecation");
      warnings.add("removal");
    }
  }
}
