package dev.hmdb.internal.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Adds up what a file has of each table. For several threads. */
final class TableSums implements EncodedEntries {
  /*
   * Of the bytes as the file has them, and not of those that encoding again what was read would make:
   * sets that are equal may iterate, and so be encoded, in different orders, and a codec of a user's need
   * not write equal values alike.
   */
  private final Map<Integer, Sum> sums = new ConcurrentHashMap<>();

  /** What was added of one table. */
  private record Sum(LongAdder entries, LongAdder checksum) {
    Sum() {
      this(new LongAdder(), new LongAdder());
    }
  }

  @Override
  public void add(int table, byte[] bytes, int from, int to) {
    Sum sum = sums.computeIfAbsent(table, id -> new Sum());
    sum.entries.increment();
    sum.checksum.add(checksum(bytes, from, to));
  }

  private static long checksum(byte[] bytes, int from, int to) {
    CRC32C low = new CRC32C();
    low.update(bytes, from, to - from);
    CRC32 high = new CRC32();
    high.update(bytes, from, to - from);
    return mixed(high.getValue() << 32 | low.getValue());
  }

  /** CRCs are linear: unmixed, what is lost of two entries could make up for each other. */
  private static long mixed(long checksum) {
    long mixed =
        (checksum ^ checksum >>> 32) * 0x9E3779B97F4A7C15L; // an odd number without pattern
    return mixed ^ mixed >>> 29;
  }

  /** By the table's id; a table without entries is not there. To be called when all is added. */
  Map<Integer, TableSum> all() {
    Map<Integer, TableSum> all = new TreeMap<>();
    sums.forEach(
        (table, sum) -> all.put(table, new TableSum(sum.entries.sum(), sum.checksum.sum())));
    return all;
  }
}
