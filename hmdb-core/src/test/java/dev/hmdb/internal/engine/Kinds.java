package dev.hmdb.internal.engine;

import dev.hmdb.Cell;
import dev.hmdb.IndexDefinition;
import dev.hmdb.ListMultimap;
import dev.hmdb.ListTable;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SetMultimap;
import dev.hmdb.SortedIndex;
import dev.hmdb.SortedTable;
import dev.hmdb.SortedUniqueIndex;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableIndex;
import dev.hmdb.TableSource;
import dev.hmdb.UniqueIndex;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.util.Comparator;
import java.util.List;

/**
 * A schema by hand that has every kind of table and index.
 *
 * <p>An account is a text of words: its plan, its age, and its tags. Its e-mail address is the word
 * with an @, its phone number the one with a +; it may have neither.
 */
public interface Kinds {
  TableDefinition<String, String> EVENTS =
      TableDefinition.sorted(
          0, "events", Codecs.STRING, Codecs.STRING, Comparator.<String>naturalOrder());
  TableDefinition<Long, String> ACCOUNTS =
      new TableDefinition<>(1, "accounts", Codecs.LONG, Codecs.STRING, new TwoTables.LongShape());
  TableDefinition<Unit, String> SETTINGS = TableDefinition.cell(2, "settings", Codecs.STRING);
  TableDefinition<ListKey, String> NOTES = TableDefinition.list(3, "notes", Codecs.STRING);
  TableDefinition<SetEntryKey<String, String>, Unit> TAGS =
      TableDefinition.setMultimap(4, "tags", Codecs.STRING, Codecs.STRING);
  TableDefinition<ListEntryKey<String>, String> COMMENTS =
      TableDefinition.listMultimap(5, "comments", Codecs.STRING, Codecs.STRING);

  IndexDefinition<String, Long, String> BY_PLAN =
      IndexDefinition.hashed(
          0, "byPlan", ACCOUNTS, (key, value, to) -> to.accept(value.split(" ")[0]));
  IndexDefinition<String, Long, String> BY_TAG =
      IndexDefinition.hashed(1, "byTag", ACCOUNTS, (key, value, to) -> tags(value).forEach(to));
  IndexDefinition<Integer, Long, String> BY_AGE =
      IndexDefinition.sorted(
          2,
          "byAge",
          ACCOUNTS,
          (key, value, to) -> to.accept(age(value)),
          Comparator.<Integer>naturalOrder());
  IndexDefinition<String, Long, String> BY_EMAIL =
      IndexDefinition.unique(
          3, "byEmail", ACCOUNTS, (key, value, to) -> words(value, "@").forEach(to));
  IndexDefinition<String, Long, String> BY_PHONE =
      IndexDefinition.sortedUnique(
          4,
          "byPhone",
          ACCOUNTS,
          (key, value, to) -> words(value, "+").forEach(to),
          Comparator.<String>naturalOrder());
  IndexDefinition<String, Long, String> TAG_ORDER =
      IndexDefinition.sorted(
          5,
          "tagOrder",
          ACCOUNTS,
          (key, value, to) -> tags(value).forEach(to),
          Comparator.<String>naturalOrder());

  SchemaDefinition<Kinds> SCHEMA =
      new SchemaDefinition<>(
          "dev.hmdb.test.Kinds",
          List.of(EVENTS, ACCOUNTS, SETTINGS, NOTES, TAGS, COMMENTS),
          List.of(BY_PLAN, BY_TAG, BY_AGE, BY_EMAIL, BY_PHONE, TAG_ORDER),
          Bound::new,
          dev.hmdb.schema.Evolution.none());

  /** The same stored tables, and nothing that is derived from the accounts. */
  SchemaDefinition<Kinds> WITHOUT_INDEXES =
      new SchemaDefinition<>(
          "dev.hmdb.test.Kinds",
          List.of(EVENTS, ACCOUNTS, SETTINGS, NOTES, TAGS, COMMENTS),
          Bound::new);

  static int age(String account) {
    return Integer.parseInt(account.split(" ")[1]);
  }

  static List<String> tags(String account) {
    return List.of(account.split(" ")).stream()
        .skip(2)
        .filter(word -> !word.contains("@") && !word.contains("+"))
        .toList();
  }

  static List<String> words(String account, String mark) {
    return List.of(account.split(" ")).stream().filter(word -> word.contains(mark)).toList();
  }

  SortedTable<String, String> events();

  Table<Long, String> accounts();

  Cell<String> settings();

  ListTable<String> notes();

  SetMultimap<String, String> tags();

  ListMultimap<String, String> comments();

  TableIndex<String, Long, String> byPlan();

  TableIndex<String, Long, String> byTag();

  SortedIndex<Integer, Long, String> byAge();

  UniqueIndex<String, Long, String> byEmail();

  SortedUniqueIndex<String, Long, String> byPhone();

  SortedIndex<String, Long, String> tagOrder();

  /** The schema over a source of tables. */
  record Bound(TableSource source) implements Kinds {
    @Override
    public SortedTable<String, String> events() {
      return source.sortedTable(EVENTS);
    }

    @Override
    public Table<Long, String> accounts() {
      return source.table(ACCOUNTS);
    }

    @Override
    public Cell<String> settings() {
      return source.cell(SETTINGS);
    }

    @Override
    public ListTable<String> notes() {
      return source.list(NOTES);
    }

    @Override
    public SetMultimap<String, String> tags() {
      return source.setMultimap(TAGS);
    }

    @Override
    public ListMultimap<String, String> comments() {
      return source.listMultimap(COMMENTS);
    }

    @Override
    public TableIndex<String, Long, String> byPlan() {
      return source.index(BY_PLAN);
    }

    @Override
    public TableIndex<String, Long, String> byTag() {
      return source.index(BY_TAG);
    }

    @Override
    public SortedIndex<Integer, Long, String> byAge() {
      return source.sortedIndex(BY_AGE);
    }

    @Override
    public UniqueIndex<String, Long, String> byEmail() {
      return source.uniqueIndex(BY_EMAIL);
    }

    @Override
    public SortedUniqueIndex<String, Long, String> byPhone() {
      return source.sortedUniqueIndex(BY_PHONE);
    }

    @Override
    public SortedIndex<String, Long, String> tagOrder() {
      return source.sortedIndex(TAG_ORDER);
    }
  }

  /** The tables of an open engine. */
  static Kinds of(Engine<Kinds> engine) {
    return new Bound(engine.tables());
  }
}
