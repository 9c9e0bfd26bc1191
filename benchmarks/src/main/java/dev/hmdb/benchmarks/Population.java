package dev.hmdb.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;

/** The keys and values that are stored, and the keys that are asked for. The same in every run. */
public final class Population {
  private static final long SEED = 20_261_123;

  private Population() {}

  /**
   * The key number {@code i}, 13 characters; a new object each time. As unlike each other as
   * people's names are.
   */
  public static String name(int i) {
    String digits = Long.toString(number(i) >>> 1, Character.MAX_RADIX);
    return "0".repeat(13 - digits.length()) + digits;
  }

  /**
   * Another key number {@code i}, also 13 characters. {@code String.hashCode} of such keys is
   * nearly as serial as their numbers.
   */
  public static String serialName(int i) {
    return "user-" + (10_000_000 + i);
  }

  /** The number number {@code i}: scattered, as ids are. */
  public static long number(int i) {
    return (i + 1) * 0xD1B54A32D192ED03L;
  }

  /** The UUID number {@code i}. */
  public static UUID uuid(int i) {
    long first = number(i);
    return new UUID(
        (first & ~0xF000L) | 0x4000, (Long.rotateLeft(first, 29) >>> 2) | Long.MIN_VALUE);
  }

  public static Account account(int i) {
    String name = name(i);
    return new Account(
        uuid(i),
        name,
        name + "@mail.example.org",
        Instant.ofEpochSecond(1_700_000_000L + i, i),
        (i & 1) == 0 ? Plan.FREE : Plan.PREMIUM,
        List.of("tag-" + i % 100, "customer"));
  }

  public static Account[] accounts(int size) {
    Account[] accounts = new Account[size];
    for (int i = 0; i < size; i++) {
      accounts[i] = account(i);
    }
    return accounts;
  }

  /** The keys in the order of their numbers. */
  public static String[] names(int size) {
    String[] names = new String[size];
    for (int i = 0; i < size; i++) {
      names[i] = name(i);
    }
    return names;
  }

  /**
   * Keys to ask for: equal to the stored ones but other objects, in random order. They lie in
   * memory in that order, so that what a lookup waits for is the table and not the array of probes.
   *
   * @param newKey makes the key of a number
   * @param into an array as long as there are keys
   */
  public static <K> K[] probes(IntFunction<K> newKey, K[] into) {
    int[] order = shuffled(into.length);
    for (int i = 0; i < into.length; i++) {
      into[i] = newKey.apply(order[i]);
    }
    return into;
  }

  /**
   * Has the collector lay out what was stored, as it does sooner or later with everything that
   * stays: before, objects lie between the garbage of their making.
   */
  public static void age() {
    System.gc();
  }

  /** The numbers below {@code size} in random order. */
  public static int[] shuffled(int size) {
    int[] order = new int[size];
    Random random = new Random(SEED);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
