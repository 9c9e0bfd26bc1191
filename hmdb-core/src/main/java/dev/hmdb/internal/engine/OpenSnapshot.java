package dev.hmdb.internal.engine;

import dev.hmdb.Snapshot;

/** A snapshot that its user has not closed. */
public abstract non-sealed class OpenSnapshot<S> implements Snapshot<S> {}
