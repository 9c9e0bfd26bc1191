package dev.hmdb.benchmarks.report;

/**
 * One measured value.
 *
 * @param name what was measured; the same for hmdb and for the limit
 * @param isLimit whether it is the limit's
 * @param parameters under which circumstances, as {@code name=value} with spaces between
 * @param threads how many threads did it at once
 * @param unit of the value
 * @param value less is better
 */
public record Figure(
    String name, boolean isLimit, String parameters, int threads, Unit unit, double value) {
  private static final String MARK = "figure";

  /** Units of values. */
  public enum Unit {
    /** Nanoseconds that an operation takes. */
    NANOSECONDS("ns"),
    /** Microseconds. */
    MICROSECONDS("us"),
    /** Milliseconds. */
    MILLISECONDS("ms"),
    /** Bytes that are kept. */
    BYTES("B"),
    /** Bytes that are allocated, by an operation. */
    ALLOCATED("B allocated");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }

    /** As it is written. */
    public String symbol() {
      return symbol;
    }
  }

  /** Whether a line of output is a figure. */
  static boolean isFigure(String line) {
    return line.startsWith(MARK + "\t");
  }

  /** The figure that {@link #toString} made a line of. */
  static Figure parse(String line) {
    String[] parts = line.split("\t", -1);
    return new Figure(
        parts[1],
        Boolean.parseBoolean(parts[2]),
        parts[3],
        Integer.parseInt(parts[4]),
        Unit.valueOf(parts[5]),
        Double.parseDouble(parts[6]));
  }

  @Override
  public String toString() {
    return String.join(
        "\t",
        MARK,
        name,
        Boolean.toString(isLimit),
        parameters,
        Integer.toString(threads),
        unit.name(),
        Double.toString(value));
  }
}
