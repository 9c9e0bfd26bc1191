package dev.hmdb.processor;

import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.StoredType.Named;
import java.util.ArrayList;
import java.util.List;

/** Writes the methods of the codec of a sealed interface. */
final class SealedCode {
  private final CodecContext context;
  private final Code code;
  private final Imports imports;
  private final MethodFrame frame;

  SealedCode(CodecContext context, Code code) {
    this.context = context;
    this.code = code;
    this.imports = context.imports();
    this.frame = new MethodFrame(context, code);
  }

  /** Writes {@code write}, {@code read}, and {@code frozen} or {@code check} if need be. */
  void write(SealedDefinition sealed) {
    frame.openWrite(sealed.type());
    frame.enter("out", sealed.type());
    code.open("switch (value)");
    int index = 0;
    for (StoredType variant : sealed.variants()) {
      code.open("case " + context.type(variant) + " variant ->");
      code.line("out.writeVariant(" + index++ + ");");
      code.line(callWrite(variant));
      code.close();
    }
    code.close();
    frame.leave("out", sealed.type());
    code.close();
    writeRead(sealed);
    if (context.graph().isMutable(new Named(sealed.type()))) {
      writeFrozen(sealed);
    } else if (context.graph().hasNullable(sealed.type())) {
      writeCheck(sealed);
    }
  }

  private String callWrite(StoredType variant) {
    return variant instanceof Named named
        ? context.codecOf(named.type()) + ".write(variant, out);"
        : constant(variant) + ".encode(variant, out);";
  }

  private String constant(StoredType variant) {
    return context.names().constantFor(((StoredType.Custom) variant).codec());
  }

  private void writeRead(SealedDefinition sealed) {
    frame.openRead(sealed.type());
    boolean isCounted = context.graph().isTurningPoint(sealed.type());
    frame.enter("in", sealed.type());
    if (isCounted) {
      code.line(imports.name(sealed.type()) + " value =");
    }
    String start = isCounted ? "    switch (" : "return switch (";
    code.open(start + frame.variantOf(sealed.variants().size(), sealed.type()) + ")");
    String pad = isCounted ? "    " : "";
    int index = 0;
    for (StoredType variant : sealed.variants()) {
      String read =
          variant instanceof Named named
              ? context.codecOf(named.type()) + ".read(in)"
              : constant(variant) + ".decode(in)";
      code.line(pad + "case " + index++ + " -> " + read + ";");
    }
    code.line(pad + frame.impossible());
    if (isCounted) {
      code.close("    };");
      frame.leave("in", sealed.type());
      code.line("return value;");
    } else {
      code.close("};");
    }
    code.close();
  }

  private void writeFrozen(SealedDefinition sealed) {
    frame.openFrozen(sealed.type());
    code.open("return switch (value)");
    sealed.variants().forEach(this::writeFrozenCase);
    code.close("};");
    code.close();
  }

  private void writeFrozenCase(StoredType variant) {
    String start = "case " + context.type(variant) + " variant ->";
    boolean isMutable = context.graph().isMutable(variant);
    switch (variant) {
      case Named named when isMutable -> code.line(start + " " + call(named, "frozen"));
      case Named named when context.graph().hasNullable(named.type()) -> {
        code.open(start);
        code.line(call(named, "check"));
        code.line("yield variant;");
        code.close();
      }
      case Named _ -> code.line(start + " variant;");
      default -> code.line(start + " " + constant(variant) + ".freeze(variant);");
    }
  }

  private void writeCheck(SealedDefinition sealed) {
    frame.openCheck(sealed.type());
    code.open("switch (value)");
    for (StoredType variant : sealed.variants()) {
      String type = context.type(variant);
      if (variant instanceof Named named && context.graph().hasNullable(named.type())) {
        code.line("case " + type + " variant -> " + call(named, "check"));
      } else {
        code.line("case " + type + " _ -> {}");
      }
    }
    code.close().close();
  }

  private String call(Named variant, String method) {
    List<Expr> arguments = new ArrayList<>(List.of(Expr.text("variant")));
    arguments.addAll(context.depthArgument(variant.type()));
    return Expr.call(context.codecOf(variant.type()) + "." + method, arguments).flat() + ";";
  }
}
