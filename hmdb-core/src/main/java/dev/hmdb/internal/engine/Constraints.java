package dev.hmdb.internal.engine;

import dev.hmdb.CheckDefinition;
import dev.hmdb.ConstraintDefinition;
import dev.hmdb.IndexKeys;
import dev.hmdb.OnDelete;
import dev.hmdb.ReferenceDefinition;
import dev.hmdb.ReferenceRemoval;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.Cursor;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.OnRemoval;
import dev.hmdb.internal.tx.Reference;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.TableConstraints;
import dev.hmdb.internal.tx.ThreadGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a schema demands of its entries by {@code @References} and {@code @Check}: says what has to
 * be derived for it, whether a database that is being opened meets it, and tells it to the tables.
 */
final class Constraints {
  private final List<HashTable<?, ?>> entries;
  private final List<Rule<?, ?>> rules = new ArrayList<>();

  /** One of them. */
  private sealed interface Rule<K, V> {
    /** Adds every entry that is not as it should be. Before anybody uses the tables. */
    void find(Offenders offenders);

    void link(List<StoredTable<?, ?>> tables, ThreadGuard guard);
  }

  /**
   * @param entries the tables, in the order of the schema
   */
  Constraints(SchemaDefinition<?> schema, List<HashTable<?, ?>> entries, Clock clock) {
    this.entries = entries;
    for (ConstraintDefinition<?, ?> definition : schema.constraints()) {
      rules.add(
          switch (definition) {
            case CheckDefinition<?, ?> check -> new CheckRule<>(check);
            case ReferenceDefinition<?, ?, ?> reference -> new ReferenceRule<>(reference, clock);
          });
    }
  }

  /** The indexes of a table that are needed to find what refers to a key. */
  List<HashIndex<?, ?, ?>> indexesOf(TableDefinition<?, ?> table) {
    List<HashIndex<?, ?, ?>> indexes = new ArrayList<>();
    for (Rule<?, ?> rule : rules) {
      if (rule instanceof ReferenceRule<?, ?, ?> reference
          && reference.index != null
          && reference.definition.table().index() == table.index()) {
        indexes.add(reference.index);
      }
    }
    return indexes;
  }

  /**
   * Checks all entries, once all that is derived was built, on all cores.
   *
   * @throws dev.hmdb.ConstraintViolationException if there are some that are not as they should be
   */
  void requireMet() {
    if (rules.isEmpty()) {
      return;
    }
    Offenders[] found = new Offenders[rules.size()];
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      found[i] = new Offenders();
      parts.add(i);
    }
    int threads = Math.clamp(parts.size(), 1, Runtime.getRuntime().availableProcessors());
    try {
      new ParallelLoad<Integer>(parts, i -> rules.get(i).find(found[i])).run(threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing that is checked does I/O
    }
    Offenders all = new Offenders();
    for (Offenders each : found) {
      all.addAll(each);
    }
    all.requireNone();
  }

  /** Has commits obey them. */
  void link(List<StoredTable<?, ?>> tables, ThreadGuard guard) {
    rules.forEach(rule -> rule.link(tables, guard));
  }

  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  private <K, V> HashTable<K, V> entriesOf(TableDefinition<K, V> definition) {
    return (HashTable<K, V>) entries.get(definition.index());
  }

  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  private static <K, V> StoredTable<K, V> storedOf(
      TableDefinition<K, V> definition, List<StoredTable<?, ?>> tables) {
    return (StoredTable<K, V>) tables.get(definition.index());
  }

  private final class CheckRule<K, V> implements Rule<K, V> {
    private final CheckDefinition<K, V> definition;

    CheckRule(CheckDefinition<K, V> definition) {
      this.definition = definition;
    }

    @Override
    public void find(Offenders offenders) {
      Cursor<K, V> cursor = entriesOf(definition.table()).cursor(Long.MAX_VALUE);
      while (cursor.advance()) {
        String complaint = definition.check().complaint(cursor.key(), cursor.value());
        if (complaint != null) {
          String table = definition.table().name();
          offenders.add(
              TableConstraints.failed(
                  definition.name(), table, cursor.key(), cursor.value(), complaint));
        }
      }
    }

    @Override
    public void link(List<StoredTable<?, ?>> tables, ThreadGuard guard) {
      storedOf(definition.table(), tables)
          .constraints()
          .addCheck(definition.name(), definition.check()::complaint, guard);
    }
  }

  private final class ReferenceRule<R, K, V> implements Rule<K, V> {
    private final ReferenceDefinition<R, K, V> definition;
    private final dev.hmdb.internal.derived.IndexKeys<K, V, R> keys;

    /** Null if the table itself finds them. */
    private final @Nullable HashIndex<R, K, V> index;

    ReferenceRule(ReferenceDefinition<R, K, V> definition, Clock clock) {
      this.definition = definition;
      IndexKeys<R, K, V> found = definition.keys();
      this.keys = found == null ? (key, _) -> List.of(asTarget(key)) : Derivation.indexKeys(found);
      this.index =
          found == null
              ? null
              : new HashIndex<>(
                  entriesOf(definition.table()), keys, Derivation.ties(definition.table()), clock);
    }

    @SuppressWarnings("unchecked") // what refers are the keys themselves
    private R asTarget(K key) {
      return (R) key;
    }

    @Override
    public void find(Offenders offenders) {
      HashTable<K, V> from = entriesOf(definition.table());
      HashTable<R, ?> to = entriesOf(definition.target());
      if (index == null) {
        Cursor<K, V> cursor = from.cursor(Long.MAX_VALUE);
        while (cursor.advance()) {
          if (to.get(asTarget(cursor.key())) == null) {
            add(offenders, cursor.key(), asTarget(cursor.key()));
          }
        }
        return;
      }
      index.forEachNewest((target, found) -> {
        if (to.get(target) == null) {
          found
              .walk(0, found.size())
              .forEachRemaining(entry -> add(offenders, from.keyOf(entry), target));
        }
      });
    }

    private void add(Offenders offenders, K key, R target) {
      offenders.add(
          Reference.dangling(
              definition.name(),
              definition.table().name(),
              key,
              definition.target().name(),
              target));
    }

    @Override
    public void link(List<StoredTable<?, ?>> tables, ThreadGuard guard) {
      link(storedOf(definition.target(), tables), tables);
    }

    private void link(StoredTable<R, ?> target, List<StoredTable<?, ?>> tables) {
      TableConstraints.add(
          new Reference<>(
              definition.name(),
              storedOf(definition.table(), tables),
              target,
              keys,
              index,
              onRemoval(definition.onDelete(), definition.removal())));
    }
  }

  private static <R, V> OnRemoval<R, V> onRemoval(
      OnDelete onDelete, @Nullable ReferenceRemoval<R, V> removal) {
    return switch (onDelete) {
      case RESTRICT -> new OnRemoval.Refuse<>();
      case CASCADE -> new OnRemoval.Remove<>();
      case SET_EMPTY -> new OnRemoval.Empty<>(Objects.requireNonNull(removal)::without);
    };
  }
}
