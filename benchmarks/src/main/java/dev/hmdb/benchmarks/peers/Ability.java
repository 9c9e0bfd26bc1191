package dev.hmdb.benchmarks.peers;

/** What not every store can do. */
enum Ability {
  /** A put that is on stable storage when it returns. */
  SYNC("no put that is synced when it returns"),
  /** Several puts, all or nothing, without a sync. */
  TRANSACTIONS("no transactions without a sync"),
  /** Making its files smaller while it is open, and saying when that is done. */
  COMPACTION("no compaction that one can wait for"),
  /** Files that every put goes to, and that open again. */
  FILES("no files of its own");

  private final String lack;

  Ability(String lack) {
    this.lack = lack;
  }

  /** How to say that it is missing. */
  String lack() {
    return lack;
  }
}
