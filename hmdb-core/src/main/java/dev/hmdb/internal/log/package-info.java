/**
 * The log: frames appended to a mapped file, scanned when it is opened. {@code docs/format/log.md}
 * is the format.
 *
 * <p>Read {@link dev.hmdb.internal.log.Log} first. This package knows nothing of tables and types:
 * a body is bytes. Files are reached only through {@code dev.hmdb.internal.disk}.
 *
 * <p>Threads: one appends at a time, under a lock of the caller's; any number may sync and ask
 * meanwhile.
 */
@NullMarked
package dev.hmdb.internal.log;

import org.jspecify.annotations.NullMarked;
