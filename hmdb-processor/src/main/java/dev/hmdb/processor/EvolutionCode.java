package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Past.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the expression that tells the library what a schema says of its past. */
final class EvolutionCode {
  private final Past past;
  private final Imports imports;
  private final DefaultCode defaults;
  private final Map<Member, StoredType> components = new HashMap<>();

  EvolutionCode(SchemaModel model, Imports imports, DefaultCode defaults) {
    this.past = model.past();
    this.imports = imports;
    this.defaults = defaults;
    Naming naming = new Naming(model.definitions().keySet());
    for (Definition definition : model.definitions().values()) {
      if (definition instanceof RecordDefinition record) {
        for (Component each : record.components()) {
          components.put(new Member(naming.name(record.type()), each.name()), each.type());
        }
      }
    }
  }

  Expr expression() {
    List<Expr> calls = new ArrayList<>();
    if (past.version() > 0) {
      calls.add(Expr.call("version", Integer.toString(past.version())));
    }
    past.formerNames()
        .forEach((member, former) ->
            calls.add(Expr.call("renamed", quoted(List.of(member.type(), member.name()), former))));
    past.defaults().forEach((member, text) -> calls.add(defaultValue(member, text)));
    past.formerTables()
        .forEach((table, former) ->
            calls.add(Expr.call("renamedTable", quoted(List.of(table), former))));
    if (!past.droppedTables().isEmpty()) {
      calls.add(Expr.call("droppedTables", quoted(past.droppedTables(), List.of())));
    }
    calls.add(Expr.call("build"));
    return new Expr.Dotted(imports.name("dev.hmdb.schema.Evolution") + ".builder()", calls);
  }

  private static List<Expr> quoted(Collection<String> first, Collection<String> more) {
    List<Expr> quoted = new ArrayList<>();
    first.forEach(each -> quoted.add(Expr.text(JavaText.quoted(each))));
    more.forEach(each -> quoted.add(Expr.text(JavaText.quoted(each))));
    return quoted;
  }

  private Expr defaultValue(Member member, String text) {
    StoredType type = components.get(member);
    if (type == null) {
      throw new IllegalArgumentException("no component " + member);
    }
    return Expr.call(
        "defaultValue",
        List.of(
            Expr.text(JavaText.quoted(member.type())),
            Expr.text(JavaText.quoted(member.name())),
            Expr.text(defaults.codec(type)),
            defaults.value(type, text)));
  }
}
