package dev.hmdb.internal.engine;

import dev.hmdb.Transaction;

/** A transaction in the imperative form. */
public abstract non-sealed class OpenTransaction<S> implements Transaction<S> {}
