package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.SchemaModel.DroppedTable;
import dev.hmdb.processor.SchemaModel.IndexModel;
import dev.hmdb.processor.SchemaModel.TableModel;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the database class of a schema. */
final class DatabaseWriter {
  /**
   * With one table, or with more than a lambda can sensibly take, there is no transaction with one
   * parameter a table; with one it could not be told from that with the schema as parameter.
   */
  private static final int MOST_LAMBDA_PARAMETERS = 8;

  private static final String OPENING =
      """
      /**
       * Opens the database in a directory, creating it if missing, with default options.
       *
       * @param path the directory
       * @return the open database
       */
      {{public}}static {{Db}} open({{Path}} path) {
        return open(path, {{Options}}.defaults());
      }

      /**
       * Opens the database in a directory. It is this process's alone until it is closed, or shared
       * with others that open it so, with {@code Sharing.MULTI_PROCESS} in the options.
       *
       * @param path the directory
       * @param options how it is opened
       * @return the open database
       * @throws dev.hmdb.DatabaseLockedException if it is open elsewhere for all of {@code lockTimeout}
       * @throws dev.hmdb.DatabaseOpenException if it cannot be opened
       */
      {{public}}static {{Db}} open({{Path}} path, {{Options}} options) {
        return new {{Db}}({{Opening}}.directory(path, options));
      }

      /**
       * Opens the database in a directory for reading only, with default options.
       *
       * @param path the directory
       * @return the open database
       */
      {{public}}static {{Db}} openReadOnly({{Path}} path) {
        return openReadOnly(path, {{Options}}.defaults());
      }

      /**
       * Opens the database in a directory for reading only. While processes share it for writing
       * ({@code Sharing.MULTI_PROCESS}), it follows what they commit. Else it keeps everybody out who
       * wants to write, until it is closed, and goes with others that only read.
       *
       * @param path the directory
       * @param options how it is opened
       * @return the open database
       * @throws dev.hmdb.DatabaseLockedException if a process has it open alone, or one that shares it
       *     writes for all of {@code lockTimeout}
       * @throws dev.hmdb.DatabaseOpenException if it cannot be opened
       */
      {{public}}static {{Db}} openReadOnly({{Path}} path, {{Options}} options) {
        return new {{Db}}({{Opening}}.readOnly(path, options));
      }

      /**
       * Makes a new, empty database in memory only.
       *
       * @return the open database
       */
      {{public}}static {{Db}} inMemory() {
        return new {{Db}}({{Opening}}.memory({{Options}}.defaults()));
      }
      """;

  private static final String ACCESSOR =
      """

      @{{Override}}
      public {{type}} {{name}}() {
        return {{value}};
      }
      """;

  private static final String DROPPED =
      """

      @{{Override}}
      public {{type}} {{name}}() {
        throw new {{IllegalStateException}}("the table {{name}} is dropped");
      }
      """;

  private static final String TRANSACTIONS =
      """

      /**
       * As {@link #transaction({{TransactionBody}})}, with one parameter a table.
       *
       * @param body what to do
       * @param <X> what the body may throw besides unchecked exceptions
       * @throws X if the body does
       */
      {{public}}<X extends {{Exception}}> void transaction(TablesBody<X> body) throws X {
        transaction({{TxOptions}}.defaults(), body);
      }

      /**
       * As {@link #transaction(TablesBody)}, with options.
       *
       * @param options how the transaction is run
       * @param body what to do
       * @param <X> what the body may throw besides unchecked exceptions
       * @throws X if the body does
       */
      {{runHead}}
      {{run}}
      }

      /**
       * As {@link #transactionResult({{TransactionFunction}})}, with one parameter a table.
       *
       * @param body what to do
       * @param <R> the result
       * @param <X> what the body may throw besides unchecked exceptions
       * @return what the body returned
       * @throws X if the body does
       */
      {{public}}<R, X extends {{Exception}}> R transactionResult(TablesFunction<R, X> body) throws X {
        return transactionResult({{TxOptions}}.defaults(), body);
      }

      /**
       * As {@link #transactionResult(TablesFunction)}, with options.
       *
       * @param options how the transaction is run
       * @param body what to do
       * @param <R> the result
       * @param <X> what the body may throw besides unchecked exceptions
       * @return what the body returned
       * @throws X if the body does
       */
      {{applyHead}}
      {{apply}}
      }
      """;

