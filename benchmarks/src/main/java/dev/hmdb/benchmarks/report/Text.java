package dev.hmdb.benchmarks.report;

import java.util.Locale;

/** How numbers are written. */
final class Text {
  private Text() {}

  /** Three digits that count, with k for thousands and M for millions. */
  static String amount(double value) {
    if (value >= 999_500) {
      return digits(value / 1e6) + "M";
    }
    if (value >= 9_995) {
      return digits(value / 1e3) + "k";
    }
    return value >= 999.5 ? String.format(Locale.ROOT, "%,.0f", value) : digits(value);
  }

  private static String digits(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  static String ratio(double value) {
    return String.format(
        Locale.ROOT, value >= 99.5 ? "%.0f×" : value >= 9.95 ? "%.1f×" : "%.2f×", value);
  }

  static String entries(int size) {
    return size % 1_000_000 == 0 && size > 0
        ? size / 1_000_000 + "M"
        : size % 1000 == 0 ? size / 1000 + "k" : Integer.toString(size);
  }
}
