package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the present form of a schema continue a recorded one: what is there keeps its id and its
 * earlier names, what is new gets ids that nothing had, what is gone leaves its id and names
 * behind. Whether values can follow is not asked here.
 */
public final class FormMerge {
  /**
   * A name that meant something else before.
   *
   * @param type the present type that it is used in; null for a table
   * @param part the table, or the member of the type, that uses it
   * @param name the name: the part's own, or one that it says it had
   * @param owner what the name belonged to, or belongs to still
   * @param what {@code table}, {@code component} and so on
   */
  public record Clash(@Nullable String type, String part, String name, String owner, String what) {}

  private final SchemaForm recorded;
  private final SchemaForm present;
  private final Lineage<TableForm> tables;
  private final List<Clash> clashes = new ArrayList<>();
  private final SchemaForm merged;

  /** Of each present type the recorded ones in whose places it is, in order. */
  private final Map<String, Set<String>> candidates = new LinkedHashMap<>();

  private final Set<List<String>> paired = new HashSet<>();

  /**
   * Merges.
   *
   * @param recorded what was written down; of no parts if nothing was
   * @param present without ids; its dropped tables are those that it says it dropped
   */
  public FormMerge(SchemaForm recorded, SchemaForm present) {
    this.recorded = recorded;
    this.present = present;
    List<TableForm> live = present.tables().stream().filter(each -> !each.isGone()).toList();
    this.tables = new Lineage<>(recorded.tables(), live);
    note(null, "table", tables.clashes());
    for (TableForm table : live) {
      TableForm before = tables.continuedBy(table);
      if (before != null) {
        pair(before.key(), table.key());
        pair(before.value(), table.value());
      }
    }
    List<TableForm> mergedTables = mergeTables(live);
    Map<String, TypeForm> mergedTypes = new HashMap<>();
    present.types().forEach(type -> mergedTypes.put(type.name(), merge(type)));
    merged =
        new SchemaForm(
            present.schema(), recorded.version(), mergedTables, inOrder(mergedTables, mergedTypes));
  }

  /** The present form with ids and a past, under the recorded version. */
  public SchemaForm merged() {
    return merged;
  }

  /** The names that are used for more than one part. */
  public List<Clash> clashes() {
    return List.copyOf(clashes);
  }

  private void note(@Nullable String type, String what, List<Lineage.Clash> found) {
    for (Lineage.Clash each : found) {
      clashes.add(new Clash(type, each.part(), each.name(), each.owner(), what));
    }
  }

  // --- tables ---

  private List<TableForm> mergeTables(List<TableForm> live) {
    List<TableForm> result = new ArrayList<>();
    int nextId = tables.nextId();
    for (TableForm table : live) {
      TableForm before = tables.continuedBy(table);
      int id = before == null ? nextId++ : before.id();
      result.add(
          new TableForm(id, table.name(), table.key(), table.value(), tables.formerNames(table)));
    }
    Set<String> dropped = new LinkedHashSet<>();
    present.tables().stream().filter(TableForm::isGone).forEach(each -> dropped.add(each.name()));
    for (TableForm table : tables.left()) {
      boolean isDropped =
          table.isGone()
              || dropped.contains(table.name())
              || table.formerNames().stream().anyMatch(dropped::contains);
      if (isDropped) { // one that is merely lost stands in the way of the data, so it is not kept
        result.add(new TableForm(table.id(), table.name(), null, null, table.formerNames()));
      }
      dropped.remove(table.name());
      dropped.removeAll(table.formerNames());
    }
    for (String name : dropped) {
      result.add(new TableForm(nextId++, name, null, null, List.of()));
    }
    return result;
  }

  // --- which recorded type a present one continues ---

  /** Walks both types together, and notes which named types are in the same places. */
  private void pair(@Nullable TypeDescriptor before, @Nullable TypeDescriptor after) {
    if (before == null || after == null) {
      return;
    }
    switch (after) {
      case OptionalType now when before instanceof OptionalType then ->
          pair(then.element(), now.element());
      case OptionalType now -> pair(before, now.element());
      case SequenceType now when before instanceof SequenceType then ->
          pair(then.element(), now.element());
      case MapType now when before instanceof MapType then -> {
        pair(then.key(), now.key());
        pair(then.value(), now.value());
      }
      case Reference now when before instanceof Reference then -> pair(then.name(), now.name());
      default -> {}
    }
  }

  private void pair(String before, String after) {
    TypeForm then = recorded.type(before);
    TypeForm now = present.type(after);
    if (then == null
        || now == null
        || then.kind() != now.kind()
        || !paired.add(List.of(before, after))) {
      return;
    }
    candidates.computeIfAbsent(after, _ -> new LinkedHashSet<>()).add(before);
    Lineage<MemberForm> members = new Lineage<>(then.members(), now.members());
    for (MemberForm member : now.members()) {
      MemberForm continued = members.continuedBy(member);
      if (continued != null) {
        pair(continued.type(), member.type());
      }
    }
  }

