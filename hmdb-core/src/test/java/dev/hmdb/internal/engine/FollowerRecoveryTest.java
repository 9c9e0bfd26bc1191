package dev.hmdb.internal.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.log.ControlFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogScan;
import dev.hmdb.internal.table.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading a database while another process mends its files. */
@Timeout(60)
class FollowerRecoveryTest {
  @TempDir Path path;

  private final DatabaseId id = DatabaseId.random();
  private Directory directory;
  private ControlFile control;
  private long end;

  @BeforeEach
  void make() throws IOException {
    directory = RealDirectory.open(path, true);
    Encoder catalog = new Encoder();
    Catalog.empty().with(TwoTables.SCHEMA).encode(catalog);
    Log.createFile(directory, id, 1, catalog.toByteArray());
    end = LogScan.readOnly(directory, 1, id, (_, _, _, _, _) -> {}).end();
    try (DiskFile file = directory.open(directory.list().getFirst(), Access.READ_WRITE)) {
      file.zeroFill(file.size(), file.size() + 200);
    }
    control = ControlFile.make(directory, id);
  }

  @AfterEach
  void close() {
    control.close();
  }

  private Follower.Loaded load() throws IOException {
    LogReplay replay =
        new LogReplay(
            path,
            TwoTables.SCHEMA,
            Engine.emptyTables(TwoTables.SCHEMA, new Clock()),
            Progress.UNHEARD);
    return Follower.load(directory, control, null, replay);
  }

  @Test
  void damageIsDamageWhileNobodyMendsIt() {
    control.restart(end + 100, 1, 0, false);
    assertThatThrownBy(this::load).isInstanceOf(CorruptDatabaseException.class);
  }

  @Test
  void whatIsBeingMendedIsReadAgain() throws Exception {
    control.restart(end + 100, 1, 0, false); // more than there are frames
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<Follower.Loaded> read = new CompletableFuture<>();
    ControlFile.recovering(
        directory,
        () -> {
          reader.set(
              Thread.ofPlatform()
                  .start(() -> {
                    try {
                      read.complete(load());
                    } catch (Throwable t) {
                      read.completeExceptionally(t);
                    }
                  }));
          awaitPaused(reader.get(), read);
          control.restart(end, 1, 0, false);
          return true;
        });
    try (var log = read.get(30, SECONDS).log()) {
      assertThat(read.get().state().end()).isEqualTo(end);
      assertThat(log.bytes()).isPositive();
    }
  }

  /** It may have left the files half mended. */
  @Test
  void afterARecoveryThatFailedTheFilesAreNotTakenForMended() throws Exception {
    assertThatThrownBy(() ->
            ControlFile.recovering(
                directory,
                () -> {
                  throw new IOException("failed");
                }))
        .hasMessage("failed");
    assertThat(isBeingMended()).isTrue();
    ControlFile.recovering(directory, () -> true);
    assertThat(isBeingMended()).isFalse();
  }

  private boolean isBeingMended() throws IOException {
    byte[] found = new byte[Long.BYTES];
    try (DiskFile file = directory.open(ControlFile.NAME, Access.READ)) {
      assertThat(file.read(288, found, 0, found.length)).isEqualTo(found.length);
    }
    return found[0] != 0;
  }

  @Test
  void whatASalvageMadeIsReadByWhoHadTheControlFileBefore() throws Exception {
    control.restart(end, 1, 0, false);
    DatabaseId another = DatabaseId.random();
    Encoder catalog = new Encoder();
    Catalog.empty().with(TwoTables.SCHEMA).encode(catalog);
    directory.delete(
        directory.list().stream().filter(name -> name.startsWith("log")).findAny().get());
    Log.createFile(directory, another, 1, catalog.toByteArray());
    try (ControlFile made = ControlFile.make(directory, another)) {
      made.restart(end, 1, 0, false);
    }
    try (var log = load().log()) {
      assertThat(log.bytes()).isPositive();
    }
  }

  /** Until it has found the damage, and waits. */
  private static void awaitPaused(Thread reader, CompletableFuture<?> read) {
    while (reader.getState() != Thread.State.TIMED_WAITING && !read.isDone()) {
      Thread.onSpinWait();
    }
  }
}
