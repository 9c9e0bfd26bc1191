package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogSalvageTest {
  private static final int FIRST = SegmentLayout.HEADER_LENGTH;
  private static final int SECOND = FIRST + 10 + 5;
  private static final int THIRD = SECOND + 10 + 6;

  private final SimulatedDirectory directory = new SimulatedDirectory();
  private final List<String> frames = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  private byte[] log() throws IOException {
    TestLog.create(directory).append("first", "second", "third").close();
    return directory.bytes(TestLog.FILE);
  }

  private void salvage(byte[] bytes) throws IOException {
    directory.put(TestLog.FILE, bytes);
    try (LogSalvage salvage = LogSalvage.open(directory, 1)) {
      salvage.read(
          TestLog.collector(frames),
          (offset, length, bodies) ->
              lost.add(offset + "+" + length + bodies.stream().map(LogSalvageTest::text).toList()));
    }
    assertThat(directory.bytes(TestLog.FILE)).isEqualTo(bytes);
    assertThat(directory.openFiles()).isZero();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void nothingOfAnIntactLogIsLost() throws IOException {
    salvage(log());

    assertThat(frames).containsExactly("first", "second", "third");
    assertThat(lost).isEmpty();
  }

  @Test
  void framesBehindADamagedOneAreKeptAndItsBodyIsShown() throws IOException {
    byte[] bytes = log();
    bytes[SECOND + 10] = 'S';
    salvage(bytes);

    assertThat(frames).containsExactly("first", "third");
    assertThat(lost).containsExactly(SECOND + "+16[Second]");
  }

  @Test
  void aLengthOfZeroDoesNotEndIt() throws IOException {
    byte[] bytes = log();
    bytes[SECOND] = 0;
    salvage(bytes);

    assertThat(frames).containsExactly("first", "third");
    assertThat(lost).containsExactly(SECOND + "+16[second]");
  }

  @Test
  void aLengthThatReachesBeyondTheNextFrameIsNotBelieved() throws IOException {
    byte[] bytes = log();
    bytes[SECOND] += 3;
    salvage(bytes);

    assertThat(frames).containsExactly("first", "third");
    assertThat(lost).containsExactly(SECOND + "+16[second]");
  }

  @Test
  void twoDamagesAreTwoLosses() throws IOException {
    byte[] bytes = log();
    bytes[FIRST + 4] ^= 1;
    bytes[THIRD + 4] ^= 1;
    salvage(bytes);

    assertThat(frames).containsExactly("second");
    assertThat(lost).containsExactly(FIRST + "+15[first]", THIRD + "+15[third]");
  }

  @Test
  void aTailThatWasCutIsLost() throws IOException {
    salvage(Arrays.copyOf(log(), THIRD + 12));

    assertThat(frames).containsExactly("first", "second");
    assertThat(lost).containsExactly(THIRD + "+12[th]");
  }

  @Test
  void aDamagedHeaderCostsNothing() throws IOException {
    byte[] bytes = log();
    bytes[20] ^= 0x55;
    salvage(bytes);

    assertThat(frames).containsExactly("first", "second", "third");
  }

  @Test
  void moreDamageThanThatToTheHeaderLosesAll() throws IOException {
    byte[] bytes = log();
    bytes[20] ^= 0x55;
    bytes[30] ^= 0x55;
    directory.put(TestLog.FILE, bytes);

    assertThat(LogSalvage.open(directory, 1)).isNull();
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void theEndOfASegmentIsTold() throws IOException {
    try (TestLog log = TestLog.create(directory)) {
      log.append("first").switchSegment().append("second");
    }
    try (LogSalvage first = LogSalvage.open(directory, 1);
        LogSalvage second = LogSalvage.open(directory, 2)) {
      first.read(TestLog.collector(frames), (_, _, _) -> {});
      second.read(TestLog.collector(frames), (_, _, _) -> {});
      assertThat(first.goesOn()).isTrue();
      assertThat(second.goesOn()).isFalse();
    }
    assertThat(frames).containsExactly("first", "second");
  }
}
