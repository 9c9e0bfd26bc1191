package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.JavaType.PrimitiveType;
import dev.hmdb.processor.SchemaModel.TableModel;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the generated codecs of one schema are called, and which there are: one for each defined
 * type, and one for each other type without a ready codec that a table holds directly, such as
 * {@code List<String>}.
 */
final class CodecNames {
  private final Map<StoredType, String> classes = new LinkedHashMap<>();
  private final Map<ClassType, String> constants = new LinkedHashMap<>();
  private final Map<ClassType, JavaType> customTypes = new LinkedHashMap<>();
  private final Set<ClassType> mentioned = new LinkedHashSet<>();

  CodecNames(SchemaModel model) {
    for (TableModel table : model.tables()) {
      table.types().forEach(this::mention);
    }
    userDefinitions(model).values().forEach(this::mention);
    nameClasses(model);
    NameAllocator names = new NameAllocator(Set.of());
    for (ClassType codec : customTypes.keySet()) {
      constants.put(codec, names.allocate(Naming.constant(codec.simpleName())));
    }
  }

  private void nameClasses(SchemaModel model) {
    NameAllocator names =
        new NameAllocator(mentioned.stream().map(type -> type.names().getFirst()).toList());
    for (ClassType type : userDefinitions(model).keySet()) {
      classes.put(new Named(type), names.allocate(Naming.identifier(type) + "Codec"));
    }
    for (TableModel table : model.tables()) {
      table.types().forEach(type -> nameRoot(type, names));
    }
  }

  /** Without those of which the library has the codecs. */
  private static Map<ClassType, Definition> userDefinitions(SchemaModel model) {
    Map<ClassType, Definition> definitions = new LinkedHashMap<>(model.definitions());
    definitions.keySet().removeAll(StoredKeys.definitions(model.tables()).keySet());
    return definitions;
  }

  private void nameRoot(StoredType type, NameAllocator names) {
    if (!isReady(type) && !classes.containsKey(type)) {
      classes.put(type, names.allocate(Naming.identifier(type.type()) + "Codec"));
    }
  }

  /** Whether there is a codec object for the type without generating a class. */
  private static boolean isReady(StoredType type) {
    return switch (type) {
      case PrimitiveValue _, Boxed _, Scalar _, PrimitiveArray _, Custom _ -> true;
      case Named _,
          OptionalValue _,
          OptionalPrimitive _,
          ListValue _,
          SetValue _,
          MapValue _,
          ArrayValue _ ->
          false;
    };
  }

  private void mention(Definition definition) {
    mention(definition.type());
    switch (definition) {
      case RecordDefinition record -> record.components().forEach(each -> mention(each.type()));
      case SealedDefinition sealed -> sealed.variants().forEach(this::mention);
      case Definition.EnumDefinition _ -> {}
    }
  }

  private void mention(StoredType type) {
    mention(type.boxedType());
    switch (type) {
      case Custom custom -> {
        mention(custom.codec());
        customTypes.putIfAbsent(custom.codec(), custom.boxedType());
      }
      case OptionalValue optional -> mention(optional.element());
      case ListValue list -> mention(list.element());
      case SetValue set -> mention(set.element());
      case ArrayValue array -> mention(array.element());
      case MapValue map -> {
        mention(map.key());
        mention(map.value());
      }
      case PrimitiveValue _, Boxed _, Scalar _, OptionalPrimitive _, PrimitiveArray _, Named _ -> {}
    }
  }

  private void mention(JavaType type) {
    switch (type) {
      case ClassType named -> {
        mentioned.add(named.raw());
        named.arguments().forEach(this::mention);
      }
      case ArrayType array -> mention(array.element());
      case PrimitiveType _ -> {}
    }
  }

  /** The generated classes by what they are codecs of. */
  Map<StoredType, String> classes() {
    return Collections.unmodifiableMap(classes);
  }

  /** The generated class for that type. */
  String classFor(StoredType type) {
    return known(classes.get(type), type);
  }

  /** Every class that the generated codecs mention. */
  Set<ClassType> mentioned() {
    return Collections.unmodifiableSet(mentioned);
  }

  /** The custom codecs, and what each is a codec of. */
  Map<ClassType, JavaType> customTypes() {
    return Collections.unmodifiableMap(customTypes);
  }

  /** The constant that holds an instance of that custom codec. */
  String constantFor(ClassType codec) {
    return known(constants.get(codec), codec);
  }

  /** The constant that holds the fewest bytes that that custom codec writes. */
  String minimumFor(ClassType codec) {
    return constantFor(codec) + "_MINIMUM_BYTES";
  }

  private static String known(@org.jspecify.annotations.Nullable String name, Object what) {
    if (name == null) {
      throw new IllegalArgumentException("no codec was named for " + what);
    }
    return name;
  }
}
