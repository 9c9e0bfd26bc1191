package dev.hmdb.internal.engine;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What is in a table, in two numbers that the order of its entries does not change.
 *
 * @param entries how many there are
 * @param checksum the sum of a checksum of each, encoded
 */
record TableSum(long entries, long checksum) {

  static <K, V> TableSum of(StoredTable<K, V> table, SnapshotContext state) {
    Encoder encoder = new Encoder();
    CRC32C low = new CRC32C();
    CRC32 high = new CRC32();
    long entries = 0;
    long checksum = 0;
    EntryCursor<K, V> cursor = state.cursor(table);
    while (cursor.advance()) {
      encoder.clear();
      table.keyCodec().encode(cursor.key(), encoder);
      table.valueCodec().encode(cursor.value(), encoder);
      low.reset();
      low.update(encoder.array(), 0, encoder.position());
      high.reset();
      high.update(encoder.array(), 0, encoder.position());
      checksum += mixed(high.getValue() << 32 | low.getValue());
      entries++;
    }
    return new TableSum(entries, checksum);
  }

  /** CRCs are linear: unmixed, what is lost of two entries could make up for each other. */
  private static long mixed(long checksum) {
    long mixed =
        (checksum ^ checksum >>> 32) * 0x9E3779B97F4A7C15L; // an odd number without pattern
    return mixed ^ mixed >>> 29;
  }
}
