package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.Transaction;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.TransactionContext;
import dev.hmdb.internal.tx.Transactions;
import java.util.List;

/** A transaction that its user commits. */
public final class OpenTransaction<S> implements Transaction<S> {
  private final Transactions transactions;
  private final TransactionContext context;
  private final S tables;

  OpenTransaction(
      SchemaDefinition<S> schema,
      List<StoredTable<?, ?>> stored,
      Transactions transactions,
      TransactionContext context,
      Abandoned abandoned) {
    this.transactions = transactions;
    this.context = context;
    this.tables =
        schema
            .binder()
            .apply(new BoundTables(stored, table -> new TransactionTable<>(table, context, this)));
    abandoned.watch(this, "A transaction", context::end);
  }

  @Override
  public S tables() {
    context.requireUsable();
    return tables;
  }

  @Override
  public void commit() {
    transactions.commit(context);
  }

  @Override
  public void rollback() {
    context.end();
  }

  @Override
  public void close() {
    context.end();
  }
}
