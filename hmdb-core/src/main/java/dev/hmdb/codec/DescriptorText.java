package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.stream.Collectors;

/** Descriptors as people read them. */
final class DescriptorText {
  private DescriptorText() {}

  /** Everything, names as they are stored: {@code record a.Point(x: Int, y: Int)}. */
  static String full(TypeDescriptor type) {
    return switch (type) {
      case RecordType named ->
          named.components().stream()
              .map(component -> component.name() + ": " + full(component.type()))
              .collect(Collectors.joining(", ", "record " + named.name() + "(", ")"));
      case EnumType named ->
          named.constants().stream()
              .collect(Collectors.joining(", ", "enum " + named.name() + " {", "}"));
      case SealedType named ->
          named.variants().stream()
              .map(DescriptorText::full)
              .collect(Collectors.joining(", ", "sealed " + named.name() + " {", "}"));
      case Reference reference -> "^" + reference.name();
      case OptionalType optional -> "Optional<" + full(optional.element()) + ">";
      case SequenceType sequence -> sequence(sequence.kind(), full(sequence.element()));
      case MapType map -> "Map<" + full(map.key()) + ", " + full(map.value()) + ">";
      case Scalar scalar -> scalar.text();
    };
  }

  /** A few words, named types without their content: {@code List<record Point>}. */
  static String brief(TypeDescriptor type) {
    return switch (type) {
      case RecordType named -> "record " + simple(named.name());
      case EnumType named -> "enum " + simple(named.name());
      case SealedType named -> "sealed " + simple(named.name());
      case Reference reference -> simple(reference.name());
      case OptionalType optional -> "Optional<" + brief(optional.element()) + ">";
      case SequenceType sequence -> sequence(sequence.kind(), brief(sequence.element()));
      case MapType map -> "Map<" + brief(map.key()) + ", " + brief(map.value()) + ">";
      case Scalar scalar -> scalar.text();
    };
  }

  private static String sequence(SequenceType.Kind kind, String element) {
    return switch (kind) {
      case LIST -> "List<" + element + ">";
      case SET -> "Set<" + element + ">";
      case ARRAY -> element + "[]";
    };
  }

  /** What tells a variant from its siblings: the name of its class if it has one. */
  static String name(TypeDescriptor type) {
    return switch (type) {
      case RecordType named -> named.name();
      case EnumType named -> named.name();
      case SealedType named -> named.name();
      case Reference reference -> reference.name();
      default -> type.text();
    };
  }

  /** A class's name without its package and enclosing classes. */
  static String simple(String name) {
    int arguments = name.indexOf('<');
    int end = arguments < 0 ? name.length() : arguments;
    int dot = Math.max(name.lastIndexOf('.', end), name.lastIndexOf('$', end));
    return name.substring(dot + 1);
  }
}
