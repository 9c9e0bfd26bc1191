package dev.hmdb.processor.samples;

import dev.hmdb.Default;
import dev.hmdb.Renamed;

/**
 * Types with a past, as a schema finds them in a class file.
 *
 * @param address once called mail
 * @param shape what it looks like
 * @param plan added later
 */
public record Evolved(
    @Renamed(from = "mail") String address, Shape shape, @Default("FREE") Plan plan) {

  /** With a constant that was renamed. */
  public enum Plan {
    /** As ever. */
    FREE,
    /** Once called gold. */
    @Renamed(from = "GOLD")
    PREMIUM
  }

  /** With a variant that was renamed. */
  public sealed interface Shape {}

  /** Once called circle. */
  @Renamed(from = "Circle")
  public record Disc() implements Shape {}
}
