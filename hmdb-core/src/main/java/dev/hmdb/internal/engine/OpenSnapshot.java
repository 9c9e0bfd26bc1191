package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.Snapshot;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StackReserve;

/** A snapshot that its user holds. */
public final class OpenSnapshot<S> implements Snapshot<S> {
  private final SnapshotContext context;
  private final S tables;

  OpenSnapshot(
      SchemaDefinition<S> schema,
      StoredTables stored,
      SnapshotContext context,
      Abandoned abandoned) {
    this.context = context;
    this.tables =
        schema.binder().apply(new BoundTables(stored, new SnapshotBinding(context, this)));
    abandoned.watch(this, "A snapshot", context::close);
  }

  @Override
  public S tables() {
    context.requireUsable();
    return tables;
  }

  @Override
  public void close() {
    StackReserve.require();
    context.close();
  }
}
