package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every directory does. */
abstract class DiskContract {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  Directory directory;

  abstract Directory directory() throws IOException;

  @BeforeEach
  void openDirectory() throws IOException {
    directory = directory();
  }

  private DiskFile hello() throws IOException {
    DiskFile file = directory.create("hello");
    file.write(0, HELLO, 0, HELLO.length);
    return file;
  }

  private static String text(DiskFile file) throws IOException {
    byte[] bytes = new byte[(int) file.size()];
    assertThat(file.read(0, bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private void failsNamingTheFile(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.path().resolve("hello").toString());
  }

  @Test
  void newDirectoryIsEmpty() throws IOException {
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    try (DiskFile file = hello()) {
      assertThat(text(file)).isEqualTo("hello");
      assertThat(file.name()).isEqualTo("hello");
    }
  }

  @Test
  void readsOnlyUpToTheEnd() throws IOException {
    try (DiskFile file = hello()) {
      byte[] bytes = new byte[10];
      assertThat(file.read(3, bytes, 1, 9)).isEqualTo(2);
      assertThat(bytes).startsWith(0, 'l', 'o', 0);
      assertThat(file.read(5, bytes, 0, 1)).isZero();
      assertThat(file.read(50, bytes, 0, 1)).isZero();
    }
  }

  @Test
  void writingBehindTheEndLeavesZeros() throws IOException {
    try (DiskFile file = hello()) {
      file.write(7, HELLO, 1, 2);
      assertThat(text(file)).isEqualTo("hello\0\0el");
    }
  }

  @Test
  void truncatingCutsAndExtends() throws IOException {
    try (DiskFile file = hello()) {
      file.truncate(2);
      file.truncate(4);
      assertThat(text(file)).isEqualTo("he\0\0");
    }
  }

  @Test
  void zeroFillOverwritesAndExtends() throws IOException {
    try (DiskFile file = hello()) {
      file.zeroFill(4, 200_000);
      assertThat(file.size()).isEqualTo(200_000);
      assertThat(text(file)).startsWith("hell\0").endsWith("\0");
    }
  }

  @Test
  void filesAreListedInOrder() throws IOException {
    for (String name : List.of("b", "a", "c")) {
      directory.create(name).close();
    }
    assertThat(directory.list()).containsExactly("a", "b", "c");
    assertThat(directory.exists("a")).isTrue();
    assertThat(directory.exists("d")).isFalse();
  }

  @Test
  void existingFileIsNotCreated() throws IOException {
    hello().close();
    failsNamingTheFile(() -> directory.create("hello"));
  }

  @Test
  void missingFileIsNotOpenedAndNotCreated() {
    failsNamingTheFile(() -> directory.open("hello", Access.READ_WRITE));
    failsNamingTheFile(() -> directory.open("hello", Access.READ));
    failsNamingTheFile(() -> directory.delete("hello"));
    failsNamingTheFile(() -> directory.rename("hello", "b"));
  }

  @Test
  void fileOpenedForReadingIsNotWritten() throws IOException {
    hello().close();
    try (DiskFile file = directory.open("hello", Access.READ)) {
      failsNamingTheFile(() -> file.write(0, HELLO, 0, 1));
      assertThat(text(file)).isEqualTo("hello");
    }
  }

  @Test
  void renamingReplaces() throws IOException {
    hello().close();
    directory.create("other").close();
    directory.rename("hello", "other");
    assertThat(directory.list()).containsExactly("other");
    try (DiskFile file = directory.open("other", Access.READ)) {
      assertThat(text(file)).isEqualTo("hello");
    }
  }

  @Test
  void deletedFileIsGone() throws IOException {
    hello().close();
    directory.delete("hello");
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void closedFileIsNotUsed() throws IOException {
    DiskFile file = hello();
    file.close();
    file.close();
    failsNamingTheFile(file::size);
    failsNamingTheFile(() -> file.write(0, HELLO, 0, 1));
    failsNamingTheFile(() -> file.read(0, new byte[1], 0, 1));
    failsNamingTheFile(file::sync);
  }

  @Test
  void mappingAndFileShowTheSameBytes() throws IOException {
    try (DiskFile file = hello();
        MappedRegion region = file.map(1, 4)) {
      region.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'E');
      assertThat(text(file)).isEqualTo("hEllo");
      file.write(4, new byte[] {'O'}, 0, 1);
      assertThat(region.segment().get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 'O');
      assertThat(region.segment().byteSize()).isEqualTo(4);
    }
  }

  @Test
  void mappingSurvivesGrowthAndMeetsALaterOne() throws IOException {
    try (DiskFile file = hello();
        MappedRegion first = file.map(0, 5)) {
      file.zeroFill(5, 100_000);
      try (MappedRegion second = file.map(0, 100_000)) {
        first.segment().set(ValueLayout.JAVA_BYTE, 4, (byte) 'x');
        assertThat(second.segment().get(ValueLayout.JAVA_BYTE, 4)).isEqualTo((byte) 'x');
      }
    }
  }

  @Test
  void mappingLivesLongerThanTheFileIsOpen() throws IOException {
    DiskFile file = hello();
    try (MappedRegion region = file.map(0, 5)) {
      file.close();
      region.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'H');
    }
    try (DiskFile again = directory.open("hello", Access.READ)) {
      assertThat(text(again)).isEqualTo("Hello");
    }
  }

  @Test
  void mappingBehindTheEndIsRefused() throws IOException {
    try (DiskFile file = hello()) {
      failsNamingTheFile(() -> file.map(3, 3));
      failsNamingTheFile(() -> file.map(0, 0));
    }
  }

  @Test
  void unmappingTwiceIsHarmless() throws IOException {
    try (DiskFile file = hello()) {
      MappedRegion region = file.map(0, 5);
      region.close();
      region.close();
    }
  }

  @Test
  void secondLockIsRefusedUntilTheFirstIsReleased() throws IOException {
    DirectoryLock lock = directory.lock(Duration.ZERO);
    assertThatThrownBy(() -> directory.lock(Duration.ZERO))
        .isInstanceOf(DirectoryLockedException.class)
        .hasMessageContaining(directory.path().toString());
    lock.close();
    lock.close();
    directory.lock(Duration.ZERO).close();
  }

  /**
   * Every call by a thread that is interrupted already: it does its work, and the interrupt stays.
   */
  private void runInterrupted() throws Exception {
    DirectoryLock lock = interrupted(() -> directory.lock(Duration.ofDays(1)));
    DiskFile file = interrupted(() -> directory.create("hello"));
    interrupted(() -> {
      file.write(0, HELLO, 0, HELLO.length);
      return null;
    });
    assertThat(interrupted(() -> text(file))).isEqualTo("hello");
    interrupted(() -> {
      file.zeroFill(5, 10_000);
      return null;
    });
    MappedRegion region = interrupted(() -> file.map(0, 10_000));
    region.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'H');
    interrupted(() -> {
      file.sync();
      directory.sync();
      region.close();
      file.truncate(5);
      file.sync();
      return null;
    });
    assertThat(interrupted(file::size)).isEqualTo(5);
    assertThat(text(file)).isEqualTo("Hello"); // it is still open
    interrupted(() -> {
      file.close();
      directory.rename("hello", "b");
      directory.open("b", Access.READ).close();
      directory.delete("b");
      directory.sync();
      lock.close();
      return null;
    });
    assertThat(interrupted(directory::list)).isEmpty();
  }

  private static <T> T interrupted(Callable<T> call) throws Exception {
    Thread.currentThread().interrupt();
    T result = call.call();
    assertThat(Thread.interrupted()).isTrue();
    return result;
  }

  @Test
  void interruptsOfAPlatformThreadDoNoHarm() throws Exception {
    runIn(Thread.ofPlatform()::unstarted);
  }

  @Test
  void interruptsOfAVirtualThreadDoNoHarm() throws Exception {
    runIn(Thread.ofVirtual()::unstarted);
  }

  private void runIn(Function<Runnable, Thread> factory) throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          runInterrupted();
          return null;
        });
    factory.apply(task).start();
    task.get();
  }
}
