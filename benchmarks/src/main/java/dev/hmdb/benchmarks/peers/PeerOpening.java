package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.report.Figure.Unit;
import java.nio.file.Path;

/**
 * Measures, in a fresh JVM as it is when a program starts, how long a store takes to open that was
 * closed cleanly and whose files are in the page cache, and how long until every entry was read
 * once.
 */
final class PeerOpening {
  private PeerOpening() {}

  /** Arguments: peer, type of key, size, folder. */
  public static void main(String[] arguments) {
    PeerFigures figures = PeerFigures.of(PeerOpening.class, arguments);
    Keys<Object> keys = Keys.named(figures.keys().name());
    Request<Object> request =
        new Request<>(Path.of(arguments[3]), keys, figures.size(), Use.SHARED);
    int[] read = {0};
    long begin = System.nanoTime();
    Store<Object> store = figures.peer().open(request);
    boolean isThere = store.get(keys.of().apply(0)) != null;
    long opened = System.nanoTime();
    store.forEach((_, account) -> read[0] += account == null ? 0 : 1);
    long all = System.nanoTime();
    store.close();
    if (!isThere || read[0] != figures.size()) {
      throw new IllegalStateException(
          "opened with " + read[0] + " entries, expected " + figures.size());
    }
    figures.print("open", Unit.MILLISECONDS, (opened - begin) / 1e6);
    figures.print("open-and-read", Unit.MILLISECONDS, (all - begin) / 1e6);
  }
}
