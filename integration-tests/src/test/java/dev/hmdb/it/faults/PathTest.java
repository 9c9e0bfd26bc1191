package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand at the path of a database. */
class PathTest {
  @TempDir Path parent;

  private static void refuses(Path path, String reason) {
    assertThatThrownBy(() -> LedgerDb.open(path))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining(path.getFileName().toString())
        .hasMessageContaining(reason);
  }

  @Test
  void aFileIsRefusedAndKept() throws Exception {
    Path file = Files.writeString(parent.resolve("data"), "mine");
    refuses(file, "is a file");
    assertThatThrownBy(() -> LedgerDb.openReadOnly(file)).isInstanceOf(DatabaseOpenException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void aMissingParentIsNotCreated() {
    refuses(parent.resolve("missing").resolve("data"), "parent");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFileAsParentIsRefused() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "mine");
    refuses(file.resolve("data"), "parent");
  }

  @Test
  void aDanglingLinkIsRefusedAndNotFollowed() throws Exception {
    Path link = Files.createSymbolicLink(parent.resolve("data"), parent.resolve("nowhere"));
    refuses(link, "symbolic link");
    assertThatThrownBy(() -> LedgerDb.openReadOnly(link))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("symbolic link");
    assertThat(parent.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aLinkToADirectoryIsFollowed() throws Exception {
    Path target = Files.createDirectory(parent.resolve("target"));
    Path link = Files.createSymbolicLink(parent.resolve("data"), target);
    try (LedgerDb db = LedgerDb.open(link)) {
      db.debits().put("a", 1L);
      assertThat(db.path()).isEqualTo(target.toRealPath());
    }
    try (LedgerDb db = LedgerDb.open(target)) {
      assertThat(db.debits().get("a")).isEqualTo(1L);
    }
  }

  @Test
  void foreignFilesAreLeftAlone() throws Exception {
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.writeString(data.resolve("notes.txt"), "mine");
    Files.writeString(data.resolve("log-1.hmdb"), "mine");
    Files.createDirectory(data.resolve("folder"));
    try (LedgerDb db = LedgerDb.open(data)) {
      db.debits().put("a", 1L);
    }
    try (LedgerDb db = LedgerDb.open(data)) {
      assertThat(db.debits().get("a")).isEqualTo(1L);
    }
    assertThat(data.resolve("notes.txt")).hasContent("mine");
    assertThat(data.resolve("log-1.hmdb")).hasContent("mine");
    assertThat(data.resolve("folder")).isEmptyDirectory();
  }

  @Test
  void aDirectoryInThePlaceOfTheLogIsRefused() throws Exception {
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.createDirectory(data.resolve("log-0000000000000001.hmdb"));
    refuses(data, "is not a regular file");
  }

  @Test
  void aDirectoryInThePlaceOfTheLockIsRefused() throws Exception {
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.createDirectory(data.resolve("LOCK"));
    refuses(data, "LOCK");
  }

  @Test
  void aStrangeSegmentIsRefusedAndKept() throws Exception {
    Path data = parent.resolve("data");
    LedgerDb.open(data).close();
    Path second = Files.writeString(data.resolve("log-0000000000000002.hmdb"), "strange");
    assertThatThrownBy(() -> LedgerDb.open(data))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(second.toString());
    assertThat(second).hasContent("strange");
  }

  @Test
  void aSegmentBehindAGapIsRefusedAndKept() throws Exception {
    Path data = parent.resolve("data");
    LedgerDb.open(data).close();
    Path third = Files.writeString(data.resolve("log-0000000000000003.hmdb"), "strange");
    assertThatThrownBy(() -> LedgerDb.open(data))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("log-0000000000000002.hmdb")
        .hasMessageContaining("missing");
    assertThat(third).hasContent("strange");
  }

  @Test
  void aDirectoryWithoutTheRightToWriteIsRefusedButRead() throws Exception {
    assumeFalse(isRoot(), "root may write everywhere");
    Path data = parent.resolve("data");
    LedgerDb.open(data).close();
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      refuses(data, "no right to write");
      LedgerDb.openReadOnly(data).close();
    } finally {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aDirectoryWithoutTheRightToReadIsRefused() throws Exception {
    assumeFalse(isRoot(), "root may read everything");
    Path data = parent.resolve("data");
    LedgerDb.open(data).close();
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("---------"));
    try {
      refuses(data, "no right to read");
    } finally {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
