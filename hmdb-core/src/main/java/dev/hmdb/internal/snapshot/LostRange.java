package dev.hmdb.internal.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A part of a snapshot file that cannot be read any more.
 *
 * @param offset in the file
 * @param length in bytes
 * @param block that it was, with the table and the number of entries lost; null if nobody knows
 *     what it was: any number of blocks, or the schema
 */
public record LostRange(long offset, long length, @Nullable Block block) {}
