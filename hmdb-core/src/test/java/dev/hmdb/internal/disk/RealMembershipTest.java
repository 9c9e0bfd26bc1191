package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hmdb.internal.disk.Membership.Right;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMembershipTest {
  /** For what will not come. */
  private static final Duration WAIT = Duration.ofMillis(50);

  @TempDir Path path;

  /** Joins a directory, says so or who has it, and waits to be killed. */
  public static final class Member {
    /**
     * @param arguments the directory, and the right to keep, if any
     */
    public static void main(String[] arguments) throws Exception {
      try (Membership member =
          RealDirectory.open(Path.of(arguments[0]), true).join(Duration.ZERO)) {
        boolean isAlone = member.isAlone();
        member.giveBack(Right.WRITER);
        System.out.println("joined alone=" + isAlone);
        if (arguments.length > 1) {
          System.out.println("taken=" + member.tryTake(Right.valueOf(arguments[1])));
        }
        Thread.currentThread().join();
      } catch (DirectoryLockedException e) {
        System.out.println("refused " + e.getMessage());
      }
    }
  }

  /** Gives the right to write back and takes it again, until it is killed. */
  public static final class Busy {
    public static void main(String[] arguments) throws Exception {
      try (Membership member =
          RealDirectory.open(Path.of(arguments[0]), true).join(Duration.ZERO)) {
        System.out.println("joined");
        while (true) {
          LockSupport.parkNanos(1_000_000); // as long as a commit may take
          member.giveBack(Right.WRITER);
          while (!member.tryTake(Right.TURN)) {
            Thread.onSpinWait();
          }
          while (!member.tryTake(Right.WRITER)) {
            Thread.onSpinWait();
          }
          member.giveBack(Right.TURN);
        }
      }
    }
  }

  /** Takes every place, and waits to be killed. */
  public static final class Crowd {
    public static void main(String[] arguments) throws Exception {
      try (FileChannel channel =
              RealLock.openAndLock(Path.of(arguments[0]), LockRegions.PRESENCE, 1, true);
          FileLock places = channel.tryLock(LockRegions.MEMBERS, LockRegions.MAX_MEMBERS, false)) {
        System.out.println(places.isValid());
        Thread.currentThread().join();
      }
    }
  }

  private RealDirectory open() throws IOException {
    return RealDirectory.open(path, true);
  }

  private Membership join() throws IOException {
    Membership member = open().join(Duration.ZERO);
    member.giveBack(Right.WRITER);
    return member;
  }

  private ChildJvm child(String... right) throws IOException {
    String[] arguments = new String[1 + right.length];
    arguments[0] = path.toString();
    System.arraycopy(right, 0, arguments, 1, right.length);
    return ChildJvm.start(Member.class, arguments);
  }

  private boolean isAlone(Membership member) throws IOException {
    assertThat(member.tryTake(Right.WRITER)).isTrue();
    boolean isAlone = member.isAlone();
    member.giveBack(Right.WRITER);
    return isAlone;
  }

  @Test
  void membersShareTheDirectoryAndKnowOfEachOther() throws Exception {
    try (Membership member = join();
        ChildJvm first = child();
        ChildJvm second = child()) {
      assertThat(first.readLine()).isEqualTo("joined alone=false");
      assertThat(second.readLine()).isEqualTo("joined alone=false");
      assertThat(isAlone(member)).isFalse();
      first.kill();
      second.kill();
      assertThat(isAlone(member)).isTrue();
    }
  }

  @Test
  void theFirstIsAlone() throws Exception {
    try (ChildJvm child = child()) {
      assertThat(child.readLine()).isEqualTo("joined alone=true");
    }
  }

  @Test
  void aRightIsOneMembersAtATimeAndEndsWithItsProcess() throws Exception {
    for (Right right : Right.values()) {
      try (Membership member = join();
          ChildJvm child = child(right.name())) {
        child.readLine();
        assertThat(child.readLine()).isEqualTo("taken=true");
        assertThat(member.tryTake(right)).isFalse();
        child.kill();
        assertThat(member.tryTake(right)).isTrue();
      }
    }
  }

  @Test
  void aRightThatIsGivenBackIsFree() throws Exception {
    try (Membership member = join()) {
      assertThat(member.tryTake(Right.COMPACTION)).isTrue();
      member.giveBack(Right.COMPACTION);
      try (ChildJvm child = child("COMPACTION")) {
        child.readLine();
        assertThat(child.readLine()).isEqualTo("taken=true");
      }
    }
  }

  @Test
  void membersKeepAnExclusiveOpenerOutAndAreAllNamed() throws Exception {
    try (ChildJvm first = child();
        ChildJvm second = child()) {
      first.readLine();
      second.readLine();
      assertThatThrownBy(() -> open().lock(Duration.ZERO))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContainingAll(
              "pid=" + first.pid(), "pid=" + second.pid(), "since=", "mode=MULTI_PROCESS");
      first.kill();
      second.kill();
    }
    open().lock(Duration.ZERO).close();
  }

  @Test
  void anExclusiveHolderKeepsMembersOutAndIsNamed() throws Exception {
    try (DirectoryLock lock = open().lock(Duration.ZERO);
        ChildJvm child = child()) {
      assertThat(lock).isNotNull();
      assertThat(child.readLine())
          .startsWith("refused")
          .contains("pid=" + ProcessHandle.current().pid(), "mode=EXCLUSIVE");
    }
  }

  @Test
  void aSecondMemberInThisJvmIsRefused() throws Exception {
    try (Membership member = join()) {
      assertThatThrownBy(() -> open().join(Duration.ZERO))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining("has it open already");
      assertThat(member.tryTake(Right.WRITER)).isTrue();
    }
    join().close();
  }

  @Test
  void anInterruptDoesNotDropTheRights() throws Exception {
    try (Membership member = join()) {
      Thread.currentThread().interrupt();
      assertThat(member.tryTake(Right.WRITER)).isTrue();
      assertThat(member.isAlone()).isTrue();
      assertThat(member.tryTake(Right.TURN)).isTrue();
      member.giveBack(Right.TURN);
      assertThat(Thread.interrupted()).isTrue();
      try (ChildJvm reader = ChildJvm.start(RealLockTest.Locker.class, path.toString())) {
        assertThat(reader.readLine()).startsWith("refused");
      }
    }
  }

  @Test
  void aReaderOfASharedDirectoryKeepsNoMemberOut() throws Exception {
    try (ChildJvm first = child()) {
      first.readLine();
      try (DirectoryLock reader = RealDirectory.openReadOnly(path).lock(Duration.ZERO);
          ChildJvm second = child()) {
        assertThat(reader.hasWriters()).isTrue();
        assertThat(second.readLine()).isEqualTo("joined alone=false");
      }
    }
  }

  @Test
  void aReaderOfADirectoryThatNobodyWritesKeepsMembersOut() throws Exception {
    join().close();
    try (DirectoryLock reader = RealDirectory.openReadOnly(path).lock(Duration.ZERO);
        ChildJvm child = child()) {
      assertThat(reader.hasWriters()).isFalse();
      assertThat(child.readLine())
          .startsWith("refused")
          .contains("open read-only in a process that opened it when nobody wrote to it")
          .doesNotContain("64 processes");
    }
  }

  @Test
  void whoFindsNoPlaceIsToldHowManyThereAre() throws Exception {
    try (ChildJvm crowd = ChildJvm.start(Crowd.class, path.toString())) {
      crowd.readLine();
      assertThatThrownBy(this::join)
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining("64 processes share it, and no more can")
          .message()
          .doesNotContain("read-only");
    }
  }

  @Test
  void whoWantsItAloneIsToldThatItIsShared() throws Exception {
    try (ChildJvm child = child()) {
      child.readLine();
      assertThatThrownBy(() -> open().lock(Duration.ZERO))
          .hasMessageContaining("or open it with Sharing.MULTI_PROCESS");
    }
  }

  @Test
  void whoWaitsForTheRightToWriteIsToldWhoHasIt() throws Exception {
    try (ChildJvm idle = child()) {
      idle.readLine();
      assertIsToldWhoWrites(idle);
    }
  }

  private void assertIsToldWhoWrites(ChildJvm idle) throws IOException {
    try (ChildJvm writer = child("WRITER")) {
      writer.readLine();
      writer.readLine();
      assertThatThrownBy(() -> open().join(WAIT))
          .hasMessageContainingAll("waited for ", "pid=" + idle.pid(), "pid=" + writer.pid());
      byte[] page = new byte[4096];
      page[ControlNote.WRITER_OFFSET] = 2; // member 1
      Files.write(path.resolve(ControlNote.NAME), page);
      for (ThrowingCallable opening : openings()) {
        assertThatThrownBy(opening)
            .isInstanceOf(DirectoryLockedException.class)
            .hasMessageContainingAll("waited for ", "is had by process pid=" + writer.pid())
            .message()
            .doesNotContain("pid=" + idle.pid());
      }
    }
  }

  private List<ThrowingCallable> openings() {
    return List.of(() -> open().join(WAIT), () -> RealDirectory.openReadOnly(path).lock(WAIT));
  }

  /** It is what is said of the wait, not measured: that would depend on the machine. */
  @Test
  void theWaitForTheRightToWriteEndsAtTheTimeout() throws Exception {
    try (ChildJvm writer = child("WRITER")) {
      writer.readLine();
      writer.readLine();
      for (ThrowingCallable opening : openings()) {
        assertThatThrownBy(opening).hasMessageMatching(".* waited for \\d{1,4} ms .*");
      }
    }
  }

  @Test
  void whoDoesNotWaitIsLetInBesideOneThatOnlyCommits() throws Exception {
    try (ChildJvm writer = ChildJvm.start(Busy.class, path.toString())) {
      writer.readLine();
      for (int i = 0; i < 20; i++) {
        join().close();
        RealDirectory.openReadOnly(path).lock(Duration.ZERO).close();
      }
    }
  }

  @Test
  void aDirectoryThatIsBeingOpenedKeepsNoReaderOfAnotherWaiting(@TempDir Path other)
      throws Exception {
    RealDirectory.open(other, false).lock(Duration.ZERO).close(); // makes the lock file
    DirectoryLock open = RealDirectory.openReadOnly(other).lock(Duration.ZERO);
    try (ChildJvm writer = child("WRITER")) {
      writer.readLine();
      writer.readLine();
      FutureTask<DirectoryLock> waiting =
          new FutureTask<>(
              () -> RealDirectory.openReadOnly(path.toRealPath()).lock(Duration.ofDays(1)));
      Thread thread = Thread.ofPlatform().start(waiting);
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      RealDirectory.openReadOnly(other).lock(Duration.ZERO).close();
      open.close();
      assertThat(waiting.isDone()).isFalse();
      writer.kill();
      waiting.get().close();
    }
  }

  @Test
  void aSecondReaderWaitsForTheFirstAndSharesWithIt() throws Exception {
    try (ChildJvm writer = child("WRITER")) {
      writer.readLine();
      writer.readLine();
      FutureTask<DirectoryLock> first = reading(Duration.ofDays(1));
      FutureTask<DirectoryLock> second = reading(Duration.ofDays(1));
      assertThatThrownBy(() -> RealDirectory.openReadOnly(path).lock(WAIT))
          .hasMessageContaining("another thread, which is still opening it");
      writer.kill();
      first.get().close();
      second.get().close();
    }
    open().lock(Duration.ZERO).close();
  }

  /** Whose first try fails has the other one try for itself. */
  @Test
  void aReaderTriesForItselfWhenTheFirstGaveUp() throws Exception {
    try (ChildJvm writer = child("WRITER")) {
      writer.readLine();
      writer.readLine();
      FutureTask<DirectoryLock> first = reading(WAIT);
      FutureTask<DirectoryLock> second = reading(Duration.ofDays(1));
      assertThatThrownBy(first::get).hasCauseInstanceOf(DirectoryLockedException.class);
      writer.kill();
      second.get().close();
    }
    open().lock(Duration.ZERO).close();
  }

  private FutureTask<DirectoryLock> reading(Duration timeout) {
    FutureTask<DirectoryLock> reader =
        new FutureTask<>(() -> RealDirectory.openReadOnly(path).lock(timeout));
    Thread thread = Thread.ofPlatform().start(reader);
    while (thread.getState() != Thread.State.TIMED_WAITING && !reader.isDone()) {
      Thread.onSpinWait();
    }
    return reader;
  }

  @Test
  void aReaderThatCannotLookForWritersIsRefused() throws Exception {
    join().close();
    Path lock = path.resolve("LOCK");
    Files.setPosixFilePermissions(lock, Set.of());
    assumeFalse(Files.isReadable(lock), "root may read anything");
    RealDirectory.openReadOnly(path).lock(Duration.ZERO).close(); // never shared
    Files.write(path.resolve(ControlNote.NAME), new byte[4096]);
    assertThatThrownBy(() -> RealDirectory.openReadOnly(path).lock(Duration.ZERO))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("the right to read the lock file");
  }

  @Test
  void aLockFileThatMayNotBeReadIsNoReasonToRefuseWhatWasNeverShared() throws IOException {
    AccessDeniedException denied = new AccessDeniedException(path.resolve("LOCK").toString());
    SharedLock.requireNeverShared(path, denied);
    Files.write(path.resolve(ControlNote.NAME), new byte[4096]);
    assertThatThrownBy(() -> SharedLock.requireNeverShared(path, denied))
        .isInstanceOf(DiskException.class)
        .hasMessageContainingAll(
            "LOCK", "by which the database was shared", "the right to read the lock file");
  }

  @Test
  void aRightIsGivenBackInVainBesideAClose() throws Exception {
    OpenDirectories.Entry entry = OpenDirectories.enter(path);
    WatchedChannel channel =
        new WatchedChannel(RealLock.openAndLock(path, LockRegions.PRESENCE, 1, true));
    RealMembership member = RealMembership.join(path, entry, channel, System.nanoTime());
    channel.whenClosed(() -> member.giveBack(Right.WRITER));
    member.close();
    member.giveBack(Right.WRITER);
    assertThatThrownBy(() -> member.tryTake(Right.WRITER))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void leavingLeavesNoNote() throws Exception {
    join().close();
    assertThat(path.toFile().list()).containsExactly("LOCK");
  }

  @Test
  void thePlaceIsGivenUpBeforeTheRightToWrite() throws Exception {
    OpenDirectories.Entry entry = OpenDirectories.enter(path);
    WatchedChannel channel =
        new WatchedChannel(RealLock.openAndLock(path, LockRegions.PRESENCE, 1, true));
    RealMembership.join(path, entry, channel, System.nanoTime()).close();
    assertThat(channel.heldWhenClosed()).containsExactly(LockRegions.WRITER);
  }
}
