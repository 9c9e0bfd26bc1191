package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.FreezeCode.Frozen;
import dev.hmdb.processor.StoredType.Named;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one codec: static methods {@code describe}, {@code write}, {@code read} and {@code frozen}
 * or {@code check}, which call those of other codecs directly, and an instance that calls them. No
 * class needs another one to be initialized, so recursive types cannot deadlock.
 */
final class CodecWriter {
  private final CodecContext context;
  private final Code code;
  private final Imports imports;
  private final MethodFrame frame;

  CodecWriter(CodecContext context, Code code) {
    this.context = context;
    this.code = code;
    this.imports = context.imports();
    this.frame = new MethodFrame(context, code);
  }

  /** Writes the codec of {@code type} as a class of that name. */
  void write(StoredType type, String name) {
    String codec = imports.name("dev.hmdb.codec.Codec") + "<" + context.boxed(type) + ">";
    code.openClass("static final class " + name, "implements " + codec);
    code.statement("static final " + name + " INSTANCE = ", Expr.call("new " + name), ";").blank();
    writeInstance(type, name);
    if (type instanceof Named named) {
      writeDefined(context.graph().definition(named.type()));
    } else {
      writeStructural(type);
    }
    code.close();
  }

  private void writeInstance(StoredType type, String name) {
    boolean isRecursive = type instanceof Named named && context.graph().isRecursive(named.type());
    String java = context.boxed(type);
    Expr value = context.required("value", Spot.of(context.nameOf(type)));
    code.line("private " + name + "() {}");
    openOverride(imports.name("dev.hmdb.codec.TypeDescriptor") + " type");
    String none = isRecursive ? imports.name("java.util.List") + ".of()" : "";
    code.line("return describe(" + none + ");").close();
    openOverride("void encode", java + " value", imports.name("dev.hmdb.codec.Encoder") + " out");
    code.statement("", Expr.call("write", List.of(value, Expr.text("out"))), ";").close();
    openOverride(java + " decode", imports.name("dev.hmdb.codec.Decoder") + " in");
    code.line("return read(in);").close();
    openOverride(java + " freeze", java + " value");
    List<Expr> arguments = new ArrayList<>(List.of(value));
    if (isRecursive) {
      arguments.add(Expr.text("0"));
    }
    if (context.graph().isMutable(type)) {
      code.statement("return ", Expr.call("frozen", arguments), ";");
    } else if (type instanceof Named named && context.graph().hasNullable(named.type())) {
      code.statement("", Expr.call("check", arguments), ";").line("return value;");
    } else {
      code.statement("return ", value, ";");
    }
    code.close().blank();
  }

  private void openOverride(String start, String... parameters) {
    code.blank().line("@" + imports.name("java.lang.Override"));
    code.openMethod("public " + start, List.of(parameters), "");
  }

  // --- a type without a definition ---

  private void writeStructural(StoredType type) {
    Spot spot = Spot.of(context.nameOf(type));
    new DescriptorCode(context).write(code, type);
    frame.openWrite(type.boxedType());
    new WriteCode(context, code, context.locals("value", "out"))
        .write(type, "value", spot.present(), "elements");
    code.close();
    frame.openRead(type.boxedType());
    Expr read = new ReadCode(context, code, context.locals("in")).read(type, spot, "elements");
    code.statement("return ", read, ";");
    code.close();
    if (context.graph().isMutable(type)) {
      code.blank();
      String java = context.boxed(type);
      code.openMethod("static " + java + " frozen", List.of(java + " value"), "");
      Frozen frozen =
          new FreezeCode(context, code, context.locals("value", "depth"))
              .freeze(type, "value", spot.present(), "elements");
      code.line("return " + frozen.after() + ";");
      code.close();
    }
  }

  // --- a type with a definition ---

  private void writeDefined(Definition definition) {
    new DescriptorCode(context).write(code, definition);
    switch (definition) {
      case RecordDefinition record -> new RecordCode(context, code).write(record);
      case EnumDefinition constants -> new EnumCode(context, code).write(constants);
      case SealedDefinition sealed -> new SealedCode(context, code).write(sealed);
    }
  }
}
