package dev.hmdb;

import java.util.Objects;

/**
 * When the log is compacted: the live data is written to a snapshot file, and the log before it
 * deleted. Immutable: each method named after a setting returns a copy with that setting changed,
 * and the accessor of the same name without parameters reads it.
 */
public final class Compaction {
  /** Below this a file is mostly headers. */
  private static final long LEAST_SIZE = 64 << 10;

  private static final Compaction AUTOMATIC = new Compaction(true, 0.5, 1 << 20);
  private static final Compaction MANUAL = new Compaction(false, 0.5, 1 << 20);

  private final boolean isAutomatic;
  private final double ratio;
  private final long minimumSize;

  private Compaction(boolean isAutomatic, double ratio, long minimumSize) {
    this.isAutomatic = isAutomatic;
    this.ratio = ratio;
    this.minimumSize = minimumSize;
  }

  /**
   * On a background thread, when the files hold more than {@code minimumSize} bytes and more than
   * {@code 1 + ratio} times the live data. With the ratio of 0.5 that this returns, they stay below
   * three times the live data, the old and the new snapshot file and reserved space included, as
   * long as entries keep their sizes; below {@code minimumSize}, 1 MiB, nothing is compacted.
   *
   * <p>A writer waits if the log grows faster than it can be compacted. A compaction that fails,
   * for lack of space say, is tried again later, at first after a second, at most a minute apart;
   * meanwhile nobody waits and the log grows.
   */
  public static Compaction automatic() {
    return AUTOMATIC;
  }

  /** Only by {@link Database#compact}. Until then the log grows, and so does the time to open. */
  public static Compaction manual() {
    return MANUAL;
  }

  /** Whether it happens in the background. */
  public boolean isAutomatic() {
    return isAutomatic;
  }

  /**
   * A copy that tolerates so many bytes of outdated data for each byte of live data. Less costs
   * more writing, more costs more space and a longer opening. Does not matter to {@link #manual}.
   *
   * @throws IllegalArgumentException if it is not a positive, finite number
   */
  public Compaction ratio(double ratio) {
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException("ratio=" + ratio + " must be positive and finite");
    }
    return new Compaction(isAutomatic, ratio, minimumSize);
  }

  /** Bytes of outdated data tolerated for each byte of live data; 0.5. */
  public double ratio() {
    return ratio;
  }

  /**
   * A copy that leaves files alone that hold no more than this. Does not matter to {@link #manual}.
   *
   * @param bytes less than 64 KiB counts as 64 KiB
   * @throws IllegalArgumentException if it is negative
   */
  public Compaction minimumSize(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("minimumSize=" + bytes + " must not be negative");
    }
    return new Compaction(isAutomatic, ratio, Math.max(bytes, LEAST_SIZE));
  }

  /** Size in bytes up to which files are left alone; 1 MiB. */
  public long minimumSize() {
    return minimumSize;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Compaction that
        && isAutomatic == that.isAutomatic
        && ratio == that.ratio
        && minimumSize == that.minimumSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(isAutomatic, ratio, minimumSize);
  }

  @Override
  public String toString() {
    return isAutomatic
        ? "automatic(ratio=" + ratio + ", minimumSize=" + minimumSize + ")"
        : "manual";
  }
}
