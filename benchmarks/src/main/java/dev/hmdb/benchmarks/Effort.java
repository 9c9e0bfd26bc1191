package dev.hmdb.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often everything is measured, one after the other, so that a disturbance of the
 *     machine does not hit one side alone
 * @param sizes how many entries tables have
 * @param withVariants whether gets are also measured with other keys and in other company
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param iterationTime how long one lasts, where it is not a pass
 * @param pauseSize how many entries {@link LongestPause} puts
 * @param pauseRounds and how often
 */
record Effort(
    int rounds,
    List<Integer> sizes,
    boolean withVariants,
    int warmups,
    int iterations,
    Duration iterationTime,
    int pauseSize,
    int pauseRounds) {

  /** To see that it works: about three minutes, and rough. */
  private static final Effort QUICK =
      new Effort(1, List.of(100_000), false, 2, 3, Duration.ofMillis(300), 1_000_000, 3);

  /** Under ten minutes. */
  private static final Effort SHORT =
      new Effort(1, List.of(1_000_000, 100_000), true, 2, 4, Duration.ofMillis(500), 10_000_000, 3);

  /** For figures to be quoted. */
  private static final Effort LONG =
      new Effort(5, List.of(1_000_000, 100_000), true, 5, 5, Duration.ofSeconds(1), 10_000_000, 5);

  static Effort named(String name) {
    return switch (name) {
      case "quick" -> QUICK;
      case "short" -> SHORT;
      case "long" -> LONG;
      default ->
          throw new IllegalArgumentException(
              "unknown effort " + name + "; use quick, short or long");
    };
  }
}
