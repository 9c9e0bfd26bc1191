package dev.hmdb.codec;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Randomness that can be repeated: set the property {@code hmdb.seed} to the seed printed. */
final class Seed {
  private Seed() {}

  static RandomGenerator random(String use) {
    long seed = Long.getLong("hmdb.seed", System.nanoTime());
    System.out.println(use + ": -Dhmdb.seed=" + seed);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
