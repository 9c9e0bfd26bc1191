package dev.hmdb.internal.engine;

/**
 * What a file has of a table, in two numbers that the order of its entries does not change.
 *
 * @param entries how many there are
 * @param checksum the sum of a checksum of the bytes of each
 */
record TableSum(long entries, long checksum) {}
