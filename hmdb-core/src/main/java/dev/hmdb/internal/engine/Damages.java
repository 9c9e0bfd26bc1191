package dev.hmdb.internal.engine;

import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.internal.snapshot.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/** Collects what a salvage finds damaged. */
final class Damages {
  /** A report is for reading. Of more keys than this in one place, the first are told. */
  static final int MAX_KEYS = 10_000;

  private final List<Found> found = new ArrayList<>();

  /** Keys by table; each once, in the order in which they were read. */
  static final class Keys {
    private final Map<LoadedTable<?, ?>, Set<Object>> byTable = new LinkedHashMap<>();
    private int count;

    /** Says that a table is at stake. */
    Set<Object> of(LoadedTable<?, ?> table) {
      return byTable.computeIfAbsent(table, _ -> new LinkedHashSet<>());
    }

    void add(LoadedTable<?, ?> table, Object key) {
      if (table.isDropped()) {
        return; // nobody misses it
      }
      Set<Object> keys = of(table);
      if (count < MAX_KEYS && keys.add(key)) {
        count++;
      }
    }

    boolean isFull() {
      return count >= MAX_KEYS;
    }

    private Map<String, List<Object>> named(boolean onlyAbsent) {
      Map<String, List<Object>> named = new HashMap<>();
      byTable.forEach((table, keys) ->
          named.put(
              table.name(),
              keys.stream().filter(key -> !onlyAbsent || !isPresent(table, key)).toList()));
      return named;
    }

    private static boolean isPresent(LoadedTable<?, ?> table, Object key) {
      try {
        return table.isPresent(key);
      } catch (RuntimeException e) { // what a user's equals throws; such a key is told
        return false;
      }
    }

    private List<String> tables() {
      return byTable.keySet().stream().map(table -> table.name()).sorted().toList();
    }
  }

  /** A damage before it is known which of its keys were written again later. */
  private record Found(
      Kind kind, String file, long offset, long length, long entries, Keys keys, String what) {

    Damage damage() {
      return new Damage(
          kind, file, offset, length, entries, keys.named(kind == Kind.ENTRIES), what);
    }
  }

  void structure(String file, long offset, long length, String what) {
    found.add(
        new Found(Kind.STRUCTURE, file, offset, length, 0, new Keys(), what + "; nothing is lost"));
  }

  void file(String file, String what) {
    found.add(new Found(Kind.FILE, file, 0, 0, -1, new Keys(), what));
  }

  /** A block whose entries are lost. */
  void block(String file, Block block, Keys keys) {
    String what =
        "a block of "
            + block.entries()
            + " entries of "
            + (keys.tables().isEmpty()
                ? "table id=" + block.table()
                : "table " + keys.tables().getFirst())
            + " is damaged";
    found.add(
        new Found(Kind.ENTRIES, file, block.offset(), block.length(), block.entries(), keys, what));
  }

  /** A range of a snapshot of which nobody knows what it held. */
  void entries(String file, long offset, long length, String what) {
    found.add(new Found(Kind.ENTRIES, file, offset, length, -1, new Keys(), what));
  }

  void transactions(String file, long offset, long length, Keys keys, String what) {
    String tables =
        keys.tables().isEmpty() ? "any table" : "of " + String.join(", ", keys.tables());
    found.add(
        new Found(
            Kind.TRANSACTIONS, file, offset, length, -1, keys, what + "; at stake: " + tables));
  }

  /**
   * Pages that the disk cannot read, which were taken for zeros.
   *
   * @param pages their offsets, ascending
   */
  void unreadable(Kind kind, String file, NavigableSet<Long> pages) {
    long begin = -1;
    for (long page : pages) {
      if (!pages.contains(page - MendedFile.PAGE)) {
        begin = page;
      }
      if (!pages.contains(page + MendedFile.PAGE)) {
        long length = page + MendedFile.PAGE - begin;
        String what =
            kind == Kind.STRUCTURE
                ? "the disk cannot read this range; entries in it are told by themselves"
                : "the disk cannot read this range; transactions in it are lost; at stake: any table";
        found.add(new Found(kind, file, begin, length, -1, new Keys(), what));
      }
    }
  }

  void refused(String file, long offset, long length, long entries, Keys keys, String what) {
    found.add(new Found(Kind.REFUSED, file, offset, length, entries, keys, what));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Everything found, once all files were read. */
  List<Damage> all() {
    return found.stream().map(Found::damage).toList();
  }
}
