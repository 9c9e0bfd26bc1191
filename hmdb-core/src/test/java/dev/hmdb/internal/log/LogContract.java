package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log does when nothing goes wrong, on the real disk and on the simulated one. */
abstract class LogContract {
  Directory directory;

  abstract Directory directory() throws IOException;

  @BeforeEach
  void openDirectory() throws IOException {
    directory = directory();
  }

  private long size() throws IOException {
    try (var file = directory.open(TestLog.FILE, Directory.Access.READ)) {
      return file.size();
    }
  }

  @Test
  void newLogIsEmpty() throws IOException {
    try (TestLog log = TestLog.create(directory)) {
      assertThat(log.log.recovered().frames()).isZero();
      assertThat(log.log.end()).isEqualTo(SegmentLayout.HEADER_LENGTH);
      assertThat(log.log.synced()).isEqualTo(log.log.end());
    }
  }

  @Test
  void logExistsOnceItIsCreated() throws IOException {
    assertThat(Log.exists(directory)).isFalse();
    TestLog.create(directory).close();
    assertThat(Log.exists(directory)).isTrue();
  }

  @Test
  void secondCreationIsRefused() throws IOException {
    TestLog.create(directory).close();
    assertThatThrownBy(() -> TestLog.create(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a log already");
  }

  @Test
  void newLogTakesLessThanOneMebibyte() throws IOException {
    try (TestLog log = TestLog.create(directory, LogOptions.defaults())) {
      log.append("a");
      assertThat(log.log.sizeOnDisk()).isLessThan(1 << 20).isEqualTo(size());
    }
  }

  @Test
  void framesComeBackInOrder() throws IOException {
    try (TestLog log = TestLog.create(directory)) {
      log.append("a", "", "bc");
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.frames).containsExactly("a", "", "bc");
      assertThat(log.log.recovered().databaseId()).isEqualTo(TestLog.ID);
    }
  }

  @Test
  void framesOfEachOpeningFollowEachOther() throws IOException {
    TestLog.create(directory).append("a").close();
    TestLog.open(directory).append("b").close();
    TestLog.open(directory).append("c").close();
    assertThat(TestLog.frames(directory)).containsExactly("a", "b", "c");
  }

  @Test
  void visitorIsToldKindAndPosition() throws IOException {
    try (TestLog log = TestLog.create(directory)) {
      log.log.append(FrameKind.SCHEMA, new byte[] {1}, 0, 1);
      log.append("b");
    }
    List<String> seen = new ArrayList<>();
    LogScan.readOnly(
        directory,
        1,
        null,
        (kind, position, buffer, offset, length) -> seen.add(kind + "@" + position));
    assertThat(seen).containsExactly("1@64", "2@75");
  }

  @Test
  void onlyTheGivenPartOfAnArrayIsAppended() throws IOException {
    try (TestLog log = TestLog.create(directory)) {
      log.log.append(FrameKind.COMMIT, new byte[] {'x', 'a', 'b', 'y'}, 1, 2);
    }
    assertThat(TestLog.frames(directory)).containsExactly("ab");
  }

  @Test
  void unsealedLogOpensWithEverything() throws IOException {
    TestLog log = TestLog.create(directory).append("a", "b");
    log.log.discard();
    try (TestLog again = TestLog.open(directory)) {
      assertThat(again.frames).containsExactly("a", "b");
      assertThat(again.log.recovered().isSealed()).isFalse();
      assertThat(again.log.recovered().tornBytes()).isZero();
    }
  }

  @Test
  void closedLogIsSealedAndCutToSize() throws IOException {
    TestLog log = TestLog.create(directory).append("a");
    log.close();
    LogScan scan =
        LogScan.readOnly(directory, 1, null, (kind, position, buffer, offset, length) -> {});
    assertThat(scan.isSealed()).isTrue();
    assertThat(size()).isEqualTo(scan.end());
  }

  @Test
  void openingAndClosingLeavesTheFileAsItWas() throws IOException {
    TestLog.create(directory).append("a").close();
    long before = size();
    TestLog.open(directory).close();
    assertThat(size()).isEqualTo(before);
  }

  @Test
  void closingTwiceIsHarmless() throws IOException {
    TestLog log = TestLog.create(directory);
    log.close();
    log.close();
    log.log.discard();
  }

  @Test
  void closedLogRefusesAppendsAndSyncs() throws IOException {
    TestLog log = TestLog.create(directory);
    log.close();
    assertThatThrownBy(() -> log.append("a")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(log::sync).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void framesLargerThanAWindowFit() throws IOException {
    String large = TestLog.body(100_000, new SplittableRandom(1));
    TestLog.create(directory).append("a", large, "b", large).close();
    assertThat(TestLog.frames(directory)).containsExactly("a", large, "b", large);
  }

  @Test
  void framesLargerThanTheReadersBufferFit() throws IOException {
    String large = TestLog.body((1 << 20) + 12345, new SplittableRandom(2));
    TestLog.create(directory).append("a", large, "b").close();
    assertThat(TestLog.frames(directory)).containsExactly("a", large, "b");
  }

  @Test
  void framesThatEndAroundTheEndOfAWindowFit() throws IOException {
    int left =
        4096 - FrameLayout.PAYLOAD_OFFSET - FrameLayout.MIN_PAYLOAD; // of what is reserved at first
    for (int length = left - 10; length <= left + 10; length++) {
      try (TestLog log = TestLog.create(directory)) {
        log.append("x".repeat(length), "b");
      }
      assertThat(TestLog.frames(directory)).as("length " + length).hasSize(2).endsWith("b");
      directory.delete(TestLog.FILE);
    }
  }

  @Test
  void growsAsOftenAsNeeded() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> bodies =
        IntStream.range(0, 300).mapToObj(i -> TestLog.body(random.nextInt(2000), random)).toList();
    TestLog.create(directory).append(bodies.toArray(String[]::new)).close();
    assertThat(TestLog.frames(directory)).isEqualTo(bodies);
  }

  @Test
  void growsAheadOfNeed() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    List<String> bodies =
        IntStream.range(0, 300).mapToObj(i -> TestLog.body(random.nextInt(2000), random)).toList();
    TestLog log = TestLog.create(directory, new LogOptions(4096, 16384, true));
    log.append(bodies.toArray(String[]::new)).close();
    assertThat(TestLog.frames(directory)).isEqualTo(bodies);
  }

  @Test
  void syncCoversWhatWasAppended() throws IOException {
    try (TestLog log = TestLog.create(directory).append("a")) {
      assertThat(log.log.synced()).isLessThan(log.log.end());
      log.sync();
      assertThat(log.log.synced()).isEqualTo(log.log.end());
      assertThat(log.log.syncs()).isEqualTo(1);
    }
  }

  @Test
  void syncWithNothingNewDoesNothing() throws IOException {
    try (TestLog log = TestLog.create(directory).append("a").sync().sync()) {
      assertThat(log.log.syncs()).isEqualTo(1);
    }
  }

  @Test
  void openedLogIsSynced() throws IOException {
    TestLog.create(directory).append("a").log.discard();
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.log.synced()).isEqualTo(log.log.end());
    }
  }

  @Test
  void sealsAreNotForCallers() throws IOException {
    try (TestLog log = TestLog.create(directory)) {
      assertThatThrownBy(() -> log.log.append(FrameKind.SEAL, new byte[0], 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anythingThrownByTheVisitorEndsTheOpening() throws IOException {
    TestLog.create(directory).append("a").close();
    FrameVisitor refusing =
        (kind, position, buffer, offset, length) -> {
          throw new IllegalArgumentException("no");
        };
    assertThatThrownBy(() -> Log.open(directory, 1, null, TestLog.SMALL, refusing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
  }

  @Test
  void leftoverOfACreationIsRemoved() throws IOException {
    TestLog.create(directory).close();
    directory.create(Segments.temporaryName(1)).close();
    TestLog.open(directory).close();
    assertThat(directory.list()).containsExactly(TestLog.FILE);
  }

  @Test
  void missingFirstSegmentIsNamed() throws IOException {
    directory.create(Segments.name(2)).close();
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("what comes before log-0000000000000002.hmdb is missing");
  }

  @Test
  void readOnlyScanNeedsALog() {
    assertThatThrownBy(() -> TestLog.frames(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("is missing: log-0000000000000001.hmdb; the log begins with it");
  }
}
