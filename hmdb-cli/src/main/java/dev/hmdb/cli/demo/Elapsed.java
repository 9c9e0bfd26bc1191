package dev.hmdb.cli.demo;

import java.util.Locale;

/** A measured time. */
record Elapsed(long nanos) {
  /** A time that is being measured. */
  record Clock(long startNanos) {
    Elapsed elapsed() {
      return new Elapsed(System.nanoTime() - startNanos);
    }
  }

  static Clock start() {
    return new Clock(System.nanoTime());
  }

  static Elapsed of(Runnable action) {
    Clock clock = start();
    action.run();
    return clock.elapsed();
  }

  /** The time of one of so many. */
  String each(long count) {
    return describe((double) nanos / count);
  }

  /** How many a second that makes. */
  String rate(long count) {
    return String.format(Locale.ROOT, "%,d", Math.round(count * 1e9 / nanos));
  }

  @Override
  public String toString() {
    return describe((double) nanos);
  }

  private static String describe(double nanos) {
    if (nanos < 1e3) {
      return format("%.0f ns", nanos);
    }
    if (nanos < 1e6) {
      return format("%.1f us", nanos / 1e3);
    }
    return nanos < 1e9 ? format("%.1f ms", nanos / 1e6) : format("%.2f s", nanos / 1e9);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
