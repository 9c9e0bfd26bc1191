package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.Named;
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
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is in the records, enums and sealed types of one schema, each instantiation once, and
 * remembers where to complain of them.
 */
final class DefinitionReader {
  /** Type arguments nested deeper than this are taken to grow without end. */
  private static final int DEEPEST_ARGUMENTS = 12;

  private final Compilation compilation;
  private final TypeReader types;
  private final VariantReader variants;
  private final CanonicalConstructor constructors;
  private final Diagnostics diagnostics;
  private final PastReader past;

  private final Map<ClassType, Definition> definitions = new HashMap<>();
  private final Set<ClassType> begun = new LinkedHashSet<>();
  private final Map<ClassType, Place> places = new HashMap<>();
  private final Map<String, Place> memberPlaces = new HashMap<>();

  /** A reader that reads with {@code types} what the definitions contain. */
  DefinitionReader(
      Compilation compilation, TypeReader types, PastReader past, Diagnostics diagnostics) {
    this.compilation = compilation;
    this.types = types;
    this.past = past;
    this.diagnostics = diagnostics;
    this.constructors = new CanonicalConstructor(compilation);
    this.variants = new VariantReader(compilation.types(), diagnostics);
  }

  /** The definitions read so far, in order of first use. */
  Map<ClassType, Definition> all() {
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

  /**
   * Where to complain of a component or constant, by its name, or of a variant; of the type as a
   * whole if it has no such member.
   */
  Place placeOf(ClassType type, @Nullable Object member) {
    Place place = memberPlaces.get(type + "#" + member);
    return place == null ? placeOf(type) : place;
  }

  /** Reads what is in a record, enum or sealed type, unless that has been done or is under way. */
  @Nullable StoredType define(DeclaredType type, TypeElement element, Place place) {
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
      types.note(accessor);
      ExecutableType member = (ExecutableType) compilation.types().asMemberOf(type, accessor);
      String componentName = component.getSimpleName().toString();
      Place place = placeOf(component, path, user);
      memberPlaces.put(name + "#" + componentName, place);
      past.readComponent(name, componentName, component, place);
      StoredType stored = types.readComponent(component, member.getReturnType(), place);
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

  private Definition readEnum(TypeElement element, ClassType name, Place place) {
    List<String> constants = new ArrayList<>();
    String path = name.localName();
    for (Element each : element.getEnclosedElements()) {
      if (each.getKind() == ElementKind.ENUM_CONSTANT) {
        types.note(each);
        String constant = each.getSimpleName().toString();
        constants.add(constant);
        Place at = new Place(compilation.blame(each, place.element()), path + "." + constant);
        memberPlaces.put(name + "#" + constant, at);
        past.readConstant(name, constant, each, at);
      }
    }
    if (constants.isEmpty()) {
      diagnostics.report(Problem.EMPTY_ENUM, place.element(), place.path(), name.localName());
    }
    return new EnumDefinition(name, constants);
  }

  private Definition readSealed(DeclaredType type, ClassType name, Place own) {
    Set<StoredType> found = new LinkedHashSet<>();
    boolean clean = collectVariants(type, name, own, found);
    if (clean && found.isEmpty() && diagnostics.isClean()) {
      diagnostics.report(Problem.NO_VARIANT, own.element(), JavaTypes.show(type));
    }
    return new SealedDefinition(name, List.copyOf(found));
  }

  private boolean collectVariants(
      DeclaredType type, ClassType sealed, Place own, Set<StoredType> found) {
    boolean clean = true;
    for (DeclaredType each : variants.permitted(type, own)) {
      TypeElement element = (TypeElement) each.asElement();
      Place place = new Place(compilation.blame(element, own.element()), own.path());
      boolean isStored =
          element.getKind() == ElementKind.RECORD
              || element.getKind() == ElementKind.ENUM
              || types.hasCodec(each);
      if (isStored) {
        StoredType variant = types.read(each, place);
        if (variant == null) {
          clean = false;
        } else {
          found.add(variant);
          Place at = new Place(place.element(), JavaTypes.show(each));
          memberPlaces.put(sealed + "#" + variant, at);
          past.readVariant(sealed, variant, element, at);
        }
      } else if (element.getKind() == ElementKind.INTERFACE
          && element.getModifiers().contains(Modifier.SEALED)) {
        clean &= collectVariants(each, sealed, own, found);
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
}
