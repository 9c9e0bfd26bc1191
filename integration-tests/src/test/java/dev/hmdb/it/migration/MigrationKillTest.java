package dev.hmdb.it.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Migration;
import dev.hmdb.MigrationException;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.it.ChildJvm;
import dev.hmdb.it.Seed;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM that migrates and goes back, at any moment, and does the rest itself. */
class MigrationKillTest {
  private static final int ROUNDS = Integer.getInteger("hmdb.killRounds", 10);
  private static final int ACCOUNTS = 3000;

  @TempDir Path directory;
  private final Random random = new Random(Seed.next("MigrationKillTest"));

  @Test
  void wheneverItDiesItIsOneStateAndCanBeRunAgain() throws Exception {
    Content.write(directory, ACCOUNTS);
    for (int round = 0; round < ROUNDS; round++) {
      try (ChildJvm child = ChildJvm.start(KilledMigration.class, directory)) {
        child.await("begin");
        for (int lines = random.nextInt(20); lines > 0; lines--) {
          assertThat(child.line()).isNotEmpty();
        }
        LockSupport.parkNanos(random.nextInt(20_000_000));
        child.kill();
      }
      if (round % 2 == 0) {
        requireOneState();
        Content.migration(directory).run();
        Content.requireAfter(directory, ACCOUNTS);
      } else {
        goBackIfMigrated();
        Content.requireBefore(directory, ACCOUNTS);
      }
    }
  }

  private void requireOneState() {
    try {
      Content.requireBefore(directory, ACCOUNTS);
    } catch (SchemaMismatchException e) {
      Content.requireAfter(directory, ACCOUNTS);
    }
  }

  private void goBackIfMigrated() {
    try {
      Migration.goBack(directory);
    } catch (MigrationException e) {
      assertThat(e).hasMessageContaining("there is no state from before a migration");
    }
  }
}
