package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.FreezeCode.Frozen;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.Named;
import java.util.ArrayList;
import java.util.List;

/** Writes the methods of the codec of a record. */
final class RecordCode {
  private final CodecContext context;
  private final Code code;
  private final Imports imports;
  private final MethodFrame frame;

  RecordCode(CodecContext context, Code code) {
    this.context = context;
    this.code = code;
    this.imports = context.imports();
    this.frame = new MethodFrame(context, code);
  }

  /** Writes {@code write}, {@code read}, and {@code frozen} or {@code check} if need be. */
  void write(RecordDefinition record) {
    if (record.components().isEmpty()) {
      writeNothing(record);
    } else {
      writeWrite(record);
    }
    writeRead(record);
    if (context.graph().isMutable(new Named(record.type()))) {
      writeFrozen(record);
    } else if (context.graph().hasNullable(record.type())) {
      writeCheck(record);
    }
  }

  private void writeNothing(RecordDefinition record) {
    String encoder = imports.name("dev.hmdb.codec.Encoder");
    List<String> parameters = List.of(imports.name(record.type()) + " value", encoder + " out");
    code.blank().method("static void write", parameters, "", " {}");
  }

  private void writeWrite(RecordDefinition record) {
    frame.openWrite(record.type());
    frame.enter("out", record.type());
    WriteCode writer = new WriteCode(context, code, context.locals("value", "out"));
    for (Component component : record.components()) {
      String expression = "value." + component.name() + "()";
      writer.write(component.type(), expression, spot(record, component), component.name());
    }
    frame.leave("out", record.type());
    code.close();
  }

  private Spot spot(RecordDefinition record, Component component) {
    return Spot.of(context.naming().name(record.type()) + "." + component.name());
  }

  private void writeRead(RecordDefinition record) {
    frame.openRead(record.type());
    frame.enter("in", record.type());
    Locals locals = context.locals("in");
    List<String> names =
        record.components().stream().map(each -> locals.name(each.name())).toList();
    ReadCode reader = new ReadCode(context, code, locals);
    for (int i = 0; i < names.size(); i++) {
      Component component = record.components().get(i);
      reader.declare(component.type(), names.get(i), spot(record, component));
    }
    frame.leave("in", record.type());
    Expr made = Expr.call("new " + newName(record.type()), CodecContext.arguments(names));
    if (record.checksItsArguments()) {
      writeGuarded(record, made, locals.name("e"));
    } else {
      code.statement("return ", made, ";");
    }
    code.close();
  }

  /** What the constructor refuses cannot have been written, so the bytes are to blame. */
  private void writeGuarded(RecordDefinition record, Expr made, String exception) {
    code.open("try");
    code.statement("return ", made, ";");
    code.next("catch (" + imports.name("java.lang.RuntimeException") + " " + exception + ")");
    Expr refusal =
        Expr.call(
            "new " + imports.name("dev.hmdb.codec.DecodingException"),
            "\"" + context.naming().name(record.type()) + " refuses its components\"",
            "in.offset()",
            exception);
    code.statement("throw ", refusal, ";");
    code.close();
  }

  private String newName(ClassType type) {
    return imports.className(type) + (type.arguments().isEmpty() ? "" : "<>");
  }

  private void writeCheck(RecordDefinition record) {
    frame.openCheck(record.type());
    FreezeCode freezer = new FreezeCode(context, code, context.locals("value", "depth"));
    for (Component component : record.components()) {
      String expression = "value." + component.name() + "()";
      freezer.check(component.type(), expression, spot(record, component));
    }
    code.close();
  }

  private void writeFrozen(RecordDefinition record) {
    frame.openFrozen(record.type());
    FreezeCode freezer = new FreezeCode(context, code, context.locals("value", "depth"));
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
        isAlwaysCopied |= FreezeCode.isAlwaysCopied(type);
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
}
