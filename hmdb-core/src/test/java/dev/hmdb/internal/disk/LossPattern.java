package dev.hmdb.internal.disk;

import java.util.random.RandomGenerator;

/** Which of the things that were not synced a power cut takes. */
public enum LossPattern {
  /** Everything had reached the disk by itself. */
  NONE,
  /** Exactly what was synced is left. */
  ALL,
  /** The first ones are left, up to some point. */
  PREFIX,
  /** Any of them are left, whatever their order. */
  RANDOM;

  /** For each of {@code count} things in order, whether it is left. */
  boolean[] kept(int count, RandomGenerator random) {
    boolean[] kept = new boolean[count];
    int prefix = this == PREFIX ? random.nextInt(count + 1) : 0;
    for (int i = 0; i < count; i++) {
      kept[i] =
          switch (this) {
            case NONE -> true;
            case ALL -> false;
            case PREFIX -> i < prefix;
            case RANDOM -> random.nextBoolean();
          };
    }
    return kept;
  }
}
