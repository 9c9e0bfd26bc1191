package dev.hmdb.benchmarks;

import dev.hmdb.Compaction;
import dev.hmdb.Options;

/** How the databases are opened. */
final class Settings {
  /**
   * Nothing beside what is measured: with two processors, a compaction would take one of them. What
   * a compaction costs the others is measured on its own.
   */
  static final Options WITHOUT_COMPACTION = Options.defaults().compaction(Compaction.manual());

  private Settings() {}
}
