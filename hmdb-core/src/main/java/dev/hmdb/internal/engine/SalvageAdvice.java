package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.SalvageReport;
import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** What is said about a damaged database. */
final class SalvageAdvice {
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  private SalvageAdvice() {}

  /**
   * The refusal to open a database, with what it would lose. Reads all of its files once more, into
   * the salvage's tables.
   */
  static CorruptDatabaseException refusal(CorruptDatabaseException damage, Salvage salvage) {
    String stake;
    try {
      salvage.read();
      stake = atStake(salvage.report(List.of()), salvage.tables().entries());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      damage.addSuppressed(e); // the refusal matters more than what it would say
      return damage;
    }
    return withMore(damage, stake);
  }

  /** The same with more to say; as its cause, a trace would print the text of both. */
  private static CorruptDatabaseException withMore(CorruptDatabaseException damage, String more) {
    CorruptDatabaseException said = new CorruptDatabaseException(damage.getMessage() + more);
    said.setStackTrace(damage.getStackTrace());
    if (damage.getCause() != null) {
      said.initCause(damage.getCause());
    }
    for (Throwable suppressed : damage.getSuppressed()) {
      said.addSuppressed(suppressed);
    }
    return said;
  }

  /**
   * Whether an opening failed because files cannot be read; if so, the salvage has read what can.
   */
  static boolean explains(Salvage salvage, IOException failure) {
    try {
      salvage.read();
      return salvage.hasUnreadable();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e); // it is as before; the first failure is the one to tell
      return false;
    }
  }

  private static String atStake(SalvageReport report, long entries) {
    return "\nAt stake:\n"
        + report.text().indent(2)
        + "Options.recovery(Recovery.SALVAGE) opens it without "
        + (report.isLossless() ? "losing anything: " : "that: ")
        + "it keeps "
        + entries
        + " entries, and copies of the damaged files beside them";
  }

  /** What to say when an opening fails after or while the damage that it found was replaced. */
  static CorruptDatabaseException beforeFailure(Directory directory, SalvageReport report) {
    String state =
        report.originals().isEmpty()
            ? " is damaged, and was not salvaged yet; it would go on without this:\n"
            : " was damaged, and was salvaged before the failure; copies of the damaged files are "
                + String.join(", ", report.originals())
                + "; left out:\n";
    return new CorruptDatabaseException(directory.path() + state + report.text());
  }

  /** Warns of what is left out. */
  static void log(Directory directory, SalvageReport report) {
    LOGGER.log(
        Level.WARNING,
        "{0} is damaged and is salvaged; left out:\n{1}",
        directory.path(),
        report.text());
  }
}
