package dev.hmdb.internal.engine;

import dev.hmdb.IndexDefinition;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableKind;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.internal.derived.Derivatives;
import dev.hmdb.internal.derived.Derived;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.IndexKeys;
import dev.hmdb.internal.derived.OrderedEntries;
import dev.hmdb.internal.derived.OrderedIndex;
import dev.hmdb.internal.derived.UniqueHashIndex;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.ThreadGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is derived from the tables of a database: what its kinds of table, its indexes and its
 * constraints need.
 */
final class Derivation {
  private final Clock clock;
  private final List<HashTable<?, ?>> entries;
  private final List<List<Derived<?, ?, ?>>> byTable = new ArrayList<>();

  /** What the table at an index needs for its kind; null for nothing. */
  private final List<@Nullable Derived<?, ?, ?>> kinds = new ArrayList<>();

  private final List<OfIndex> indexes = new ArrayList<>();

  private final Constraints constraints;

  /** What an index needs: unless it is unique, just one of both. */
  private record OfIndex(
      @Nullable Derived<?, ?, ?> hashed, @Nullable OrderedIndex<?, ?, ?> ordered) {}

  /**
   * @param entries the tables, in the order of the schema
   */
  Derivation(SchemaDefinition<?> schema, List<HashTable<?, ?>> entries, Clock clock) {
    this.clock = clock;
    this.entries = entries;
    for (TableDefinition<?, ?> definition : schema.tables()) {
      Derived<?, ?, ?> kind = ofKind(definition);
      kinds.add(kind);
      byTable.add(kind == null ? new ArrayList<>() : new ArrayList<>(List.of(kind)));
    }
    for (IndexDefinition<?, ?, ?> definition : schema.indexes()) {
      OfIndex index = ofIndex(definition);
      indexes.add(index);
      List<Derived<?, ?, ?>> ofTable = byTable.get(definition.table().index());
      if (index.hashed != null) {
        ofTable.add(index.hashed);
      }
      if (index.ordered != null) {
        ofTable.add(index.ordered);
      }
    }
    this.constraints = new Constraints(schema, entries, clock);
    for (TableDefinition<?, ?> definition : schema.tables()) {
      byTable.get(definition.index()).addAll(constraints.indexesOf(definition));
    }
  }