  private final SchemaModel model;
  private final CodecNames codecs;
  private final Imports imports;
  private final String database;
  private final String visibility;
  private final String schema;
  private final Map<TableModel, String> constants = new HashMap<>();
  private final Map<IndexModel, String> indexConstants = new HashMap<>();

  /** The class that says how a table's keys are kept, where they are numbers. */
  private final Map<TableModel, String> keyClasses = new HashMap<>();

  /** The class that finds an index's keys. */
  private final Map<IndexModel, String> indexClasses = new HashMap<>();

  private final OrderCode orders;
  private final ConstraintsCode constraints;

  private String schemaConstant = "SCHEMA";
  private String evolutionConstant = "EVOLUTION";

  private DatabaseWriter(SchemaModel model, CodecNames codecs) {
    this.model = model;
    this.codecs = codecs;
    this.database = model.databaseName();
    this.visibility = model.isPublic() ? "public " : "";
    Set<String> taken = new HashSet<>(model.setting().memberTypes());
    taken.addAll(Set.of("Opening", "Tables", "TablesBody", "TablesFunction", "X", "R"));
    NameAllocator names = new NameAllocator(taken);
    for (TableModel table : model.tables()) {
      keyClasses.put(table, names.allocate(Naming.capitalized(table.name()) + "Key"));
    }
    for (IndexModel index : model.indexes()) {
      indexClasses.put(index, names.allocate(Naming.capitalized(index.name()) + "Keys"));
    }
    this.constraints = new ConstraintsCode(model);
    taken.addAll(constraints.nameClasses(names));
    taken.addAll(keyClasses.values());
    taken.addAll(indexClasses.values());
    this.orders = new OrderCode(names);
    model.tables().forEach(table -> orders.prepare(table.order()));
    model.indexes().forEach(index -> orders.prepare(index.order()));
    taken.addAll(orders.classes());
    this.imports = new Imports(model.schema().packageName(), taken, model.setting().hidden());
    if (model.schema().packageName().isEmpty()) {
      codecs.mentioned().forEach(imports::className);
      model.droppedTables().forEach(table -> imports.name(table.type()));
      model.indexes().forEach(index -> imports.name(index.indexKey().boxedType()));
      orders.mentioned().forEach(imports::className);
      constraints.mention(imports);
    }
    this.schema = imports.name(model.schema());
  }

  /** The source of the database class. */
  static String write(SchemaModel model, CodecNames codecs) {
    return new DatabaseWriter(model, codecs).write();
  }

  private String write() {
    nameConstants();
    Code body = new Code(0);
    writeHeader(body);
    writeTableDefinitions(body);
    writeConstruction(body);
    for (TableModel table : model.tables()) {
      body.lines(fill(ACCESSOR, tableType(table), table.name(), table.name()));
    }
    for (IndexModel index : model.indexes()) {
      body.lines(fill(ACCESSOR, indexType(index), index.name(), index.name()));
    }
    writeDropped(body);
    if (model.tables().size() > 1 && model.tables().size() <= MOST_LAMBDA_PARAMETERS) {
      writeTransactions(body);
    }
    writeTables(body);
    for (TableModel table : model.tables()) {
      InlineKey key = inlineKey(table);
      if (key != null) {
        writeKeyShape(body, table, key);
      }
    }
    orders.write(body, imports);
    for (IndexModel index : model.indexes()) {
      new IndexCode(imports, model.definitions(), body).write(index, known(indexClasses, index));
    }
    constraints.writeClasses(body, imports);
    body.close();
    return SourceFile.text(model.schema().packageName(), imports, body);
  }

  private void nameConstants() {
    List<String> methods = new ArrayList<>();
    model.tables().forEach(table -> methods.add(table.name()));
    model.indexes().forEach(index -> methods.add(index.name()));
    NameAllocator names = new NameAllocator(methods);
    schemaConstant = names.allocate("SCHEMA");
    evolutionConstant = names.allocate("EVOLUTION");
    for (TableModel table : model.tables()) {
      constants.put(table, names.allocate(Naming.constant(table.name())));
    }
    for (IndexModel index : model.indexes()) {
      indexConstants.put(index, names.allocate(Naming.constant(index.name())));
    }
    constraints.nameConstants(names);
  }

  private void writeHeader(Code code) {
    code.line("/** The database of {@link " + imports.className(model.schema()) + "}. */");
    SourceFile.annotations(model.setting(), imports).forEach(code::line);
    String start = visibility + "final class " + database + " extends ";
    String superclass = imports.name("dev.hmdb.GeneratedDatabase") + "<" + schema + ">";
    code.openClass(start + superclass, "implements " + schema);
  }

