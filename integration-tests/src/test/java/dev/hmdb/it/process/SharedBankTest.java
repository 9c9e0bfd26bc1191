package dev.hmdb.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.it.ChildJvm;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes move money in one database, which compacts itself meanwhile. */
@Timeout(120)
class SharedBankTest {
  private static final int PROCESSES = 4;

  @TempDir Path directory;
  private final Random random = new Random(Seed.next("SharedBankTest"));

  private ChildJvm teller() throws Exception {
    return ChildJvm.start(SharedTeller.class, directory, random.nextLong());
  }

  /** Waits until a teller has made so many hundred transfers more. */
  private static void await(ChildJvm teller, int hundreds) throws Exception {
    for (int i = 0; i < hundreds; i++) {
      assertThat(teller.line()).doesNotStartWith("wrong");
    }
  }

  @Test
  void theSumHoldsAndNobodyStarves() throws Exception {
    List<ChildJvm> tellers = new ArrayList<>();
    try (LedgerDb db = LedgerDb.open(directory, SharedTeller.options())) {
      for (int i = 0; i < SharedTeller.ACCOUNTS; i++) {
        db.debits().put(Integer.toString(i), SharedTeller.EACH);
      }
      for (int i = 0; i < PROCESSES; i++) {
        tellers.add(teller());
      }
      for (ChildJvm teller : tellers) {
        teller.await("open");
      }
      // Each gets on while all others write as fast as they can.
      for (ChildJvm teller : tellers) {
        await(teller, 5);
      }
      tellers.getFirst().kill();
      for (ChildJvm teller : tellers.subList(1, PROCESSES)) {
        await(teller, 3);
        String wrong = db.read(ledger -> SharedTeller.sum(ledger, "parent"));
        assertThat(wrong).isEmpty();
      }
      // Somebody compacts, or did before it was killed: each looks a few times a second.
      while (db.stats().snapshotBytes() == 0) {
        for (ChildJvm teller : tellers.subList(1, PROCESSES)) {
          await(teller, 1);
        }
      }
      for (ChildJvm teller : tellers.subList(1, PROCESSES)) {
        teller.goOn();
        List<String> rest = teller.restOfOutput();
        assertThat(rest).noneMatch(line -> line.startsWith("wrong"));
        assertThat(rest.getLast()).startsWith("end");
        assertThat(teller.awaitEnd()).isZero();
      }
    } finally {
      tellers.forEach(ChildJvm::close);
    }
    try (LedgerDb alone = LedgerDb.open(directory)) {
      assertThat(SharedTeller.sum(alone, "alone")).isEmpty();
    }
  }
}
