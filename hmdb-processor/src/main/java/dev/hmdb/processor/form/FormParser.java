package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.form.SchemaForm.Kind;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.Part;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form from the text of its file. Lines that are blank, or begin with {@code #}, are passed
 * over; lines may end with CR LF, as version control may make them.
 */
public final class FormParser {
  private static final List<String> CONFLICT = List.of("<<<<<<<", "=======", ">>>>>>>", "|||||||");

  private final List<FormLine> lines = new ArrayList<>();
  private final int lastLine;
  private int next;

  private final List<TableForm> tables = new ArrayList<>();
  private final Map<TableForm, Integer> tableLines = new HashMap<>();
  private final Map<String, TypeForm> types = new LinkedHashMap<>();

  /** The line that first mentions a type. */
  private final Map<String, Integer> mentioned = new LinkedHashMap<>();

  private FormParser(String text) throws FormException {
    List<String> all = text.lines().toList();
    lastLine = Math.max(1, all.size());
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i);
      if (CONFLICT.stream().anyMatch(line::startsWith)) {
        throw new FormException(i + 1, "a merge conflict is left", false);
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(new FormLine(i + 1, line));
      }
    }
  }

  /**
   * Reads a whole file.
   *
   * @throws FormException if it is no form
   */
  public static SchemaForm parse(String text) throws FormException {
    return new FormParser(text).parse();
  }

  private SchemaForm parse() throws FormException {
    FormLine mark = line("the line '" + FormText.MARK + " " + FormText.FORMAT + "'");
    mark.require(FormText.MARK);
    int format = mark.number("the number of the format");
    if (format > FormText.FORMAT) {
      throw new FormException(
          mark.number(),
          "the format is " + format + ", and this version of hmdb knows " + FormText.FORMAT,
          true);
    }
    FormLine schema = line("the line 'schema …'");
    schema.require("schema");
    String name = schema.name("the name of the schema");
    schema.requireEnd();
    FormLine version = line("the line 'version …'");
    version.require("version");
    int number = version.number("a version");
    version.requireEnd();
    while (next < lines.size()) {
      parsePart(lines.get(next++));
    }
    checkMentioned();
    SchemaForm form = new SchemaForm(name, number, tables, List.copyOf(types.values()));
    checkSize(form);
    return form;
  }

  private FormLine line(String what) throws FormException {
    if (next == lines.size()) {
      throw new FormException(lastLine, "expected " + what + ", found the end of the file", false);
    }
    return lines.get(next++);
  }

  private void parsePart(FormLine line) throws FormException {
    if (line.has("table")) {
      parseTable(line);
      return;
    }
    for (Kind kind : Kind.values()) {
      if (!line.isIndented() && line.has(kind.keyword())) {
        parseType(line, kind);
        return;
      }
    }
    throw line.wrong("expected a table, record, enum or sealed type");
  }

  private void parseTable(FormLine line) throws FormException {
    int id = line.number("the id of a table");
    String name = line.name("the name of a table");
    TypeDescriptor key = null;
    TypeDescriptor value = null;
    if (!line.has("dropped")) {
      line.require(":");
      key = type(line);
      line.require("->");
      value = type(line);
    }
    List<String> formerNames = line.names("was");
    line.requireEnd();
    TableForm table = new TableForm(id, name, key, value, formerNames);
    tables.add(table);
    tableLines.put(table, line.number());
    checkDistinct(tables, "tables", line);
  }

  private TypeDescriptor type(FormLine line) throws FormException {
    TypeDescriptor type = line.type();
    mention(type, line);
    return type;
  }

  private void mention(TypeDescriptor type, FormLine line) {
    switch (type) {
      case Reference(String name) when !name.startsWith(SchemaForm.CODEC) ->
          mentioned.putIfAbsent(name, line.number());
      case OptionalType optional -> mention(optional.element(), line);
      case SequenceType sequence -> mention(sequence.element(), line);
      case MapType map -> {
        mention(map.key(), line);
        mention(map.value(), line);
      }
      default -> {}
    }
  }

  private void parseType(FormLine start, Kind kind) throws FormException {
    String name = start.name("the name of a type");
    start.requireEnd();
    List<MemberForm> members = new ArrayList<>();
    while (next < lines.size() && lines.get(next).isIndented()) {
      FormLine line = lines.get(next++);
      members.add(parseMember(line, kind));
      checkDistinct(members, kind.member() + "s", line);
    }
    if (kind == Kind.SEALED) {
      checkVariants(members, start);
    }
    if (types.put(name, new TypeForm(kind, name, members)) != null) {
      throw start.wrong("there are two types named " + name);
    }
  }

  private static void checkVariants(List<MemberForm> variants, FormLine start)
      throws FormException {
    Set<TypeDescriptor> types = new HashSet<>();
    for (MemberForm variant : variants) {
      TypeDescriptor type = variant.type();
      if (type != null && !(type instanceof Reference)) {
        throw start.wrong("the variant " + variant.name() + " is neither a class nor of a codec");
      }
      if (type != null && !types.add(type)) {
        throw start.wrong("the class of the variant " + variant.name() + " is that of another");
      }
    }
    if (types.isEmpty()) {
      throw start.wrong("a sealed type has no variants");
    }
  }

  private MemberForm parseMember(FormLine line, Kind kind) throws FormException {
    int id = line.number("the id of a " + kind.member());
    String name = line.name("the name of a " + kind.member());
    boolean isGone = line.has("removed");
    TypeDescriptor type = isGone ? null : memberType(line, kind, name);
    List<String> formerNames = line.names("was");
    String defaultText = kind == Kind.RECORD && line.has("default") ? line.quoted() : null;
    line.requireEnd();
    return new MemberForm(id, name, type, formerNames, defaultText, isGone);
  }

  private @Nullable TypeDescriptor memberType(FormLine line, Kind kind, String name)
      throws FormException {
    return switch (kind) {
      case RECORD -> {
        line.require(":");
        yield type(line);
      }
      case SEALED -> {
        TypeDescriptor type = line.has(":") ? line.type() : new Reference(name);
        mention(type, line);
        yield type;
      }
      case ENUM -> null;
    };
  }

  /** Checks the part read last against those before it. */
  private static void checkDistinct(List<? extends Part> parts, String what, FormLine line)
      throws FormException {
    Part last = parts.getLast();
    Map<String, Part> names = new HashMap<>();
    Set<Integer> ids = new HashSet<>();
    for (Part part : parts.subList(0, parts.size() - 1)) {
      ids.add(part.id());
      names.put(part.name(), part);
      part.formerNames().forEach(name -> names.put(name, part));
    }
    if (ids.contains(last.id())) {
      throw line.wrong("two " + what + " have the id " + last.id());
    }
    List<String> own = new ArrayList<>(last.formerNames());
    own.add(last.name());
    for (String name : own) {
      if (names.put(name, last) != null) {
        throw line.wrong("two " + what + " have, or had, the name " + name);
      }
    }
  }

  private void checkSize(SchemaForm form) throws FormException {
    TableForm table = SpelledSize.tooLarge(form);
    if (table != null) {
      throw new FormException(
          tableLines.getOrDefault(table, lastLine),
          "types are more than %d, or nest deeper than %d, spelled out"
              .formatted(SpelledSize.LARGEST, SpelledSize.DEEPEST),
          false);
    }
  }

  private void checkMentioned() throws FormException {
    for (Map.Entry<String, Integer> each : mentioned.entrySet()) {
      if (!types.containsKey(each.getKey())) {
        throw new FormException(
            each.getValue(), "there is no type named " + each.getKey() + " below", false);
      }
    }
  }
}
