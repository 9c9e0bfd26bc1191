package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line of a form from left to right. */
final class FormLine {
  private static final String PUNCTUATION = ":,<>[]\"";

  /** No type that javac compiles nests as deep; more would overflow the stack. */
  private static final int DEEPEST = 200;

  private final int number;
  private final String text;
  private int at;

  FormLine(int number, String text) {
    this.number = number;
    this.text = text;
    skipBlanks();
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  int number() {
    return number;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** Whether the line is indented, as a member's is. */
  boolean isIndented() {
    return !text.isEmpty() && Character.isWhitespace(text.charAt(0));
  }

  FormException wrong(String reason) {
    return new FormException(number, reason, false);
  }

  /** Passes over that word or sign, if it is next. */
  boolean has(String expected) {
    int end = at + expected.length();
    boolean isWord = Character.isLetter(expected.charAt(0));
    if (!text.startsWith(expected, at)
        || (isWord && end < text.length() && isWordPart(text.charAt(end)))) {
      return false;
    }
    at = end;
    skipBlanks();
    return true;
  }

  void require(String expected) throws FormException {
    if (!has(expected)) {
      throw wrong("expected '" + expected + "', found " + rest());
    }
  }

  void requireEnd() throws FormException {
    if (!isAtEnd()) {
      throw wrong("expected the end of the line, found " + rest());
    }
  }

  private String rest() {
    return isAtEnd() ? "the end of the line" : "'" + text.substring(at).strip() + "'";
  }

  private static boolean isWordPart(char c) {
    return !Character.isWhitespace(c) && PUNCTUATION.indexOf(c) < 0;
  }

  /** A whole number from 1 on. */
  int number(String what) throws FormException {
    int start = at;
    String word = word(what);
    try {
      int value = Integer.parseInt(word);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below, as for a number that is too small
    }
    at = start;
    throw wrong("expected " + what + ", found " + rest());
  }

  private String word(String what) throws FormException {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw wrong("expected " + what + ", found " + rest());
    }
    String word = text.substring(at, end);
    at = end;
    skipBlanks();
    return word;
  }

  /** A name, in quotes or not. */
  String name(String what) throws FormException {
    return isAtEnd() || text.charAt(at) != '"' ? word(what) : quoted();
  }

  /** A text in quotes. */
  String quoted() throws FormException {
    if (isAtEnd() || text.charAt(at) != '"') {
      throw wrong("expected a text in quotes, found " + rest());
    }
    at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      value.append(character());
    }
    if (isAtEnd()) {
      throw wrong("a quote is not closed");
    }
    at++;
    skipBlanks();
    return value.toString();
  }

  private char character() throws FormException {
    char c = text.charAt(at++);
    if (c != '\\') {
      return c;
    }
    char escaped = isAtEnd() ? ' ' : text.charAt(at++);
    if (escaped == '"' || escaped == '\\') {
      return escaped;
    }
    if (escaped == 'u' && at + 4 <= text.length()) {
      try {
        char value = (char) Integer.parseUnsignedInt(text, at, at + 4, 16);
        at += 4;
        return value;
      } catch (NumberFormatException _) {
        // said below
      }
    }
    throw wrong("a backslash is followed by neither a quote, nor a backslash, nor uXXXX");
  }

  /** Names after a keyword, with commas between them; none if the keyword is not next. */
  List<String> names(String keyword) throws FormException {
    List<String> names = new ArrayList<>();
    if (has(keyword)) {
      do {
        names.add(name("a name"));
      } while (has(","));
    }
    return names;
  }

  /** A type. */
  TypeDescriptor type() throws FormException {
    return type(0);
  }

  private TypeDescriptor type(int depth) throws FormException {
    if (depth > DEEPEST) {
      throw wrong("a type nests deeper than " + DEEPEST);
    }
    TypeDescriptor type = element(depth);
    for (int i = depth; has("["); i++) {
      require("]");
      if (i > DEEPEST) {
        throw wrong("a type nests deeper than " + DEEPEST);
      }
      type = new SequenceType(SequenceType.Kind.ARRAY, type);
    }
    return type;
  }

  private TypeDescriptor element(int depth) throws FormException {
    if (!isAtEnd() && text.charAt(at) == '"') {
      return reference(quoted());
    }
    String word = word("a type");
    return switch (word) {
      case "Optional" -> new OptionalType(argument(depth));
      case "List" -> new SequenceType(SequenceType.Kind.LIST, argument(depth));
      case "Set" -> new SequenceType(SequenceType.Kind.SET, argument(depth));
      case "Map" -> {
        require("<");
        TypeDescriptor key = type(depth + 1);
        require(",");
        TypeDescriptor value = type(depth + 1);
        require(">");
        yield new MapType(key, value);
      }
      case "codec" -> new Reference(SchemaForm.CODEC + name("the name of a codec"));
      default -> {
        Scalar scalar = scalar(word);
        yield scalar != null ? scalar : reference(word);
      }
    };
  }

  private TypeDescriptor argument(int depth) throws FormException {
    require("<");
    TypeDescriptor type = type(depth + 1);
    require(">");
    return type;
  }

  private Reference reference(String name) throws FormException {
    if (name.isEmpty()) {
      throw wrong("a type has no name");
    }
    return new Reference(name);
  }

  private static @Nullable Scalar scalar(String word) {
    for (Scalar scalar : Scalar.values()) {
      if (scalar.text().equals(word)) {
        return scalar;
      }
    }
    return null;
  }
}
