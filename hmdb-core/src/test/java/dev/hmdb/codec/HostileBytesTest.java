package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, a decoder returns a value or throws {@link DecodingException}, cheaply. */
class HostileBytesTest {
  private static final int RANDOM_INPUTS = 2000;
  private static final int MUTATIONS = 2000;

  // An exception with its stack trace and message, and what a locale or zone is looked up with.
  private static final long SMALL_CHANGE = 200_000;

  // The worst is a list of lists: a reference, an empty list's share of a larger array, and the
  // copy that makes the list immutable, for one byte each.
  private static final long PER_BYTE = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static List<Sample<?>> samples() {
    List<Sample<?>> samples = new ArrayList<>(Sample.all());
    samples.add(DescriptorSample.sample());
    samples.add(Tree.sample());
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void randomBytesDecodeOrAreRefused(Sample<?> sample) {
    RandomGenerator random = Seed.random(sample.name());
    for (int i = 0; i < RANDOM_INPUTS; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        // Small numbers, so that counts fit and the decoder gets further.
        for (int b = 0; b < bytes.length; b++) {
          bytes[b] &= 7;
        }
      }
      decode(sample, bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void damagedEncodingsDecodeOrAreRefused(Sample<T> sample) {
    RandomGenerator random = Seed.random(sample.name());
    List<T> values = sample.values(random, 20);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = sample.encode(values.get(random.nextInt(values.size())));
      if (bytes.length > 0 && bytes.length < 5000) {
        decode(sample, damage(bytes, random));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void claimedLengthsReserveNothing(Sample<?> sample) {
    byte[] warmUp = {0};
    allocatedBy(sample, warmUp);
    for (byte[] bomb : bombs()) {
      assertThat(allocatedBy(sample, bomb))
          .as(
              "bytes allocated for %s",
              HexFormat.of().formatHex(bomb, 0, Math.min(20, bomb.length)))
          .isLessThan(SMALL_CHANGE + PER_BYTE * bomb.length);
    }
  }

  /** Every level claims that all of the rest are its children: 128 times the input, if believed. */
  @Test
  void nestedCountsDoNotAddUp() {
    byte[] bomb = new byte[1_000_000];
    Encoder out = new Encoder();
    for (int i = 0; i < Encoder.MAX_DEPTH; i++) {
      out.writeString("");
      out.writeCount((bomb.length - 6 * Encoder.MAX_DEPTH) / Tree.CODEC.type().minimumBytes());
    }
    System.arraycopy(out.array(), 0, bomb, 0, out.position());
    assertThat(allocatedBy(Tree.sample(), bomb)).isLessThan(bomb.length);
  }

  private static byte[] damage(byte[] bytes, RandomGenerator random) {
    byte[] damaged =
        random.nextInt(4) == 0
            ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 8))
            : bytes.clone();
    for (int n = 1 + random.nextInt(3); n > 0 && damaged.length > 0; n--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (damaged[at] ^ 1 << random.nextInt(8));
            default -> (byte) (248 + random.nextInt(8));
          };
    }
    return damaged;
  }

  /** Lengths at every marker, alone, before a little data, and nested in each other. */
  private static List<byte[]> bombs() {
    List<byte[]> bombs = new ArrayList<>();
    for (String length :
        List.of(
            "fdffffffffffffffff", // 2^64 - 1
            "fd0000000000000080", // 2^63
            "fdffffffffffffff7f", // 2^63 - 1
            "fd0000000000010000", // 2^40
            "fc00000080", // 2^31
            "fcffffff7f", // 2^31 - 1
            "fcffffffff", // 2^32 - 1
            "fcf7ffff7f", // the largest array
            "fbffff",
            "fa")) {
      byte[] bytes = HexFormat.of().parseHex(length);
      bombs.add(bytes);
      for (int before = 0; before < 4; before++) {
        byte[] padded = new byte[before + bytes.length + 8];
        Arrays.fill(padded, 0, before, (byte) 1);
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        bombs.add(padded);
      }
    }
    bombs.add(nestedCounts(60_000));
    bombs.add(new byte[100_000]);
    byte[] ones = new byte[100_000];
    Arrays.fill(ones, (byte) 1);
    bombs.add(ones);
    byte[] manyEmpty = new byte[100_005];
    System.arraycopy(HexFormat.of().parseHex("fca0860100"), 0, manyEmpty, 0, 5);
    bombs.add(manyEmpty);
    return bombs;
  }

  /** Each count claims nearly all that follows. */
  private static byte[] nestedCounts(int size) {
    Encoder out = new Encoder(size);
    while (out.position() < size) {
      out.writeCount(Math.max(0, size - out.position() - 8));
    }
    return out.toByteArray();
  }

  private static long allocatedBy(Sample<?> sample, byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    decode(sample, bytes);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void decode(Sample<?> sample, byte[] bytes) {
    try {
      Object value = sample.decode(bytes);
      assertThat(value).isNotNull();
    } catch (DecodingException e) {
      assertThat(e.offset()).isBetween(0, bytes.length);
    } catch (RuntimeException | Error e) {
      fail("decoding " + HexFormat.of().formatHex(bytes) + " as " + sample, e);
    }
  }
}
