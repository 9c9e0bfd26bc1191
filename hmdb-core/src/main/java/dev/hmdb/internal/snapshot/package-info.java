/**
 * Snapshot files: the whole state of a database as it was when a segment of the log began. Written
 * atomically, read block by block. {@code docs/format/snapshot.md} is the format.
 *
 * <p>Read {@link dev.hmdb.internal.snapshot.SnapshotWriter} first, then {@link
 * dev.hmdb.internal.snapshot.SnapshotReader}. This package knows nothing of transactions, types and
 * codecs: an entry is bytes, and so is the schema. Files are reached only through {@code
 * dev.hmdb.internal.disk}.
 *
 * <p>Threads: one writes a snapshot; any number may read the blocks of one. Nothing here is touched
 * by an interrupt.
 */
@NullMarked
package dev.hmdb.internal.snapshot;

import org.jspecify.annotations.NullMarked;