  /**
   * Fills everything from tables that were loaded, on all cores.
   *
   * @throws dev.hmdb.ConstraintViolationException if they have what the schema does not allow
   */
  void build() {
    List<Derived<?, ?, ?>> all = byTable.stream().flatMap(List::stream).toList();
    int threads = Math.clamp(all.size(), 1, Runtime.getRuntime().availableProcessors());
    try {
      new ParallelLoad<Derived<?, ?, ?>>(all, Derived::build).run(threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing that is built does I/O
    }
    constraints.requireMet();
  }

  /** Has commits to the tables obey the schema's constraints. */
  void constrain(List<StoredTable<?, ?>> tables, ThreadGuard guard) {
    constraints.link(tables, guard);
  }

  // ---- What there has to be

  @SuppressWarnings("unchecked") // the kind says what the stored keys are
  private <K, V> @Nullable Derived<?, ?, ?> ofKind(TableDefinition<K, V> definition) {
    return switch (definition.kind()) {
      case TableKind.Hashed<K> _, TableKind.OneCell<K> _ -> null;
      case TableKind.Sorted<K> sorted ->
          new OrderedEntries<>(entriesOf(definition), sorted.order(), clock);
      case TableKind.Listed<K> _ ->
          new OrderedEntries<>(
              (HashTable<ListKey, V>) entriesOf(definition), Comparator.naturalOrder(), clock);
      case TableKind.SetOfEach<K> _ ->
          setOfEach(
              (HashTable<SetEntryKey<Object, Object>, V>) entriesOf(definition),
              (TableDefinition<SetEntryKey<Object, Object>, V>) definition);
      case TableKind.ListOfEach<K> _ ->
          listOfEach((HashTable<ListEntryKey<Object>, V>) entriesOf(definition));
    };
  }

  private <V> Derived<?, ?, ?> setOfEach(
      HashTable<SetEntryKey<Object, Object>, V> table,
      TableDefinition<SetEntryKey<Object, Object>, V> definition) {
    return new HashIndex<>(
        table,
        (key, _) -> List.of(key.key()),
        new KeyTies<>(SetEntryKey::value, definition.keyCodec()),
        clock);
  }

  private <V> Derived<?, ?, ?> listOfEach(HashTable<ListEntryKey<Object>, V> table) {
    return new HashIndex<>(
        table, (key, _) -> List.of(key.key()), Comparator.comparing(ListEntryKey::position), clock);
  }

  private <I, K, V> OfIndex ofIndex(IndexDefinition<I, K, V> definition) {
    HashTable<K, V> table = entriesOf(definition.table());
    IndexKeys<K, V, I> keys = indexKeys(definition.keys());
    Comparator<? super I> order = definition.order();
    Comparator<? super K> ties = ties(definition.table());
    Derived<?, ?, ?> hashed =
        definition.isUnique()
            ? new UniqueHashIndex<>(
                definition.name(), definition.table().name(), table, keys, clock)
            : order == null ? new HashIndex<>(table, keys, ties, clock) : null;
    return new OfIndex(
        hashed, order == null ? null : new OrderedIndex<>(table, keys, order, ties, clock));
  }

  static <I, K, V> IndexKeys<K, V, I> indexKeys(dev.hmdb.IndexKeys<I, K, V> keys) {
    return (key, value) -> {
      List<I> all = new ArrayList<>(1);
      keys.forEach(key, value, all::add);
      return all;
    };
  }

  static <K> Comparator<? super K> ties(TableDefinition<K, ?> table) {
    return table.kind() instanceof TableKind.Sorted<K> sorted
        ? sorted.order()
        : new KeyTies<>(Function.identity(), table.keyCodec());
  }

  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  private <K, V> HashTable<K, V> entriesOf(TableDefinition<K, V> definition) {
    return (HashTable<K, V>) entries.get(definition.index());
  }

  // ---- What there is

  /** All that is derived from a table. */
  @SuppressWarnings("unchecked") // what is derived from it has its types
  <K, V> Derivatives<K, V> of(TableDefinition<K, V> definition) {
    List<? extends Derived<?, ?, ?>> all = byTable.get(definition.index());
    return Derivatives.of((List<? extends Derived<K, V, ?>>) all);
  }

  /** The order of a sorted table or a list. */
  @SuppressWarnings("unchecked") // made for the definition
  <K, V> OrderedEntries<K, V> order(TableDefinition<K, V> definition) {
    return (OrderedEntries<K, V>) required(kinds.get(definition.index()));
  }

  /** The values of each key of a multimap. */
  @SuppressWarnings("unchecked") // made for the definition; I is the type of the multimap's keys
  <I, K, V> HashIndex<I, K, V> byKey(TableDefinition<K, V> definition) {
    return (HashIndex<I, K, V>) required(kinds.get(definition.index()));
  }

  /** An index that is neither unique nor sorted. */
  @SuppressWarnings("unchecked") // made for the definition
  <I, K, V> HashIndex<I, K, V> hashed(IndexDefinition<I, K, V> definition) {
    return (HashIndex<I, K, V>) required(indexes.get(definition.index()).hashed);
  }

  /** An index that is unique. */
  @SuppressWarnings("unchecked") // made for the definition
  <I, K, V> UniqueHashIndex<I, K, V> unique(IndexDefinition<I, K, V> definition) {
    return (UniqueHashIndex<I, K, V>) required(indexes.get(definition.index()).hashed);
  }

  /** An index that is sorted. */
  @SuppressWarnings("unchecked") // made for the definition
  <I, K, V> OrderedIndex<I, K, V> ordered(IndexDefinition<I, K, V> definition) {
    return (OrderedIndex<I, K, V>) required(indexes.get(definition.index()).ordered);
  }

  private static <T> T required(@Nullable T derived) {
    if (derived == null) {
      throw new IllegalArgumentException("there is nothing of that kind");
    }
    return derived;
  }
}
