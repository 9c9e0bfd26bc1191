package dev.hmdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@link Recovery#SALVAGE} found when it opened a damaged database. Everything that is not in
 * here is as it was committed.
 *
 * @param damages each damage, in the order in which the files are read
 * @param originals names of the files in the database's directory that are copies of the damaged
 *     ones, byte for byte; empty if the database was opened read-only, which leaves all as it is
 */
public record SalvageReport(List<Damage> damages, List<String> originals) {

  private static final int KEYS_IN_TEXT = 20;

  /** Copies the lists. */
  public SalvageReport {
    damages = List.copyOf(damages);
    originals = List.copyOf(originals);
  }

  /** What kind of damage it is. */
  public enum Kind {
    /** Of what holds a file together: a header, an index, the schema. No entry was lost by it. */
    STRUCTURE,
    /** Entries of a snapshot file are lost, unless a later transaction wrote them again. */
    ENTRIES,
    /**
     * Transactions are lost. What they put is missing or has the value from before; what they
     * removed is there.
     */
    TRANSACTIONS,
    /** A transaction or a part of a snapshot is intact, but a type refuses a value in it. */
    REFUSED,
    /** A file is missing, or nothing of it can be read. */
    FILE
  }

  /**
   * One damage.
   *
   * @param kind what it is
   * @param file the name of the file
   * @param offset in the file
   * @param length in bytes
   * @param entries how many entries of a snapshot file were lost by it; -1 if nobody knows
   * @param keys the keys at stake, by the name of their table, as far as they could be read. A
   *     table that is at stake whose keys could not be read has an empty list; no table at all
   *     means that it may be any. They were read from damaged bytes, so one of them may be wrong
   * @param description for people
   */
  public record Damage(
      Kind kind,
      String file,
      long offset,
      long length,
      long entries,
      Map<String, List<Object>> keys,
      String description) {

    /** Copies the map. */
    public Damage {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(description, "description");
      keys = Map.copyOf(keys);
    }
  }

  /** Whether no entry and no transaction was lost. */
  public boolean isLossless() {
    return damages.stream().allMatch(damage -> damage.kind() == Kind.STRUCTURE);
  }

  /** The damages in lines, for a log, each with the first twenty keys at stake in each table. */
  public String text() {
    List<String> lines = new ArrayList<>();
    for (Damage damage : damages) {
      lines.add(
          damage.file()
              + " at offset="
              + damage.offset()
              + " length="
              + damage.length()
              + ": "
              + damage.description()
              + keysOf(damage));
    }
    return String.join("\n", lines);
  }

  private static String keysOf(Damage damage) {
    StringBuilder text = new StringBuilder();
    damage.keys().entrySet().stream()
        .filter(table -> !table.getValue().isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .forEach(table -> {
          List<Object> keys = table.getValue();
          List<Object> first = keys.subList(0, Math.min(keys.size(), KEYS_IN_TEXT));
          text.append("; keys of ").append(table.getKey()).append(": ").append(first);
          if (first.size() < keys.size()) {
            text.append(" and ").append(keys.size() - first.size()).append(" more");
          }
        });
    return text.toString();
  }
}