  private void writeTableDefinitions(Code code) {
    String list = imports.name("java.util.List") + ".of";
    List<String> definitions = new ArrayList<>();
    for (TableModel table : model.tables()) {
      String constant = known(constants, table);
      code.statement(
          "private static final " + definitionType(table) + " " + constant + " = ",
          definition(table, definitions.size()),
          ";");
      definitions.add(constant);
    }
    List<String> indexes = new ArrayList<>();
    for (IndexModel index : model.indexes()) {
      String constant = known(indexConstants, index);
      code.statement(
          "private static final " + definitionType(index) + " " + constant + " = ",
          definition(index, indexes.size()),
          ";");
      indexes.add(constant);
    }
    List<Expr> arguments = new ArrayList<>();
    arguments.add(Expr.text("\"" + model.schema() + "\""));
    arguments.add(Expr.call(list, definitions.toArray(new String[0])));
    boolean isConstrained = !model.constraints().isEmpty();
    if (!indexes.isEmpty() || isConstrained) {
      arguments.add(Expr.call(list, indexes.toArray(new String[0])));
    }
    if (isConstrained) {
      arguments.add(constraints.writeConstants(code, imports, table -> known(constants, table)));
    }
    arguments.add(Expr.text("Tables::new"));
    if (!model.past().isSilent()) {
      DefaultCode defaults = new DefaultCode(imports, codecsClass(), codecs);
      EvolutionCode evolution = new EvolutionCode(model, imports, defaults);
      code.statement(
          "private static final "
              + imports.name("dev.hmdb.schema.Evolution")
              + " "
              + evolutionConstant
              + " = ",
          evolution.expression(),
          ";");
      arguments.add(Expr.text(evolutionConstant));
    } else if (isConstrained) {
      arguments.add(Expr.text(imports.name("dev.hmdb.schema.Evolution") + ".none()"));
    }
    String schemaDefinition = imports.name("dev.hmdb.SchemaDefinition");
    code.blank();
    code.line("/** The schema, for {@code dev.hmdb.Migration}. */");
    code.statement(
        visibility
            + "static final "
            + schemaDefinition
            + "<"
            + schema
            + "> "
            + schemaConstant
            + " = ",
        Expr.call("new " + schemaDefinition + "<>", arguments),
        ";");
  }

  /** The type of the constant that defines a table. */
  private String definitionType(TableModel table) {
    String stored =
        switch (table.shape()) {
          case CELL -> imports.name("dev.hmdb.codec.Unit") + ", " + boxed(table.value());
          case LIST_TABLE -> imports.name("dev.hmdb.codec.ListKey") + ", " + boxed(table.value());
          case SET_MULTIMAP ->
              imports.name("dev.hmdb.codec.SetEntryKey")
                  + typeArguments(table)
                  + ", "
                  + imports.name("dev.hmdb.codec.Unit");
          case LIST_MULTIMAP ->
              imports.name("dev.hmdb.codec.ListEntryKey")
                  + "<"
                  + boxed(table.presentKey())
                  + ">, "
                  + boxed(table.value());
          default -> boxed(table.presentKey()) + ", " + boxed(table.value());
        };
    return imports.name("dev.hmdb.TableDefinition") + "<" + stored + ">";
  }

  private Expr definition(TableModel table, int number) {
    String factory = imports.name("dev.hmdb.TableDefinition");
    List<String> values = new ArrayList<>();
    values.add(Integer.toString(number));
    values.add("\"" + table.name() + "\"");
    table.types().forEach(type -> values.add(codec(type)));
    KeyOrder order = table.order();
    if (order != null) {
      values.add(orders.comparator(order, imports));
    }
    if (inlineKey(table) != null) {
      values.add("new " + keyClasses.get(table) + "()");
    }
    String head =
        switch (table.shape()) {
          case TABLE -> "new " + factory + "<>";
          case SORTED_TABLE -> factory + ".sorted";
          default -> factory + "." + table.shape().source();
        };
    return Expr.call(head, values.toArray(new String[0]));
  }

  private String definitionType(IndexModel index) {
    return imports.name("dev.hmdb.IndexDefinition") + typeArguments(index);
  }

