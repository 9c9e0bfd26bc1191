package dev.hmdb.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.it.ChildJvm;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM that writes and compacts, again and again, and looks what is there. */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("hmdb.killRounds", 10);

  /** Of the tests that kill at one moment each. */
  private static final int SHORT_ROUNDS = (ROUNDS + 1) / 2;

  private static final long ENDLESS = 1L << 40;

  /** Each life counts on from here, so that a number tells the life it is of. */
  private static final long LIFE = 1_000_000;

  @TempDir Path directory;
  private final Acknowledged acknowledged = new Acknowledged();
  private final Random random = new Random(Seed.next("KillTest"));

  private ChildJvm writer(Durability durability, long first, long commits) throws Exception {
    return ChildJvm.start(KilledWriter.class, directory, durability, first, commits);
  }

  private void requireAcknowledged(long first) {
    try (LedgerDb db = LedgerDb.open(directory)) {
      acknowledged.requireIn(db, first);
    }
  }

  private static void passMicros(long micros) {
    long end = System.nanoTime() + micros * 1000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  @Test
  void whatWasAcknowledgedIsThereWhole() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Durability durability = round % 2 == 0 ? Durability.BUFFERED : Durability.SYNC;
      long first = round * LIFE;
      try (ChildJvm child = writer(durability, first, ENDLESS)) {
        child.await("opening");
        child.await("open");
        int lines = random.nextInt(1, 1000);
        for (int i = 0; i < lines; i++) {
          acknowledged.add(List.of(child.line()));
        }
        child.kill();
        acknowledged.add(child.restOfOutput());
      }
      requireAcknowledged(first);
    }
  }

  @Test
  void aKillWhileOpeningLosesNothing() throws Exception {
    try (ChildJvm child = writer(Durability.BUFFERED, 0, 1000)) {
      acknowledged.add(child.restOfOutput());
      assertThat(child.awaitEnd()).isZero();
    }
    for (int round = 1; round <= SHORT_ROUNDS; round++) {
      leaveATail();
      long first = round * LIFE;
      try (ChildJvm child = writer(Durability.BUFFERED, first, ENDLESS)) {
        child.await("opening");
        passMicros(random.nextInt(150_000));
        child.kill();
        acknowledged.add(child.restOfOutput());
      }
      requireAcknowledged(first);
    }
  }

  /** Half a frame, as a power cut could leave it, so that opening has something to cut off. */
  private void leaveATail() throws Exception {
    Path log;
    try (Stream<Path> files = Files.list(directory)) {
      log =
          files
              .filter(file -> file.getFileName().toString().matches("log-\\d+\\.hmdb"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    byte[] tail = new byte[10_000];
    random.nextBytes(tail);
    Files.write(log, tail, StandardOpenOption.APPEND);
  }

  @Test
  void aKillWhileCreatingLeavesADatabaseOrNone() throws Exception {
    for (int round = 0; round < SHORT_ROUNDS; round++) {
      Path fresh = directory.resolve("fresh-" + round);
      try (ChildJvm child =
          ChildJvm.start(KilledWriter.class, fresh, Durability.BUFFERED, 0, ENDLESS)) {
        child.await("opening");
        passMicros(random.nextInt(120_000));
        child.kill();
        Acknowledged ofThis = new Acknowledged();
        ofThis.add(child.restOfOutput());
        try (LedgerDb db = LedgerDb.open(fresh)) {
          ofThis.requireIn(db, 0);
        }
      }
    }
  }

  @Test
  void aKillWhileClosingLosesNothing() throws Exception {
    for (int round = 0; round < SHORT_ROUNDS; round++) {
      long first = round * LIFE;
      try (ChildJvm child = writer(Durability.BUFFERED, first, 50)) {
        String line = child.line();
        while (!line.equals("closing")) {
          acknowledged.add(List.of(line));
          line = child.line();
        }
        passMicros(random.nextInt(8_000));
        child.kill();
      }
      requireAcknowledged(first + 50);
    }
  }

  @Test
  void theLockIsFreeAfterAKill() throws Exception {
    try (ChildJvm child = writer(Durability.SYNC, 0, ENDLESS)) {
      child.await("opening");
      child.await("open");
      child.kill();
    }
    LedgerDb.open(directory, Options.defaults().createIfMissing(false)).close();
  }
}
