package dev.hmdb.processor;

/** Literals of Java source, in ASCII. */
final class JavaText {
  private JavaText() {}

  static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      literal.append(c == '\'' ? "'" : escaped(c));
    }
    return literal.append('"').toString();
  }

  static String quoted(char c) {
    return "'" + (c == '"' ? "\"" : escaped(c)) + "'";
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\'' -> "\\'";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c >= ' ' && c < 0x7f ? Character.toString(c) : "\\u%04x".formatted((int) c);
    };
  }
}