  private Expr definition(IndexModel index, int number) {
    String factory =
        switch (index.shape()) {
          case SORTED_INDEX -> ".sorted";
          case UNIQUE_INDEX -> ".unique";
          case SORTED_UNIQUE_INDEX -> ".sortedUnique";
          default -> ".hashed";
        };
    List<String> values =
        new ArrayList<>(
            List.of(
                Integer.toString(number),
                "\"" + index.name() + "\"",
                known(constants, index.table()),
                "new " + indexClasses.get(index) + "()"));
    KeyOrder order = index.order();
    if (order != null) {
      values.add(orders.comparator(order, imports));
    }
    return Expr.call(
        imports.name("dev.hmdb.IndexDefinition") + factory, values.toArray(new String[0]));
  }

  private static <T> String known(Map<T, String> names, T what) {
    return Objects.requireNonNull(names.get(what));
  }

  private @Nullable InlineKey inlineKey(TableModel table) {
    return table.shape().isIndexable()
        ? InlineKey.of(table.presentKey(), model.definitions(), imports)
        : null;
  }

  private void writeKeyShape(Code code, TableModel table, InlineKey key) {
    boolean isPair = key.numbers().size() == 2;
    String type = boxed(table.presentKey());
    String shape = imports.name("dev.hmdb.KeyShape") + (isPair ? ".TwoLongs<" : ".OneLong<");
    String override = "@" + imports.name("java.lang.Override");
    code.blank();
    code.line("/** The keys of {@code " + table.name() + "}, kept as numbers. */");
    code.openClass(
        "private static final class " + keyClasses.get(table), "implements " + shape + type + ">");
    code.line(override).open("public long first(" + type + " key)");
    code.line("return " + key.numbers().getFirst() + ";").close().blank();
    if (isPair) {
      code.line(override).open("public long second(" + type + " key)");
      code.line("return " + key.numbers().getLast() + ";").close().blank();
    }
    String parameters = isPair ? "long first, long second" : "long first";
    code.line(override).open("public " + type + " key(" + parameters + ")");
    code.line("return " + key.key() + ";").close();
    code.close();
  }

  private void writeConstruction(Code code) {
    code.blank();
    for (TableModel table : model.tables()) {
      code.line("private final " + tableType(table) + " " + table.name() + ";");
    }
    for (IndexModel index : model.indexes()) {
      code.line("private final " + indexType(index) + " " + index.name() + ";");
    }
    String opening =
        model.setting().memberTypes().contains("Opening")
            ? imports.name("dev.hmdb.GeneratedDatabase") + ".Opening"
            : "Opening";
    code.blank().open("private " + database + "(" + opening + " opening)");
    code.line("super(" + schemaConstant + ", opening);");
    for (TableModel table : model.tables()) {
      boolean isPlain = table.shape() == TableShape.TABLE;
      String asked = isPlain ? known(constants, table) : "source -> " + asked(table);
      code.line("this." + table.name() + " = table(" + asked + ");");
    }
    for (IndexModel index : model.indexes()) {
      code.line("this." + index.name() + " = table(source -> " + asked(index) + ");");
    }
    code.close().blank();
    code.lines(
        Template.fill(
            OPENING,
            Map.of(
                "public",
                visibility,
                "Db",
                database,
                "Path",
                imports.name("java.nio.file.Path"),
                "Options",
                imports.name("dev.hmdb.Options"),
                "Opening",
                opening)));
  }

  private void writeTransactions(Code code) {
    String exception = imports.name("java.lang.Exception");
    code.lines(
        Template.fill(
            TRANSACTIONS,
            Map.of(
                "public",
                visibility,
                "Exception",
                exception,
                "TxOptions",
                imports.name("dev.hmdb.TxOptions"),
                "TransactionBody",
                imports.name("dev.hmdb.TransactionBody"),
                "TransactionFunction",
                imports.name("dev.hmdb.TransactionFunction"),
                "runHead",
                head("<X extends " + exception + "> void transaction", "TablesBody<X> body"),
                "run",
                call("this.<X>transaction", "run"),
                "applyHead",
                head(
                    "<R, X extends " + exception + "> R transactionResult",
                    "TablesFunction<R, X> body"),
                "apply",
                call("return this.<R, X>transactionResult", "apply"))));
    writeFunction(
        code, "What a transaction does.", "TablesBody<X extends {{Exception}}>", "void run");
    writeFunction(
        code,
        "What a transaction does, with a result.",
        "TablesFunction<R, X extends {{Exception}}>",
        "R apply");
  }

  /** The call of the transaction that takes the schema, indented for the template. */
  private String call(String transaction, String method) {
    List<Expr> tables =
        model.tables().stream().map(table -> Expr.text("tables." + table.name() + "()")).toList();
    Expr body = Expr.call("tables -> body." + method, tables);
    return unindented(
        new Code(4)
            .statement("", Expr.call(transaction, List.of(Expr.text("options"), body)), ";"));
  }

