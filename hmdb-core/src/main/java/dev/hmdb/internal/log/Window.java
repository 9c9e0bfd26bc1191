package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.MappedRegion;

/**
 * A mapped part of the log's file.
 *
 * @param start offset in the file of its first byte
 * @param limit offset in the file after its last byte
 * @param aheadFrom offset from which on the next window should be made
 */
record Window(MappedRegion region, long start, long limit, long aheadFrom) {}
