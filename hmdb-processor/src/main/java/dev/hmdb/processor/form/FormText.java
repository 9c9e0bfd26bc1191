package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.Part;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a form as its file has it: one part a line, the same form always the same text. */
public final class FormText {
  /** The number of the format, on the first line of every file. */
  static final int FORMAT = 1;

  static final String MARK = "hmdb-schema";

  /** The words that a type's name must not be mistaken for. */
  static final Set<String> RESERVED = reserved();

  private static final String NOTICE =
      """
      # What the schema below stores. hmdb's annotation processor writes this file, and compares the
      # classes with it in every build. Commit it; do not edit it. See docs/schema.md of hmdb.
      """;

  private final StringBuilder text = new StringBuilder();

  private FormText() {}

  private static Set<String> reserved() {
    Set<String> words =
        new HashSet<>(
            Set.of(
                "Optional", "List", "Set", "Map", "codec", "was", "default", "removed", "dropped"));
    for (Scalar scalar : Scalar.values()) {
      words.add(scalar.text());
    }
    return Collections.unmodifiableSet(words);
  }

  /** The whole file. */
  public static String of(SchemaForm form) {
    FormText writer = new FormText();
    writer.write(form);
    return writer.text.toString();
  }

  private void write(SchemaForm form) {
    text.append(MARK).append(' ').append(FORMAT).append('\n').append(NOTICE);
    text.append("schema ").append(name(form.schema())).append('\n');
    text.append("version ").append(form.version()).append("\n\n");
    form.tables().forEach(this::write);
    form.types().forEach(this::write);
  }

  private void write(TableForm table) {
    text.append("table ").append(table.id()).append(' ').append(name(table.name()));
    TypeDescriptor key = table.key();
    TypeDescriptor value = table.value();
    if (key == null || value == null) {
      text.append(" dropped");
    } else {
      text.append(": ").append(type(key)).append(" -> ").append(type(value));
    }
    writeFormerNames(table);
    text.append('\n');
  }

  private void write(TypeForm type) {
    text.append('\n').append(type.kind().keyword()).append(' ').append(name(type.name()));
    text.append('\n');
    type.members().forEach(this::write);
  }

  private void write(MemberForm member) {
    text.append("  ").append(member.id()).append(' ').append(name(member.name()));
    TypeDescriptor type = member.type();
    if (member.isGone()) {
      text.append(" removed");
    } else if (type != null && !isNamed(type, member.name())) {
      text.append(": ").append(type(type));
    }
    writeFormerNames(member);
    if (member.defaultText() != null) {
      text.append(" default ").append(quoted(member.defaultText()));
    }
    text.append('\n');
  }

  /** A variant's line does not repeat the name where that of its class is the same. */
  private static boolean isNamed(TypeDescriptor type, String name) {
    return type instanceof Reference reference && reference.name().equals(name);
  }

  private void writeFormerNames(Part part) {
    if (!part.formerNames().isEmpty()) {
      text.append(
          part.formerNames().stream()
              .map(FormText::name)
              .collect(Collectors.joining(", ", " was ", "")));
    }
  }

  private static String type(TypeDescriptor type) {
    return switch (type) {
      case Scalar scalar -> scalar.text();
      case OptionalType optional -> "Optional<" + type(optional.element()) + ">";
      case SequenceType sequence ->
          switch (sequence.kind()) {
            case LIST -> "List<" + type(sequence.element()) + ">";
            case SET -> "Set<" + type(sequence.element()) + ">";
            case ARRAY -> type(sequence.element()) + "[]";
          };
      case MapType map -> "Map<" + type(map.key()) + ", " + type(map.value()) + ">";
      case Reference(String name) when name.startsWith(SchemaForm.CODEC) ->
          SchemaForm.CODEC + name(name.substring(SchemaForm.CODEC.length()));
      case Reference(String name) -> RESERVED.contains(name) ? quoted(name) : name(name);
      default -> throw new IllegalArgumentException("spelled out: " + type);
    };
  }

  /** A name as it is, or in quotes where it has characters that mean something else. */
  private static String name(String name) {
    boolean isPlain = !name.isEmpty() && name.chars().allMatch(FormText::isPlain);
    return isPlain ? name : quoted(name);
  }

  private static boolean isPlain(int c) {
    return c == '.' || (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  /** The text in quotes; what cannot be seen is escaped, the rest stands as it is. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (isInvisible(text, i)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** Half of a surrogate pair has no UTF-8; line separators would end the line for some tools. */
  private static boolean isInvisible(String text, int index) {
    char c = text.charAt(index);
    if (Character.isSurrogate(c)) {
      int whole = text.codePointAt(Character.isLowSurrogate(c) && index > 0 ? index - 1 : index);
      return !Character.isSupplementaryCodePoint(whole);
    }
    int type = Character.getType(c);
    return List.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR)
        .contains(type);
  }
}
