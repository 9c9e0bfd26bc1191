package dev.hmdb.internal.engine;

import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.HashedIndex;
import dev.hmdb.internal.derived.Ordered;
import dev.hmdb.internal.derived.OrderedEntries;
import dev.hmdb.internal.derived.Reading;
import dev.hmdb.internal.derived.UniqueHashIndex;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.tx.TransactionContext;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One transaction: its snapshot, and what it writes itself. */
final class TransactionBinding implements Binding {
  private final TransactionContext transaction;

  /** What ends the transaction when it becomes garbage, and so must not while a read runs. */
  private final Object owner;

  TransactionBinding(TransactionContext transaction, Object owner) {
    this.transaction = transaction;
    this.owner = owner;
  }

  @Override
  public <K, V> AbstractTable<K, V> table(Part<K, V> part) {
    return new TransactionTable<>(part.stored(), transaction, owner);
  }

  @Override
  public <K, V> AbstractTable<K, V> sortedTable(Part<K, V> part, OrderedEntries<K, V> order) {
    return new SortedTransactionTable<>(transaction, owner, new SortedPart<>(this, part, order));
  }

  @Override
  public <K, V, E> CountedTree<E> tree(Part<K, V> part, Ordered<K, V, E> ordered, String method) {
    try {
      return transaction.overlay(part.stored(), ordered).tree();
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public <K, V, E> Reading<E> reading(
      Part<K, V> part, Ordered<K, V, E> ordered, Cut<E> from, Cut<E> end, boolean isDown) {
    return transaction.overlay(part.stored(), ordered).reading(from, end, isDown);
  }

  @Override
  public <I, K, V> CountedTree<Entry<K, V>> entries(
      Part<K, V> part, HashIndex<I, K, V> index, I indexKey, String method) {
    try {
      return transaction.overlay(part.stored(), index).get(indexKey);
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public <I, K, V> @Nullable Entry<K, V> entry(
      Part<K, V> part, UniqueHashIndex<I, K, V> index, I indexKey, String method) {
    try {
      List<Entry<K, V>> found = transaction.overlay(part.stored(), index).get(indexKey);
      return found.isEmpty() ? null : found.getLast();
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public <I, K, V> List<I> indexKeys(
      Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method) {
    try {
      return new ArrayList<>(transaction.overlay(part.stored(), index).indexKeys());
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public <I, K, V> long indexKeyCount(
      Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method) {
    try {
      return transaction.overlay(part.stored(), index).indexKeyCount();
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public <I, K, V> List<CountedTree<Entry<K, V>>> groups(
      Part<K, V> part, HashIndex<I, K, V> index, String method) {
    try {
      return transaction.overlay(part.stored(), index).groups();
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public void requireUsable() {
    transaction.requireUsable();
  }

  @Override
  public <K, V, R extends @Nullable Object> R atomically(
      Part<K, V> part, String method, Function<Binding, R> body) {
    requireUsable();
    return body.apply(this);
  }
}