  private String head(String start, String body) {
    List<String> parameters = List.of(imports.name("dev.hmdb.TxOptions") + " options", body);
    return unindented(new Code(2).method(visibility + start, parameters, "throws X", " {"));
  }

  /** The code as text for a template, which will be two columns further right. */
  private static String unindented(Code code) {
    return code.toString().lines().map(line -> line.substring(2)).collect(Collectors.joining("\n"));
  }

  private void writeFunction(Code code, String purpose, String name, String method) {
    boolean hasResult = method.startsWith("R ");
    String exception = imports.name("java.lang.Exception");
    code.blank().line("/**").line(" * " + purpose).line(" *");
    if (hasResult) {
      code.line(" * @param <R> the result");
    }
    code.line(" * @param <X> what it may throw besides unchecked exceptions").line(" */");
    code.line("@" + imports.name("java.lang.FunctionalInterface"));
    code.open(visibility + "interface " + Template.fill(name, Map.of("Exception", exception)));
    code.line("/**").line(" * Runs, possibly more than once, on tables bound to the transaction.");
    code.line(" *");
    for (TableModel table : model.tables()) {
      code.line(" * @param " + table.name() + " the table of that name");
    }
    if (hasResult) {
      code.line(" * @return the result");
    }
    code.line(" * @throws X if it does").line(" */");
    List<String> parameters =
        model.tables().stream().map(table -> tableType(table) + " " + table.name()).toList();
    code.method(method, parameters, "throws X", ";");
    code.close();
  }

  /** The tables of a transaction or snapshot, each looked up when it is asked for. */
  private void writeTables(Code code) {
    String source = imports.name("dev.hmdb.TableSource");
    code.blank().line("/** The tables of one transaction or snapshot. */");
    code.open("private static final class Tables implements " + schema);
    code.line("private final " + source + " source;").blank();
    code.open("Tables(" + source + " source)").line("this.source = source;").close();
    for (TableModel table : model.tables()) {
      code.lines(fill(ACCESSOR, tableType(table), table.name(), asked(table)));
    }
    for (IndexModel index : model.indexes()) {
      code.lines(fill(ACCESSOR, indexType(index), index.name(), asked(index)));
    }
    writeDropped(code);
    code.close();
  }

  private void writeDropped(Code code) {
    for (DroppedTable table : model.droppedTables()) {
      code.lines(
          Template.fill(
              DROPPED,
              Map.of(
                  "Override",
                  imports.name("java.lang.Override"),
                  "type",
                  imports.name(table.type()),
                  "name",
                  table.name(),
                  "IllegalStateException",
                  imports.name("java.lang.IllegalStateException"))));
    }
  }

  /** The table, of a variable {@code source}. */
  private String asked(TableModel table) {
    return "source." + table.shape().source() + "(" + known(constants, table) + ")";
  }

  private String asked(IndexModel index) {
    return "source." + index.shape().source() + "(" + known(indexConstants, index) + ")";
  }

  private String fill(String template, String type, String name, String value) {
    return Template.fill(
        template,
        Map.of(
            "Override",
            imports.name("java.lang.Override"),
            "type",
            type,
            "name",
            name,
            "value",
            value));
  }

  private String tableType(TableModel table) {
    return imports.name(table.shape().qualifiedName()) + typeArguments(table);
  }

  private String indexType(IndexModel index) {
    return imports.name(index.shape().qualifiedName()) + typeArguments(index);
  }

  private String typeArguments(TableModel table) {
    return table.types().stream().map(this::boxed).collect(Collectors.joining(", ", "<", ">"));
  }

  private String typeArguments(IndexModel index) {
    TableModel table = index.table();
    return "<"
        + String.join(
            ", ", boxed(index.indexKey()), boxed(table.presentKey()), boxed(table.value()))
        + ">";
  }

  private String boxed(StoredType type) {
    return imports.name(type.boxedType());
  }

  private String codec(StoredType type) {
    String generated = codecsClass();
    return switch (type) {
      case Boxed _, Scalar _, PrimitiveArray _ -> ReadyCodecs.of(type, imports);
      case Custom custom -> generated + "." + codecs.constantFor(custom.codec());
      default -> generated + "." + codecs.classFor(type) + ".INSTANCE";
    };
  }

  private String codecsClass() {
    return imports.className(
        new ClassType(model.schema().packageName(), List.of(model.codecsName()), List.of()));
  }
}
