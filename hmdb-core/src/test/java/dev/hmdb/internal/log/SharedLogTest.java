package dev.hmdb.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLogTest {
  @TempDir Path path;

  private Directory directory;
  private DatabaseId id;
  private Member one;
  private Member other;

  /** What one process has: nothing that it shares with the other but the files. */
  private final class Member implements AutoCloseable {
    final ControlFile control;
    final SharedLog log;
    final LogFollower follower;
    final List<String> seen = new ArrayList<>();

    Member(ControlFile control) {
      this.control = control;
      this.log = new SharedLog(directory, control);
      this.follower = new LogFollower(directory, 1, id);
    }

    void append(String text) throws IOException {
      byte[] body = text.getBytes(UTF_8);
      log.clean();
      log.append(FrameKind.COMMIT, body, 0, body.length, false, false);
    }

    List<String> read() throws IOException {
      ControlFile.State state = control.state();
      follower.readTo(
          state.segment(),
          state.end(),
          (kind, _, buffer, offset, length) ->
              seen.add(kind + ":" + new String(buffer, offset, length, UTF_8)));
      return seen;
    }

    @Override
    public void close() throws IOException {
      follower.close();
      log.close();
      control.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    directory = RealDirectory.open(path, true);
    id = DatabaseId.random();
    Log.createFile(directory, id, 1, "schema".getBytes(UTF_8));
    LogScan scan = LogScan.readOnly(directory, 1, id, (_, _, _, _, _) -> {});
    one = new Member(ControlFile.make(directory, id));
    one.control.restart(scan.end(), 1, 0, false);
    other = new Member(ControlFile.open(directory, false));
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    other.close();
  }

  private List<String> recovered() throws IOException {
    List<String> found = new ArrayList<>();
    LogScan scan =
        LogScan.readOnly(
            directory,
            1,
            id,
            (kind, _, buffer, offset, length) -> {
              if (kind == FrameKind.COMMIT) {
                found.add(new String(buffer, offset, length, UTF_8));
              }
            });
    assertThat(scan.tornBytes()).isZero();
    return found;
  }

  @Test
  void eachReadsWhatTheOtherAppends() throws IOException {
    one.append("a");
    other.append("b");
    one.append("c");
    assertThat(one.read()).containsExactly("1:schema", "2:a", "2:b", "2:c");
    assertThat(other.read()).containsExactly("1:schema", "2:a", "2:b", "2:c");
    other.append("d");
    assertThat(one.read()).endsWith("2:d");
    assertThat(recovered()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void theNumberOfTheLastChangeSaysWhetherThereIsNews() throws IOException {
    long change = other.control.state().change();
    assertThat(other.control.isAt(change)).isTrue();
    one.append("a");
    assertThat(other.control.isAt(change)).isFalse();
    assertThat(other.control.state().commits()).isEqualTo(1);
    assertThat(other.control.state().hasCommits()).isTrue();
  }

  @Test
  void aFrameDoesNotCountBeforeItsWriterSaysSo() throws IOException {
    one.append("a");
    writeAndDie("half done");
    assertThat(other.read()).containsExactly("1:schema", "2:a");
  }

  /** Leaves what a process leaves that dies after it has copied its frame. */
  private void writeAndDie(String text) throws IOException {
    ControlFile.State state = one.control.state();
    SegmentHeader header = new SegmentHeader(id, state.segment(), 0);
    byte[] frame = Segment.frame(header, state.end(), 0, FrameKind.COMMIT, text.getBytes(UTF_8));
    one.control.setWriting(state.end() + frame.length);
    try (DiskFile file = directory.open(Segments.name(state.segment()), Access.READ_WRITE)) {
      file.write(state.end(), frame, 0, frame.length);
    }
  }

  @Test
  void theNextWriterClearsWhatADeadOneLeft() throws IOException {
    one.append("a");
    writeAndDie("a long text that nobody will ever read");
    other.append("b");
    assertThat(recovered()).containsExactly("a", "b");
    assertThat(one.read()).endsWith("2:a", "2:b");
  }

  @Test
  void aSwitchIsFollowed() throws IOException {
    one.append("a");
    assertThat(other.read()).hasSize(2);
    one.append("b");
    SharedLog.Next next = one.log.prepareNext("again".getBytes(UTF_8));
    one.append("c");
    one.log.switchTo(next);
    other.append("d");
    one.append("e");
    assertThat(other.read())
        .containsExactly("1:schema", "2:a", "2:b", "2:c", "1:again", "2:d", "2:e");
    assertThat(recovered()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void whoHasASegmentOpenReadsItToItsEndAfterItsDeletion() throws IOException {
    assertThat(other.read()).hasSize(1);
    one.append("a");
    one.log.switchTo(one.log.prepareNext("again".getBytes(UTF_8)));
    one.append("b");
    one.log.deleteBefore(2);
    assertThat(other.read()).containsExactly("1:schema", "2:a", "1:again", "2:b");
  }

  @Test
  void whoIsTwoSegmentsBehindIsToldThatOneIsGone() throws IOException {
    assertThat(other.read()).hasSize(1);
    one.log.switchTo(one.log.prepareNext("again".getBytes(UTF_8)));
    one.log.switchTo(one.log.prepareNext("again".getBytes(UTF_8)));
    one.log.deleteBefore(3);
    assertThatThrownBy(other::read).isInstanceOf(SegmentGoneException.class);
  }

  @Test
  void aSyncCoversWhatOthersAppended() throws IOException {
    one.append("a");
    assertThat(one.control.synced()).isLessThan(one.control.state().end());
    other.log.sync();
    assertThat(one.control.synced()).isEqualTo(one.control.state().end());
    one.log.sync();
    assertThat(one.log.syncs()).isZero();
  }

  @Test
  void theSyncedPositionNeverGoesBack() throws IOException {
    one.append("a");
    one.log.sync();
    long end = one.control.state().end();
    other.control.raiseSynced(end - 1);
    assertThat(one.control.synced()).isEqualTo(end);
  }

  @Test
  void aSealedLogWasClosedCleanly() throws IOException {
    one.append("a");
    one.log.seal();
    LogScan scan = LogScan.readOnly(directory, 1, id, (_, _, _, _, _) -> {});
    assertThat(scan.isSealed()).isTrue();
    assertThat(other.read()).containsExactly("1:schema", "2:a");
  }

  @Test
  void largeFramesAndManyGrowTheFile() throws IOException {
    String large = "x".repeat(3 << 20);
    one.append(large);
    for (int i = 0; i < 1000; i++) {
      other.append("small " + i);
    }
    assertThat(one.read()).hasSize(1002).contains("2:" + large, "2:small 999");
  }

  @Test
  void damageBeforeTheEndIsReported() throws IOException {
    one.append("a");
    try (DiskFile file = directory.open(Segments.name(1), Access.READ_WRITE)) {
      file.write(one.control.state().end() - 1, new byte[] {'b'}, 0, 1);
    }
    assertThatThrownBy(other::read)
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("no frame at offset=")
        .hasMessageContaining("checksum");
  }

  @Test
  void theControlFileOfAnotherDatabaseIsTaken() throws IOException {
    DatabaseId another = DatabaseId.random();
    ControlFile.make(directory, another).close();
    try (ControlFile found = ControlFile.open(directory, true)) {
      assertThat(found.databaseId()).isEqualTo(another);
    }
  }

  /** A salvage makes another database of it. Who had it mapped read on in a file that was gone. */
  @Test
  void whoHasTheControlFileMappedIsToldOfAnotherDatabase() throws IOException {
    ControlFile.State before = other.control.state();
    DatabaseId another = DatabaseId.random();
    try (ControlFile made = ControlFile.make(directory, another)) {
      made.restart(1000, 2, 2, false);
    }
    assertThat(other.control.isAt(before.change())).isFalse();
    assertThat(other.control.state().generation()).isNotEqualTo(before.generation());
    assertThat(other.control.databaseId()).isEqualTo(another);
  }

  @Test
  void whoHasTheControlFileMappedIsToldWhenItWasDamaged() throws IOException {
    ControlFile.State before = other.control.state();
    try (DiskFile file = directory.open(ControlFile.NAME, Access.READ_WRITE)) {
      file.write(0, new byte[ControlLayout.LENGTH], 0, ControlLayout.LENGTH);
    }
    try (ControlFile made = ControlFile.make(directory, id)) {
      made.restart(1000, 1, 0, false);
    }
    assertThat(other.control.isAt(before.change())).isFalse();
    assertThat(other.control.state().generation()).isNotEqualTo(before.generation());
    assertThat(other.control.databaseId()).isEqualTo(id);
    assertThat(other.control.state().end()).isEqualTo(1000);
  }

  @Test
  void aControlFileOfAnotherLengthIsReplaced() throws IOException {
    try (DiskFile file = directory.open(ControlFile.NAME, Access.READ_WRITE)) {
      file.zeroFill(ControlLayout.LENGTH, ControlLayout.LENGTH + 1);
    }
    ControlFile.make(directory, id).close();
    try (ControlFile found = ControlFile.open(directory, true)) {
      assertThat(found.databaseId()).isEqualTo(id);
    }
  }

  @Test
  void aControlFileThatIsNoneIsRefused() throws IOException {
    try (DiskFile file = directory.open(ControlFile.NAME, Access.READ_WRITE)) {
      file.write(0, new byte[1], 0, 1);
    }
    assertThatThrownBy(() -> ControlFile.open(directory, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no control file of this release");
  }

  @Test
  void afterARecoveryTheGenerationIsAnother() throws IOException {
    long before = other.control.state().generation();
    ControlFile.make(directory, id).restart(1000, 1, 0, true);
    assertThat(other.control.state().generation()).isNotEqualTo(before);
    assertThat(other.control.state().end()).isEqualTo(1000);
  }

  /** The files may have been put back from an older copy. */
  @Test
  void afterARecoveryNothingBehindTheEndIsTakenForSynced() {
    one.control.restart(1000, 1, 0, true);
    one.control.restart(500, 1, 0, true);
    assertThat(other.control.synced()).isEqualTo(500);
  }

  @Test
  void afterARecoveryNobodyIsWriting() {
    one.control.setWriting(2000);
    one.control.restart(1000, 1, 0, true);
    assertThat(other.control.writing()).isZero();
  }

  @Test
  void aStateIsReadWholeWhileOthersAreWritten() throws Exception {
    one.control.publish(new ControlFile.State(0, 0, 0, 0, 0, 0, 0));
    long last = 300_000;
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (long i = 1; i <= last; i++) {
                one.control.publish(new ControlFile.State(0, i, i, i, i, i, i));
              }
            });
    ControlFile.State state;
    do {
      state = other.control.state();
      long end = state.end();
      assertThat(state)
          .isEqualTo(new ControlFile.State(state.change(), end, end, end, end, end, end));
    } while (state.end() < last);
    writer.join();
  }

  @Test
  void whoWaitsLongerGoesFirst() {
    long now = System.nanoTime();
    one.control.setWaiting(3, now);
    assertThat(other.control.isBehindAnother(4, now + 1)).isTrue();
    assertThat(other.control.isBehindAnother(4, now - 1)).isFalse();
    assertThat(other.control.isBehindAnother(3, now + 1)).isFalse();
    one.control.setWaiting(3, 0);
    assertThat(other.control.isBehindAnother(4, now + 1)).isFalse();
  }

  @Test
  void aClosedControlFileSaysThatItIsClosed() {
    one.control.close();
    assertThatThrownBy(one.control::state).isInstanceOf(DatabaseClosedException.class);
    assertThatThrownBy(one.control::databaseId).isInstanceOf(DatabaseClosedException.class);
    assertThatThrownBy(one.control::synced).isInstanceOf(DatabaseClosedException.class);
  }

  @Test
  void aClosedControlFileIsAtNoChange() {
    long change = one.control.state().change();
    one.control.close();
    assertThat(one.control.isAt(change)).isFalse();
  }
}
