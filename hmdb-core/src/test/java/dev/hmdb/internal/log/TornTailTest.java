package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TornTailTest {
  private final SimulatedDirectory directory = new SimulatedDirectory();

  /** The bytes of a log whose process died, without the zeros it had reserved. */
  private byte[] killedLog(String... bodies) throws IOException {
    TestLog log = TestLog.create(directory).append(bodies);
    byte[] bytes = Arrays.copyOf(directory.bytes(TestLog.FILE), (int) log.log.end());
    log.log.discard();
    return bytes;
  }

  @Test
  void everyLengthOfTheLastFrameIsCutAndCounted() throws IOException {
    byte[] whole = killedLog("first", "second");
    int last = SegmentLayout.HEADER_LENGTH + 10 + "first".length();
    for (int length = last; length < whole.length; length++) {
      directory.put(TestLog.FILE, Arrays.copyOf(whole, length));
      try (TestLog log = TestLog.open(directory)) {
        assertThat(log.frames).containsExactly("first");
        assertThat(log.log.recovered().end()).isEqualTo(last);
        assertThat(log.log.recovered().tornBytes())
            .isEqualTo(bytesBeforeZeros(whole, last, length));
      }
    }
  }

  private static int bytesBeforeZeros(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    return end - from;
  }

  @Test
  void everyLengthOfTheLastFrameBeforeZerosIsCut() throws IOException {
    byte[] whole = killedLog("first", "second");
    int last = SegmentLayout.HEADER_LENGTH + 10 + "first".length();
    for (int length = last; length < whole.length; length++) {
      directory.put(TestLog.FILE, Arrays.copyOf(Arrays.copyOf(whole, length), 5000));
      try (TestLog log = TestLog.open(directory)) {
        assertThat(log.frames).containsExactly("first");
      }
    }
  }

  @Test
  void zerosAreNoTornTail() throws IOException {
    directory.put(TestLog.FILE, Arrays.copyOf(killedLog("first"), 1 << 17));
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.frames).containsExactly("first");
      assertThat(log.log.recovered().tornBytes()).isZero();
    }
  }

  @Test
  void cutIsOnDiskBeforeAnythingIsAppended() throws IOException {
    byte[] whole = killedLog("first", "second");
    directory.put(TestLog.FILE, Arrays.copyOf(whole, whole.length - 1));
    try (TestLog log = TestLog.open(directory)) {
      SimulatedDirectory after = directory.crash(LossPattern.ALL, 0);
      assertThat(after.bytes(TestLog.FILE)).hasSize((int) log.log.end());
    }
  }

  @Test
  void framesBehindTheTornOneAreLostWithIt() throws IOException {
    byte[] whole = killedLog("first", "second", "third");
    whole[SegmentLayout.HEADER_LENGTH + 10 + 5 + 12] ^= 1; // in "second"; nothing was synced
    directory.put(TestLog.FILE, whole);
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.frames).containsExactly("first");
      assertThat(log.log.recovered().tornBytes()).isEqualTo(16 + 15);
    }
  }

  /**
   * "second" is torn and "third" behind it intact. If the cut left "third" in place, a new frame as
   * long as "second" would grow the log to meet it.
   */
  @Test
  void staleFramesNeverComeBack() throws IOException {
    byte[] whole = killedLog("first", "second", "third");
    whole[SegmentLayout.HEADER_LENGTH + 10 + 5 + 12] ^= 1;
    directory.put(TestLog.FILE, whole);
    TestLog.open(directory).append("SECOND").log.discard();
    assertThat(TestLog.frames(directory)).containsExactly("first", "SECOND");
    for (LossPattern pattern : LossPattern.values()) {
      for (int seed = 0; seed < 20; seed++) {
        assertThat(TestLog.frames(directory.crash(pattern, seed)))
            .isIn(List.of("first"), List.of("first", "SECOND"));
      }
    }
  }

  @Test
  void readOnlyScanSkipsTheTornTailAndChangesNothing() throws IOException {
    byte[] whole = killedLog("first", "second");
    byte[] torn = Arrays.copyOf(whole, whole.length - 1);
    directory.put(TestLog.FILE, torn);
    assertThat(TestLog.frames(directory.readOnly())).containsExactly("first");
    assertThat(directory.bytes(TestLog.FILE)).isEqualTo(torn);
  }

  @Test
  void randomGarbageBehindTheEndIsCut() throws IOException {
    byte[] whole = killedLog("first");
    for (int seed = 0; seed < 100; seed++) {
      byte[] garbage = Arrays.copyOf(whole, whole.length + 3000);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = whole.length; i < garbage.length; i++) {
        garbage[i] = (byte) random.nextInt(4); // plausible lengths and kinds at every offset
      }
      directory.put(TestLog.FILE, garbage);
      try (TestLog log = TestLog.open(directory)) {
        assertThat(log.frames).as("seed " + seed).containsExactly("first");
      }
    }
  }
}
