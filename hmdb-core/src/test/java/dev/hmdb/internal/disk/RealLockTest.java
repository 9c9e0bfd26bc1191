package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealLockTest {
  @TempDir Path path;

  /** Locks a directory, says so or who has it, and waits to be killed. */
  public static final class Locker {
    public static void main(String[] arguments) throws Exception {
      boolean isReader = arguments.length > 1;
      RealDirectory directory =
          isReader
              ? RealDirectory.openReadOnly(Path.of(arguments[0]))
              : RealDirectory.open(Path.of(arguments[0]), true);
      try (DirectoryLock lock = directory.lock(Duration.ZERO)) {
        System.out.println(lock == null ? "nothing" : "locked");
        Thread.currentThread().join();
      } catch (DirectoryLockedException e) {
        System.out.println("refused holder=" + e.holder().orElse(0));
      }
    }
  }

  private RealDirectory open() throws IOException {
    return RealDirectory.open(path, true);
  }

  private static void assertRefused(Directory directory, String... message) {
    assertThatThrownBy(() -> directory.lock(Duration.ZERO))
        .isInstanceOf(DirectoryLockedException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void secondOpenInThisJvmIsRefusedUnderAnyName() throws IOException {
    Path link = Files.createSymbolicLink(path.resolveSibling(path.getFileName() + "-link"), path);
    try (DirectoryLock lock = open().lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertRefused(
          RealDirectory.open(link, true),
          "this process (pid=" + ProcessHandle.current().pid() + ") has it open already");
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void aWriterIsToldThatThisProcessOnlyReads() throws IOException {
    open().lock(Duration.ZERO).close(); // makes the lock file
    try (DirectoryLock reader = RealDirectory.openReadOnly(path).lock(Duration.ZERO)) {
      assertThat(reader).isNotNull();
      assertRefused(open(), "has it open read-only; close it first, or open it read-only, too");
    }
  }

  @Test
  void secondOpenByAnotherClassLoaderIsRefused() throws Exception {
    try (DirectoryLock lock = open().lock(Duration.ZERO);
        URLClassLoader other = anotherClassLoader()) {
      assertThat(lock).isNotNull();
      Class<?> type = other.loadClass(RealDirectory.class.getName());
      assertThat(type).isNotSameAs(RealDirectory.class);
      Object directory = type.getMethod("open", Path.class, boolean.class).invoke(null, path, true);
      Method tryLock = type.getMethod("lock", Duration.class);
      assertThatThrownBy(() -> tryLock.invoke(directory, Duration.ZERO))
          .isInstanceOf(InvocationTargetException.class)
          .rootCause()
          .hasMessageContaining("has it open already");
    }
  }

  private static URLClassLoader anotherClassLoader() throws IOException {
    URL classes = RealDirectory.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
  }

  /**
   * Without the registry the JDK's own table notices; and the first lock is not dropped by that.
   */
  @Test
  void lockSurvivesALostRegistry() throws Exception {
    try (DirectoryLock lock = open().lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      String key = "dev.hmdb.open." + path.toRealPath();
      String entry = System.clearProperty(key);
      assertThat(entry).isNotNull();
      assertRefused(open(), "has it open already");
      System.gc();
      try (ChildJvm child = ChildJvm.start(Locker.class, path.toString())) {
        assertThat(child.readLine()).startsWith("refused");
      }
      System.setProperty(key, entry);
    }
  }

  @Test
  void secondProcessIsRefusedAndToldTheHolder() throws Exception {
    try (DirectoryLock lock = open().lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      try (ChildJvm child = ChildJvm.start(Locker.class, path.toString())) {
        assertThat(child.readLine()).isEqualTo("refused holder=" + ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void lockEndsWithTheProcessThatHeldIt() throws Exception {
    try (ChildJvm child = ChildJvm.start(Locker.class, path.toString())) {
      assertThat(child.readLine()).isEqualTo("locked");
      assertRefused(open(), "process pid=" + child.pid(), "since=");
      assertThatThrownBy(() -> open().lock(Duration.ZERO))
          .message()
          .doesNotContainPattern("since=\\S*\\.\\d");
      child.kill();
      open().lock(Duration.ZERO).close();
    }
  }

  @Test
  void lockIsWaitedFor() throws Exception {
    DirectoryLock first = open().lock(Duration.ZERO);
    FutureTask<DirectoryLock> second =
        new FutureTask<>(() -> open().lock(Duration.ofDays(100_000)));
    Thread thread = Thread.ofPlatform().start(second);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(second.isDone()).isFalse();
    first.close();
    second.get().close();
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    try (DirectoryLock lock = open().lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> open().lock(Duration.ofDays(1)))
          .isInstanceOf(DirectoryLockedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void staleOwnerFileIsCalledStale() throws Exception {
    try (ChildJvm child = ChildJvm.start(Locker.class, path.toString())) {
      assertThat(child.readLine()).isEqualTo("locked");
      Files.writeString(path.resolve("owner"), "pid=999999999\n");
      assertRefused(open(), "999999999", "stale");
      Files.delete(path.resolve("owner"));
      assertRefused(open(), "no note of itself");
    }
  }

  @Test
  void releasedLockLeavesNoOwner() throws IOException {
    open().lock(Duration.ZERO).close();
    assertThat(path.resolve("owner")).doesNotExist();
  }

  @Test
  void readersShareTheLock() throws Exception {
    open().lock(Duration.ZERO).close(); // makes the lock file
    DirectoryLock first = RealDirectory.openReadOnly(path).lock(Duration.ZERO);
    DirectoryLock second = RealDirectory.openReadOnly(path).lock(Duration.ZERO);
    try (ChildJvm child = ChildJvm.start(Locker.class, path.toString(), "reader")) {
      assertThat(child.readLine()).isEqualTo("locked");
    }
    first.close();
    try (ChildJvm child = ChildJvm.start(Locker.class, path.toString())) {
      assertThat(child.readLine()).isEqualTo("refused holder=0");
    }
    second.close();
    open().lock(Duration.ZERO).close();
  }

  @Test
  void writerKeepsReadersOut() throws Exception {
    try (ChildJvm child = ChildJvm.start(Locker.class, path.toString())) {
      assertThat(child.readLine()).isEqualTo("locked");
      assertRefused(RealDirectory.openReadOnly(path), "process pid=" + child.pid());
    }
  }

  @Test
  void readerMakesNoLockFile() throws IOException {
    RealDirectory.openReadOnly(path).lock(Duration.ZERO).close();
    assertThat(new File(path.toString()).list()).isEmpty();
  }
}
