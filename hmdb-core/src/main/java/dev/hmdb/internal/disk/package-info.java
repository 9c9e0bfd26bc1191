/**
 * The seam between hmdb and the file system: the only code that touches files.
 *
 * <p>Read {@link dev.hmdb.internal.disk.Directory} first. There are three of it: {@link
 * dev.hmdb.internal.disk.RealDirectory}, and in the tests one in memory that loses power and one
 * that makes any chosen call fail. This package knows nothing of frames, tables or types.
 *
 * <p>Threads: everything here may be called by any thread, platform or virtual, interrupted or not.
 * An interrupt never closes a file, never loses a write, and is still set afterwards.
 */
@NullMarked
package dev.hmdb.internal.disk;

import org.jspecify.annotations.NullMarked;
