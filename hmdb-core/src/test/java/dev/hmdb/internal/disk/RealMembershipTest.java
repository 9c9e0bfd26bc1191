package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.Membership.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMembershipTest {
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
      assertThat(child.readLine()).startsWith("refused").contains("readers");
    }
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
    RealMembership.join(path, entry, channel).close();
    assertThat(channel.heldWhenClosed()).containsExactly(LockRegions.WRITER);
  }
}
