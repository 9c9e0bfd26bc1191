package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealDirectoryTest {
  @TempDir Path parent;

  @Nested
  class AsAnyDirectory extends DiskContract {
    @Override
    Directory directory() throws IOException {
      return RealDirectory.open(parent.resolve("db"), true);
    }
  }

  @Test
  void missingDirectoryIsCreated() throws IOException {
    RealDirectory.open(parent.resolve("db"), true).close();
    assertThat(parent.resolve("db")).isDirectory();
  }

  @Test
  void missingDirectoryIsNotCreatedUnasked() {
    assertThatThrownBy(() -> RealDirectory.open(parent.resolve("db"), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(parent.resolve("db").toString())
        .hasMessageContaining("does not exist");
    assertThat(parent.resolve("db")).doesNotExist();
  }

  @Test
  void missingParentIsNamedAndNotCreated() {
    assertThatThrownBy(() -> RealDirectory.open(parent.resolve("a/b"), true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its parent " + parent.resolve("a"));
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void fileIsNoDirectory() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> RealDirectory.open(file, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> RealDirectory.open(file.resolve("db"), true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void danglingLinkIsNamedAsSuch() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("nowhere"));
    assertThatThrownBy(() -> RealDirectory.open(link, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link to something that does not exist");
    assertThatThrownBy(() -> RealDirectory.openReadOnly(link))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link to something that does not exist");
  }

  @Test
  void pathIsTheRealOne() throws IOException {
    Path real = Files.createDirectory(parent.resolve("real")).toRealPath();
    Path link = Files.createSymbolicLink(parent.resolve("link"), real);
    try (RealDirectory directory = RealDirectory.open(link, true)) {
      assertThat(directory.path()).isEqualTo(real);
    }
  }

  @Test
  void directoryWithoutTheRightToWriteOpensReadOnlyAlone() throws IOException {
    Path path = Files.createDirectory(parent.resolve("db"));
    Files.createFile(path.resolve("a"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(path), "root may write anywhere");
    assertThatThrownBy(() -> RealDirectory.open(path, true))
        .hasMessageContaining("no right to write");
    try (RealDirectory directory = RealDirectory.openReadOnly(path);
        DirectoryLock lock = directory.lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertThat(directory.list()).containsExactly("a");
    }
  }

  @Test
  void readOnlyDirectoryIsNeverChanged() throws IOException {
    Files.createFile(parent.resolve("a"));
    try (RealDirectory directory = RealDirectory.openReadOnly(parent);
        DirectoryLock lock = directory.lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> directory.create("b")).hasMessageContaining("read-only");
      assertThatThrownBy(() -> directory.delete("a")).hasMessageContaining("read-only");
      assertThatThrownBy(() -> directory.rename("a", "b")).hasMessageContaining("read-only");
      assertThatThrownBy(() -> directory.open("a", Access.READ_WRITE))
          .hasMessageContaining("read-only");
    }
    assertThat(parent.toFile().list()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCK", "LOCK/", "owner", "a/b", "..", ".", "", "/tmp", "/"})
  void namesThatAreNotItsOwnAreRefused(String name) throws IOException {
    try (RealDirectory directory = RealDirectory.open(parent, false)) {
      assertThatThrownBy(() -> directory.create(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> directory.delete(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> directory.open(name, Access.READ))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void filesOfTheLockAreNotListed() throws IOException {
    try (RealDirectory directory = RealDirectory.open(parent, false);
        DirectoryLock lock = directory.lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertThat(parent.resolve("LOCK")).exists();
      assertThat(parent.resolve("owner")).exists();
      assertThat(directory.list()).isEmpty();
    }
  }

  @Test
  void creationIsUndone() throws IOException {
    Path path = parent.resolve("db");
    RealDirectory directory = RealDirectory.open(path, true);
    try (DirectoryLock lock = directory.lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      directory.undoCreation();
    }
    assertThat(parent).isEmptyDirectory();
    RealDirectory again = RealDirectory.open(path, true);
    again.lock(Duration.ZERO).close();
  }

  @Test
  void creationIsNotUndoneForADirectoryThatWasThere() throws IOException {
    try (RealDirectory directory = RealDirectory.open(parent, true)) {
      directory.undoCreation();
    }
    assertThat(parent).exists();
  }

  @Test
  void creationIsNotUndoneIfSomethingIsInTheDirectory() throws IOException {
    Path path = parent.resolve("db");
    try (RealDirectory directory = RealDirectory.open(path, true)) {
      directory.create("a").close();
      directory.undoCreation();
    }
    assertThat(path.resolve("a")).exists();
  }

  @Test
  void creationIsNotUndoneUnderAnotherHolder() throws IOException {
    Path path = parent.resolve("db");
    RealDirectory creator = RealDirectory.open(path, true);
    try (RealDirectory other = RealDirectory.open(path, true);
        DirectoryLock lock = other.lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      creator.undoCreation();
      assertThat(path).exists();
    }
  }

  @Test
  void failedOpensLeakNoHandles() throws IOException {
    Path handles = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(handles));
    int before = handles.toFile().list().length;
    try (RealDirectory directory = RealDirectory.open(parent, false);
        DirectoryLock lock = directory.lock(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      Files.createDirectory(parent.resolve("d"));
      for (int i = 0; i < 2_000; i++) {
        assertThatThrownBy(() -> directory.open("d", Access.READ)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> directory.create("d")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> directory.lock(Duration.ZERO)).isInstanceOf(IOException.class);
      }
    }
    assertThat(handles.toFile().list().length).isLessThan(before + 100);
  }
}