  private @Nullable TypeForm continuedBy(TypeForm type) {
    Set<String> found = candidates.getOrDefault(type.name(), Set.of());
    if (found.isEmpty()) {
      boolean isElsewhere =
          candidates.values().stream().anyMatch(names -> names.contains(type.name()));
      TypeForm same = isElsewhere ? null : recorded.type(type.name());
      return same != null && same.kind() == type.kind() ? same : null;
    }
    return recorded.type(found.contains(type.name()) ? type.name() : found.iterator().next());
  }

  // --- members ---

  private TypeForm merge(TypeForm type) {
    TypeForm before = continuedBy(type);
    Lineage<MemberForm> members =
        new Lineage<>(before == null ? List.of() : before.members(), type.members());
    note(type.name(), type.kind().member(), members.clashes());
    List<MemberForm> result = new ArrayList<>();
    int nextId = members.nextId();
    for (MemberForm member : type.members()) {
      MemberForm continued = members.continuedBy(member);
      int id = continued == null ? nextId++ : continued.id();
      result.add(
          new MemberForm(
              id,
              member.name(),
              member.type(),
              members.formerNames(member),
              defaultOf(member, continued),
              false));
    }
    members.left().stream()
        .sorted(Comparator.comparingInt(MemberForm::id))
        .map(each -> new MemberForm(each.id(), each.name(), null, each.formerNames(), null, true))
        .forEach(result::add);
    TypeForm merged = new TypeForm(type.kind(), type.name(), result);
    for (String other : candidates.getOrDefault(type.name(), Set.of())) {
      TypeForm joined = recorded.type(other);
      merged = joined == null || joined.equals(before) ? merged : join(merged, joined);
    }
    return merged;
  }

  /**
   * Lets a type that continues one recorded type continue another one as well. Its members have the
   * names that they had in either, and no name is free that is not in both.
   */
  private TypeForm join(TypeForm type, TypeForm other) {
    List<MemberForm> live = type.members().stream().filter(each -> !each.isGone()).toList();
    List<MemberForm> gone = new ArrayList<>(type.members());
    gone.removeAll(live);
    Map<String, String> goneNames = new HashMap<>();
    gone.forEach(each -> Lineage.names(each).forEach(name -> goneNames.put(name, each.name())));
    Lineage<MemberForm> members = new Lineage<>(other.members(), live);
    note(type.name(), type.kind().member(), members.clashes());
    List<MemberForm> result = new ArrayList<>();
    for (MemberForm member : live) {
      List<String> names = members.formerNames(member);
      names.stream()
          .filter(goneNames::containsKey)
          .filter(name -> !member.formerNames().contains(name))
          .map(name -> new Lineage.Clash(member.name(), name, goneNames.getOrDefault(name, name)))
          .forEach(clash -> note(type.name(), type.kind().member(), List.of(clash)));
      String defaultText = defaultOf(member, members.continuedBy(member));
      result.add(
          new MemberForm(member.id(), member.name(), member.type(), names, defaultText, false));
    }
    int nextId = type.members().stream().mapToInt(MemberForm::id).max().orElse(0) + 1;
    for (MemberForm left : members.left()) {
      List<String> names =
          Lineage.names(left).filter(name -> !goneNames.containsKey(name)).toList();
      if (!names.isEmpty()) {
        List<String> formerNames = names.subList(1, names.size());
        gone.add(new MemberForm(nextId++, names.getFirst(), null, formerNames, null, true));
      }
    }
    result.addAll(gone);
    return new TypeForm(type.kind(), type.name(), result);
  }

  /** A default is for values stored before there was the component, so it is kept. */
  private static @Nullable String defaultOf(MemberForm member, @Nullable MemberForm before) {
    return member.defaultText() != null || before == null
        ? member.defaultText()
        : before.defaultText();
  }

  // --- the order of types ---

  private static List<TypeForm> inOrder(List<TableForm> tables, Map<String, TypeForm> types) {
    Map<String, TypeForm> ordered = new LinkedHashMap<>();
    tables.stream()
        .sorted(Comparator.comparingInt(TableForm::id))
        .forEach(table -> {
          add(table.key(), types, ordered);
          add(table.value(), types, ordered);
        });
    return List.copyOf(ordered.values());
  }

  private static void add(
      @Nullable TypeDescriptor type, Map<String, TypeForm> types, Map<String, TypeForm> ordered) {
    switch (type) {
      case null -> {}
      case OptionalType optional -> add(optional.element(), types, ordered);
      case SequenceType sequence -> add(sequence.element(), types, ordered);
      case MapType map -> {
        add(map.key(), types, ordered);
        add(map.value(), types, ordered);
      }
      case Reference reference -> {
        TypeForm named = types.get(reference.name());
        if (named != null && ordered.putIfAbsent(named.name(), named) == null) {
          named.members().forEach(member -> add(member.type(), types, ordered));
        }
      }
      default -> {}
    }
  }

  /** The list with one element more. */
  static List<String> with(List<String> list, String last) {
    List<String> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
