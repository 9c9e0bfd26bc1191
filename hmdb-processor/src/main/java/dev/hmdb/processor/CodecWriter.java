package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.FreezeCode.Frozen;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.PrimitiveArray;
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

  CodecWriter(CodecContext context, Code code) {
    this.context = context;
    this.code = code;
    this.imports = context.imports();
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
    openWrite(type.boxedType());
    writer(context.locals("value", "out")).write(type, "value", spot.present(), "elements");
    code.close();
    openRead(type.boxedType());
    Expr read = reader(context.locals("in")).read(type, spot, "elements");
    code.statement("return ", read, ";");
    code.close();
    if (context.graph().isMutable(type)) {
      code.blank();
      String java = context.boxed(type);
      code.openMethod("static " + java + " frozen", List.of(java + " value"), "");
      Frozen frozen =
          freezer(context.locals("value", "depth"))
              .freeze(type, "value", spot.present(), "elements");
      code.line("return " + frozen.after() + ";");
      code.close();
    }
  }

  // --- a type with a definition ---

  private void writeDefined(Definition definition) {
    new DescriptorCode(context).write(code, definition);
    switch (definition) {
      case RecordDefinition record -> writeRecord(record);
      case EnumDefinition constants -> writeEnum(constants);
      case SealedDefinition sealed -> writeSealed(sealed);
    }
  }

  private void writeRecord(RecordDefinition record) {
    if (record.components().isEmpty()) {
      String encoder = imports.name("dev.hmdb.codec.Encoder");
      code.blank()
          .line(
              "static void write("
                  + imports.name(record.type())
                  + " value, "
                  + encoder
                  + " out) {}");
      writeRecordRead(record);
      return;
    }
    openWrite(record.type());
    enter("out", record.type());
    Locals writeLocals = context.locals("value", "out");
    for (Component component : record.components()) {
      writer(writeLocals)
          .write(
              component.type(),
              "value." + component.name() + "()",
              spot(record, component),
              component.name());
    }
    leave("out", record.type());
    code.close();
    writeRecordRead(record);
    if (context.graph().isMutable(new Named(record.type()))) {
      writeRecordFrozen(record);
    } else if (context.graph().hasNullable(record.type())) {
      writeRecordCheck(record);
    }
  }

  private Spot spot(RecordDefinition record, Component component) {
    return Spot.of(context.naming().name(record.type()) + "." + component.name());
  }

  private void writeRecordRead(RecordDefinition record) {
    openRead(record.type());
    enter("in", record.type());
    Locals locals = context.locals("in");
    List<String> names =
        record.components().stream().map(each -> locals.name(each.name())).toList();
    for (int i = 0; i < names.size(); i++) {
      Component component = record.components().get(i);
      reader(locals).declare(component.type(), names.get(i), spot(record, component));
    }
    leave("in", record.type());
    Expr made = Expr.call("new " + newName(record.type()), CodecContext.arguments(names));
    if (record.checksItsArguments()) {
      code.open("try");
      code.statement("return ", made, ";");
      String exception = locals.name("e");
      code.next("catch (" + imports.name("java.lang.RuntimeException") + " " + exception + ")");
      code.statement(
          "throw ",
          Expr.call(
              "new " + imports.name("dev.hmdb.codec.DecodingException"),
              "\"" + context.naming().name(record.type()) + " refuses its components\"",
              "in.offset()",
              exception),
          ";");
      code.close();
    } else {
      code.statement("return ", made, ";");
    }
    code.close();
  }

  private String newName(ClassType type) {
    return imports.className(type) + (type.arguments().isEmpty() ? "" : "<>");
  }

  private void writeRecordCheck(RecordDefinition record) {
    openCheck(record.type());
    FreezeCode freezer = freezer(context.locals("value", "depth"));
    for (Component component : record.components()) {
      String expression = "value." + component.name() + "()";
      freezer.check(component.type(), expression, spot(record, component));
    }
    code.close();
  }

  private void writeRecordFrozen(RecordDefinition record) {
    openFrozen(record.type());
    FreezeCode freezer = freezer(context.locals("value", "depth"));
    List<String> arguments = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    boolean isAlwaysCopied = false;
    for (Component component : record.components()) {
      StoredType type = component.type();
      String expression = "value." + component.name() + "()";
      if (context.graph().isMutable(type)) {
        Frozen frozen = freezer.freeze(type, expression, spot(record, component), component.name());
        arguments.add(frozen.after());
        unchanged.add(frozen.after() + " == " + frozen.before());
        isAlwaysCopied |= type instanceof PrimitiveArray || type instanceof ArrayValue;
      } else {
        freezer.check(type, expression, spot(record, component));
        arguments.add(expression);
      }
    }
    if (!isAlwaysCopied) {
      code.open("if (" + String.join(" && ", unchanged) + ")");
      code.line("return value;");
      code.close();
    }
    code.statement(
        "return ",
        Expr.call("new " + newName(record.type()), CodecContext.arguments(arguments)),
        ";");
    code.close();
  }

  private void writeEnum(EnumDefinition constants) {
    openWrite(constants.type());
    code.line("out.writeVariant(");
    code.open("    switch (value)");
    int index = 0;
    for (String constant : constants.constants()) {
      code.line("    case " + constant + " -> " + index++ + ";");
    }
    code.close("    });").close();
    openRead(constants.type());
    openVariants(constants.constants().size(), constants.type());
    index = 0;
    for (String constant : constants.constants()) {
      code.line(
          "case " + index++ + " -> " + imports.className(constants.type()) + "." + constant + ";");
    }
    closeVariants();
    code.close();
  }

  private void writeSealed(SealedDefinition sealed) {
    openWrite(sealed.type());
    enter("out", sealed.type());
    code.open("switch (value)");
    int index = 0;
    for (StoredType variant : sealed.variants()) {
      code.open("case " + context.type(variant) + " variant ->");
      code.line("out.writeVariant(" + index++ + ");");
      code.line(callWrite(variant));
      code.close();
    }
    code.close();
    leave("out", sealed.type());
    code.close();
    writeSealedRead(sealed);
    if (context.graph().isMutable(new Named(sealed.type()))) {
      writeSealedFrozen(sealed);
    } else if (context.graph().hasNullable(sealed.type())) {
      writeSealedCheck(sealed);
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

  private void writeSealedRead(SealedDefinition sealed) {
    openRead(sealed.type());
    boolean isCounted = context.graph().isTurningPoint(sealed.type());
    enter("in", sealed.type());
    if (isCounted) {
      code.line(imports.name(sealed.type()) + " value =");
    }
    String start = isCounted ? "    switch (" : "return switch (";
    code.open(start + variantOf(sealed.variants().size(), sealed.type()) + ")");
    String pad = isCounted ? "    " : "";
    int index = 0;
    for (StoredType variant : sealed.variants()) {
      String read =
          variant instanceof Named named
              ? context.codecOf(named.type()) + ".read(in)"
              : constant(variant) + ".decode(in)";
      code.line(pad + "case " + index++ + " -> " + read + ";");
    }
    code.line(pad + impossible());
    if (isCounted) {
      code.close("    };");
      leave("in", sealed.type());
      code.line("return value;");
    } else {
      code.close("};");
    }
    code.close();
  }

  private void writeSealedFrozen(SealedDefinition sealed) {
    openFrozen(sealed.type());
    code.open("return switch (value)");
    for (StoredType variant : sealed.variants()) {
      String type = context.type(variant);
      if (!context.graph().isMutable(variant)) {
        boolean isChecked =
            variant instanceof Named named && context.graph().hasNullable(named.type());
        if (isChecked) {
          code.open("case " + type + " variant ->");
          code.line(callCheck((Named) variant));
          code.line("yield variant;");
          code.close();
        } else {
          code.line("case " + type + " variant -> variant;");
        }
      } else if (variant instanceof Named named) {
        String frozen = call(named, "frozen");
        code.line("case " + type + " variant -> " + frozen);
      } else {
        code.line("case " + type + " variant -> " + constant(variant) + ".freeze(variant);");
      }
    }
    code.close("};");
    code.close();
  }

  private void writeSealedCheck(SealedDefinition sealed) {
    openCheck(sealed.type());
    code.open("switch (value)");
    for (StoredType variant : sealed.variants()) {
      String type = context.type(variant);
      if (variant instanceof Named named && context.graph().hasNullable(named.type())) {
        code.line("case " + type + " variant -> " + callCheck(named));
      } else {
        code.line("case " + type + " _ -> {}");
      }
    }
    code.close().close();
  }

  private String callCheck(Named variant) {
    return call(variant, "check");
  }

  private String call(Named variant, String method) {
    List<Expr> arguments = new ArrayList<>(List.of(Expr.text("variant")));
    arguments.addAll(context.depthArgument(variant.type()));
    return Expr.call(context.codecOf(variant.type()) + "." + method, arguments).flat() + ";";
  }

  // --- pieces of methods ---

  private void openWrite(JavaType type) {
    String encoder = imports.name("dev.hmdb.codec.Encoder");
    code.blank();
    code.openMethod(
        "static void write", List.of(imports.name(type) + " value", encoder + " out"), "");
  }

  private void openRead(JavaType type) {
    String decoder = imports.name("dev.hmdb.codec.Decoder");
    code.blank();
    code.openMethod("static " + imports.name(type) + " read", List.of(decoder + " in"), "");
  }

  private void openFrozen(ClassType type) {
    openWithDepth("static " + imports.name(type) + " frozen", type);
  }

  private void openCheck(ClassType type) {
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

  private void openVariants(int count, ClassType type) {
    code.open("return switch (" + variantOf(count, type) + ")");
  }

  private void closeVariants() {
    code.line(impossible());
    code.close("};");
  }

  private String variantOf(int count, ClassType type) {
    return "in.readVariant(" + count + ", \"" + context.naming().name(type) + "\")";
  }

  private String impossible() {
    String error = imports.name("java.lang.AssertionError");
    return "default -> throw new " + error + "(\"readVariant checks the index\");";
  }

  private void enter(String coder, ClassType type) {
    if (context.graph().isTurningPoint(type)) {
      code.line(coder + ".enter();");
    }
  }

  private void leave(String coder, ClassType type) {
    if (context.graph().isTurningPoint(type)) {
      code.line(coder + ".leave();");
    }
  }

  private WriteCode writer(Locals locals) {
    return new WriteCode(context, code, locals);
  }

  private ReadCode reader(Locals locals) {
    return new ReadCode(context, code, locals);
  }

  private FreezeCode freezer(Locals locals) {
    return new FreezeCode(context, code, locals);
  }
}
