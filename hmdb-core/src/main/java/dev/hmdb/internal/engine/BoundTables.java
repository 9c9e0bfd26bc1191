package dev.hmdb.internal.engine;

import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.internal.tx.StoredTable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of a database, a transaction or a snapshot; each is made when first asked for. */
final class BoundTables implements TableSource {
  /*
   * Benign race: two threads may make the same table at the same time. Both are right, and all
   * their fields are final, so either may be seen by anyone.
   */
  private final List<StoredTable<?, ?>> stored;
  private final Function<StoredTable<?, ?>, AbstractTable<?, ?>> maker;
  private final @Nullable AbstractTable<?, ?>[] made;

  BoundTables(
      List<StoredTable<?, ?>> stored, Function<StoredTable<?, ?>, AbstractTable<?, ?>> maker) {
    this.stored = stored;
    this.maker = maker;
    this.made = new @Nullable AbstractTable<?, ?>[stored.size()];
  }

  @Override
  @SuppressWarnings("unchecked") // the table at a definition's index was made from the definition
  public <K, V> Table<K, V> table(TableDefinition<K, V> definition) {
    int index = definition.index();
    AbstractTable<?, ?> table = made[index];
    if (table == null) {
      table = maker.apply(stored.get(index));
      made[index] = table;
    }
    return (Table<K, V>) table;
  }
}
