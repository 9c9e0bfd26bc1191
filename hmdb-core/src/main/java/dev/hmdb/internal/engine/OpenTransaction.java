package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.Transaction;
import dev.hmdb.internal.tx.StackReserve;
import dev.hmdb.internal.tx.TransactionContext;
import dev.hmdb.internal.tx.Transactions;
import java.lang.ref.Reference;

/** A transaction that its user commits. */
public final class OpenTransaction<S> implements Transaction<S> {
  private final Transactions transactions;
  private final TransactionContext context;
  private final S tables;

  OpenTransaction(
      SchemaDefinition<S> schema,
      StoredTables stored,
      Transactions transactions,
      TransactionContext context,
      Abandoned abandoned) {
    this.transactions = transactions;
    this.context = context;
    this.tables =
        schema.binder().apply(new BoundTables(stored, new TransactionBinding(context, this)));
    // What the cleaner does, it does after the last call of a user's: each ends in a
    // reachabilityFence. Otherwise both could leave the registry of snapshots at once.
    abandoned.watch(this, "A transaction", context::end);
  }

  @Override
  public S tables() {
    context.requireUsable();
    return tables;
  }

  @Override
  public void commit() {
    try {
      transactions.commit(context);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void rollback() {
    StackReserve.require();
    try {
      context.end();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    StackReserve.require();
    try {
      context.end();
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
