package dev.hmdb.internal.snapshot;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot holds of one table.
 *
 * @param table the id
 * @param bytes of the blocks in the file
 * @param maxBytes the longest that the entries can be; more than {@code bytes} only where blocks
 *     are compressed
 */
public record TableTotal(int table, int blocks, long entries, long bytes, long maxBytes) {

  /** Of each table that has entries, by id. */
  static List<TableTotal> of(List<Block> blocks) {
    Map<Integer, TableTotal> totals = new TreeMap<>();
    for (Block block : blocks) {
      TableTotal one =
          new TableTotal(
              block.table(), 1, block.entries(), block.length(), block.maxEntriesLength());
      totals.merge(block.table(), one, TableTotal::plus);
    }
    return List.copyOf(totals.values());
  }

  private TableTotal plus(TableTotal other) {
    return new TableTotal(
        table,
        blocks + other.blocks,
        entries + other.entries,
        bytes + other.bytes,
        maxBytes + other.maxBytes);
  }
}
