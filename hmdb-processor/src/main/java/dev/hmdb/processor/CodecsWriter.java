package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.Named;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Writes the class that holds the codecs of a schema: one nested class for each. */
final class CodecsWriter {
  private static final String WITHIN =
      """

      /** The names of the types that enclose what is inside {@code name}. */
      private static {{List}}<{{String}}> within({{List}}<{{String}}> enclosing, {{String}} name) {
        {{List}}<{{String}}> path = new {{ArrayList}}<>(enclosing);
        path.add(name);
        return path;
      }
      """;

  private final SchemaModel model;
  private final CodecNames names;
  private final Imports imports;
  private final TypeGraph graph;
  private final Naming naming;
  private final MinimumBytes minimum;

  private CodecsWriter(SchemaModel model, CodecNames names) {
    this.model = model;
    this.names = names;
    this.graph = new TypeGraph(model.definitions());
    this.naming = new Naming(model.definitions().keySet());
    this.minimum = new MinimumBytes(graph, names);
    Set<String> taken = new HashSet<>(names.classes().values());
    this.imports = new Imports(model.schema().packageName(), taken, model.setting().hidden());
    if (model.schema().packageName().isEmpty()) {
      names.mentioned().forEach(imports::className);
    }
  }

  /** The source of the class. */
  static String write(SchemaModel model, CodecNames names) {
    return new CodecsWriter(model, names).write();
  }

  private String write() {
    Code nested = new Code(2);
    names.classes().forEach((type, name) -> writeCodec(nested, type, name));
    Code code = new Code(0);
    code.line("/** The codecs of {@link " + imports.className(model.schema()) + "}. */");
    SourceFile.annotations(model.setting(), imports).forEach(code::line);
    code.open("final class " + model.codecsName());
    names.customTypes().forEach((codec, type) -> writeCustom(code, codec, type));
    if (!names.customTypes().isEmpty()) {
      code.blank();
    }
    code.line("private " + model.codecsName() + "() {}");
    code.append(nested);
    writeWithin(code);
    code.close();
    return SourceFile.text(model.schema().packageName(), imports, code);
  }

  private void writeCodec(Code code, StoredType type, String name) {
    ClassType self = type instanceof Named named ? named.type() : null;
    CodecContext context = new CodecContext(imports, names, naming, graph, minimum, self);
    code.blank();
    new CodecWriter(context, code).write(type, name);
  }

  private void writeCustom(Code code, ClassType codec, JavaType type) {
    String constant = names.constantFor(codec);
    String codecOfType = imports.name("dev.hmdb.codec.Codec") + "<" + imports.name(type) + ">";
    code.statement(
        "static final " + codecOfType + " " + constant + " = ",
        Expr.call("new " + imports.className(codec)),
        ";");
    if (minimum.measured().contains(codec)) {
      code.statement(
          "private static final int " + names.minimumFor(codec) + " = ",
          Expr.text(constant + ".type().minimumBytes()"),
          ";");
    }
  }

  private void writeWithin(Code code) {
    if (model.definitions().keySet().stream().anyMatch(graph::isRecursive)) {
      code.lines(
          Template.fill(
              WITHIN,
              Map.of(
                  "List", imports.name("java.util.List"),
                  "ArrayList", imports.name("java.util.ArrayList"),
                  "String", imports.name("java.lang.String"))));
    }
  }
}
