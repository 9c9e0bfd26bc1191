package dev.hmdb.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the type texts of the bincode vectors, such as {@code enum Shape{Empty,Circle(u32)}}. */
final class RustTypeParser {
  private static final RustType UNIT = RustType.product("unit", List.of());

  private final String text;
  private int position;
  private final Map<String, RustType> named = new HashMap<>();

  private RustTypeParser(String text) {
    this.text = text;
    RustType i32 = RustType.primitive("i32");
    named.put("Point", RustType.product("Point", List.of(i32, i32)));
  }

  static RustType parse(String text) {
    RustTypeParser parser = new RustTypeParser(text);
    RustType type = parser.type();
    if (parser.position != text.length()) {
      throw new IllegalArgumentException(text + " not understood at " + parser.position);
    }
    return type;
  }

  private RustType type() {
    if (accept("(")) {
      return RustType.product("tuple", separated(")"));
    }
    if (accept("[")) {
      RustType element = type();
      expect(";");
      int length = Integer.parseInt(word());
      expect("]");
      return RustType.product("array", Collections.nCopies(length, element));
    }
    if (accept("struct ")) {
      String name = word();
      return RustType.product(name, body());
    }
    if (accept("enum ")) {
      return enumType(word());
    }
    String name = word();
    if (named.containsKey(name)) {
      return named.get(name);
    }
    if (!accept("<")) {
      return RustType.primitive(name);
    }
    List<RustType> arguments = separated(">");
    return switch (name) {
      case "Option" -> RustType.option(arguments.get(0));
      case "Vec" -> RustType.vec(arguments.get(0));
      case "Map" -> RustType.map(arguments.get(0), arguments.get(1));
      default -> throw new IllegalArgumentException("unknown generic type " + name);
    };
  }

  private RustType enumType(String name) {
    expect("{");
    if (accept("V0..V69999}")) {
      return RustType.sum(name, Collections.nCopies(70_000, UNIT));
    }
    List<RustType> variants = new ArrayList<>();
    RustType self = RustType.sum(name, Collections.unmodifiableList(variants));
    named.put(name, self);
    do {
      String variant = word();
      variants.add(RustType.product(variant, body()));
    } while (accept(","));
    expect("}");
    return self;
  }

  /** What follows the name of a struct or variant: nothing, a tuple, or named fields. */
  private List<RustType> body() {
    if (accept("(")) {
      return separated(")");
    }
    return accept("{") ? separated("}") : List.of();
  }

  private List<RustType> separated(String end) {
    List<RustType> types = new ArrayList<>();
    while (!accept(end)) {
      skipFieldName();
      types.add(type());
      accept(",");
    }
    return types;
  }

  private void skipFieldName() {
    int start = position;
    word();
    if (!accept(":")) {
      position = start;
    }
  }

  private String word() {
    int start = position;
    while (position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private boolean accept(String token) {
    boolean there = text.startsWith(token, position);
    position += there ? token.length() : 0;
    return there;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException(token + " expected at " + position + " of " + text);
    }
  }
}
