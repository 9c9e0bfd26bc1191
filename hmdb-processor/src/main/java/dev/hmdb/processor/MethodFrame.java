package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;

/** Writes how the methods of a generated codec begin and end, whatever it is a codec of. */
final class MethodFrame {
  private final CodecContext context;
  private final Code code;
  private final Imports imports;

  MethodFrame(CodecContext context, Code code) {
    this.context = context;
    this.code = code;
    this.imports = context.imports();
  }

  void openWrite(JavaType type) {
    String encoder = imports.name("dev.hmdb.codec.Encoder");
    code.blank();
    code.openMethod(
        "static void write", List.of(imports.name(type) + " value", encoder + " out"), "");
  }

  void openRead(JavaType type) {
    String decoder = imports.name("dev.hmdb.codec.Decoder");
    code.blank();
    code.openMethod("static " + imports.name(type) + " read", List.of(decoder + " in"), "");
  }

  void openFrozen(ClassType type) {
    openWithDepth("static " + imports.name(type) + " frozen", type);
  }

  void openCheck(ClassType type) {
    openWithDepth("static void check", type);
  }

  private void openWithDepth(String start, ClassType type) {
    code.blank();
    String value = imports.name(type) + " value";
    boolean isRecursive = context.graph().isRecursive(type);
    code.openMethod(start, isRecursive ? List.of(value, "int depth") : List.of(value), "");
    if (context.graph().isTurningPoint(type)) {
      String maximum = imports.name("dev.hmdb.codec.Encoder") + ".MAX_DEPTH";
      code.open("if (depth == " + maximum + ")");
      code.statement(
          "throw ",
          Expr.call(
              "new " + imports.name("java.lang.IllegalArgumentException"),
              List.of(
                  Expr.chain(
                      "\"" + context.naming().name(type) + " nests deeper than \"",
                      "+ " + maximum,
                      "+ \" levels\""))),
          ";");
      code.close();
    }
  }

  /** The index of a variant, read and checked. */
  String variantOf(int count, ClassType type) {
    return "in.readVariant(" + count + ", \"" + context.naming().name(type) + "\")";
  }

  /** The last case of a switch over {@link #variantOf}. */
  String impossible() {
    String error = imports.name("java.lang.AssertionError");
    return "default -> throw new " + error + "(\"readVariant checks the index\");";
  }

  /** Counts one level more, if levels are counted at this type. */
  void enter(String coder, ClassType type) {
    if (context.graph().isTurningPoint(type)) {
      code.line(coder + ".enter();");
    }
  }

  void leave(String coder, ClassType type) {
    if (context.graph().isTurningPoint(type)) {
      code.line(coder + ".leave();");
    }
  }
}
