package dev.hmdb.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.RecoveryProgress;
import dev.hmdb.SalvageReport;
import dev.hmdb.it.LedgerDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps data through damage, on real files. */
class SalvageAndBackupTest {
  @TempDir Path parent;

  /** Puts two entries into a directory, each in a transaction of its own. */
  private Path directory() {
    Path directory = parent.resolve("data");
    try (LedgerDb db = LedgerDb.open(directory)) {
      db.debits().put("early", 1L);
      db.debits().put("later", 2L);
    }
    return directory;
  }

  private static void damage(Path directory, String text) throws IOException {
    Path log = directory.resolve("log-0000000000000001.hmdb");
    byte[] bytes = Files.readAllBytes(log);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    bytes[at + text.length()] ^= 1;
    Files.write(log, bytes);
  }

  @Test
  void aDamagedTransactionIsLeftOutAndReported() throws IOException {
    Path directory = directory();
    damage(directory, "early");

    assertThatThrownBy(() -> LedgerDb.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("Recovery.SALVAGE");
    try (LedgerDb db = LedgerDb.open(directory, Options.defaults().recovery(Recovery.SALVAGE))) {
      assertThat(db.debits().asMap()).isEqualTo(Map.of("later", 2L));
      SalvageReport report = db.salvageReport();
      assertThat(report).isNotNull();
      assertThat(report.damages().getFirst().keys()).isEqualTo(Map.of("debits", List.of("early")));
      assertThat(report.originals())
          .allSatisfy(name -> assertThat(directory.resolve(name)).exists());
    }
    try (LedgerDb db = LedgerDb.open(directory)) {
      assertThat(db.salvageReport()).isNull();
      assertThat(db.debits().asMap()).isEqualTo(Map.of("later", 2L));
    }
  }

  @Test
  void aBackupOpensBesideItsDatabase() {
    try (LedgerDb db = LedgerDb.open(directory())) {
      db.backup(parent.resolve("copy"));
      db.debits().put("after", 3L);
      try (LedgerDb copy = LedgerDb.open(parent.resolve("copy"))) {
        assertThat(copy.debits().asMap()).isEqualTo(Map.of("early", 1L, "later", 2L));
      }
    }
  }

  @Test
  void theListenerHearsTheEnd() {
    Path directory = directory();
    List<RecoveryProgress> told = new ArrayList<>();
    LedgerDb.open(directory, Options.defaults().recoveryListener(told::add)).close();

    assertThat(told.getLast().bytesDone()).isEqualTo(told.getLast().bytesTotal());
    assertThat(told.getLast().entries()).isEqualTo(2);
  }
}
