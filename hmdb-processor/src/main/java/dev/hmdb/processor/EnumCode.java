package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;

/** Writes the methods of the codec of an enum. */
final class EnumCode {
  private final Code code;
  private final Imports imports;
  private final MethodFrame frame;

  EnumCode(CodecContext context, Code code) {
    this.code = code;
    this.imports = context.imports();
    this.frame = new MethodFrame(context, code);
  }

  /** Writes {@code write} and {@code read}. */
  void write(EnumDefinition constants) {
    frame.openWrite(constants.type());
    code.line("out.writeVariant(");
    code.open("    switch (value)");
    int index = 0;
    for (String constant : constants.constants()) {
      code.line("    case " + constant + " -> " + index++ + ";");
    }
    code.close("    });").close();
    frame.openRead(constants.type());
    code.open(
        "return switch (" + frame.variantOf(constants.constants().size(), constants.type()) + ")");
    index = 0;
    for (String constant : constants.constants()) {
      code.line(
          "case " + index++ + " -> " + imports.className(constants.type()) + "." + constant + ";");
    }
    code.line(frame.impossible());
    code.close("};");
    code.close();
  }
}
