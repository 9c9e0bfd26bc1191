package dev.hmdb;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How to follow changes. Immutable: each method named after an option returns a copy with that
 * option changed, and the accessor of the same name without parameters reads it.
 *
 * @param durability what a transaction has survived before a subscriber hears of it; {@link
 *     Durability#BUFFERED}, so as soon as everybody can see it. With {@link Durability#SYNC} no
 *     power cut takes back what a subscriber was told; in a database that is itself buffered that
 *     comes up to {@link Options#syncInterval} later
 * @param from the position of a transaction, to begin with the one after it; empty to begin with
 *     the first one that is committed after the subscription
 * @param buffer so many changes are kept in memory for a subscriber that is slower than the
 *     writers, a little more in between, and always the last transaction, however large; 10,000.
 *     One that falls further behind is served from the log
 */
public record FeedOptions(Durability durability, OptionalLong from, int buffer) {
  private static final FeedOptions DEFAULTS =
      new FeedOptions(Durability.BUFFERED, OptionalLong.empty(), 10_000);

  /**
   * @throws IllegalArgumentException if {@code from} is negative or {@code buffer} is not positive
   */
  public FeedOptions {
    Objects.requireNonNull(durability, "durability is null");
    Objects.requireNonNull(from, "from is null");
    if (from.isPresent() && from.getAsLong() < 0) {
      throw new IllegalArgumentException("from=" + from.getAsLong() + " must not be negative");
    }
    if (buffer <= 0) {
      throw new IllegalArgumentException("buffer=" + buffer + " must be positive");
    }
  }

  /** Every option at its default. */
  public static FeedOptions defaults() {
    return DEFAULTS;
  }

  /** A copy with this durability. */
  public FeedOptions durability(Durability durability) {
    return new FeedOptions(durability, from, buffer);
  }

  /**
   * A copy that begins behind this position.
   *
   * @param position what {@link CommittedTransaction#position} or {@link Database#feedPosition}
   *     was, of this database
   */
  public FeedOptions from(long position) {
    return new FeedOptions(durability, OptionalLong.of(position), buffer);
  }

  /** A copy with this buffer. */
  public FeedOptions buffer(int buffer) {
    return new FeedOptions(durability, from, buffer);
  }
}
