package dev.hmdb.internal.engine;

import dev.hmdb.Compaction;

/**
 * When to compact, and how much may be appended until it is done. All in bytes.
 *
 * @param ratio outdated bytes tolerated for each byte of live data
 * @param minimumSize the size up to which files are left alone
 */
record CompactionPolicy(double ratio, long minimumSize) {
  /*
   * Let live be the bytes of the live data, r the ratio, total what the snapshot and the log hold.
   * Compaction begins at total = (1 + r) live. Until it is done r/2 live more may be appended; whoever
   * wants more waits. So just before the old files are deleted, they and the new snapshot hold
   * (1 + 1.5 r) live + live, which is 2.75 live with r = 0.5. The log reserves a tenth of its own size
   * besides, and the bound of 3 is kept.
   *
   * How much is live is known exactly when a snapshot was written. From then on it is estimated: as
   * many bytes for an entry as there were in the snapshot. The estimate is wrong if newer entries are
   * smaller, so when it has more than doubled it is not believed: compaction begins, and measures.
   * Data that only grows is thus written again each time it has tripled, which is half of it in all.
   */

  /** What the files of a database hold. */
  record Use(long snapshot, long snapshotEntries, long entries, long log) {
    long total() {
      return snapshot + log;
    }

    /** Bytes of live data, estimated; all there is while there was no snapshot. */
    private double live() {
      double perEntry = (double) snapshot / Math.max(snapshotEntries, 1);
      double estimated = snapshot == 0 ? (double) total() : perEntry * entries;
      return Math.min(estimated, (double) total());
    }
  }

  static CompactionPolicy of(Compaction compaction) {
    return new CompactionPolicy(compaction.ratio(), compaction.minimumSize());
  }

  /** The total that compaction begins at. */
  long limit(Use use) {
    double believed = Math.min(use.live(), 2.0 * use.snapshot());
    return (long) Math.max((1 + ratio) * believed, (double) minimumSize);
  }

  /** How much may be appended from now on until a compaction that begins now is done. */
  long allowance(Use use) {
    double least = ratio / 2 * Math.max(use.live(), minimumSize / (1 + ratio));
    double left = (1 + 1.5 * ratio) * use.live() - use.total();
    return (long) Math.max(least, left);
  }
}
