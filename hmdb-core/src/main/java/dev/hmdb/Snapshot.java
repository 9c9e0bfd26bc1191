package dev.hmdb;

import dev.hmdb.internal.engine.OpenSnapshot;

/**
 * A state of the whole database, as it was when the snapshot was taken.
 *
 * <p>It costs nothing to take; while it is open, versions of entries that were replaced since stay
 * in memory. Any number of threads may read it.
 *
 * @param <S> the schema
 */
public sealed interface Snapshot<S> extends AutoCloseable permits OpenSnapshot {
  /** The tables, read-only; unusable once the snapshot is closed. */
  S tables();

  /** Lets go of the state. Closing twice is harmless. */
  @Override
  void close();
}
