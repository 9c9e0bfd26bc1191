package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.CompactionResult;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Stats;
import dev.hmdb.TxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CompactionTest {
  private static final Options MANUAL = Options.defaults().compaction(Compaction.manual());

  @TempDir Path directory;

  private List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".hmdb"))
          .sorted()
          .toList();
    }
  }

  private TwoTablesDb open() {
    return TwoTablesDb.open(directory, MANUAL);
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsThereAfterwards(Durability durability) {
    try (TwoTablesDb db = TwoTablesDb.open(directory, MANUAL.durability(durability))) {
      db.words().put("a", "1");
      db.words().put("b", "2");
      db.words().remove("b");
      db.compact();
      assertThat(db.words().asMap()).isEqualTo(Map.of("a", "1"));
      db.words().put("c", "3");
    }
    try (TwoTablesDb db = open()) {
      assertThat(db.words().asMap()).isEqualTo(Map.of("a", "1", "c", "3"));
      assertThat(db.stats().recoveredCommits()).isEqualTo(1);
    }
  }

  @Test
  void oneSnapshotAndOneSegmentAreLeft() throws IOException {
    try (TwoTablesDb db = open()) {
      for (int i = 0; i < 3; i++) {
        db.words().put("a", "" + i);
        db.compact();
      }
      assertThat(files())
          .containsExactly("log-0000000000000004.hmdb", "snapshot-0000000000000004.hmdb");
    }
    assertThat(files())
        .containsExactly("log-0000000000000004.hmdb", "snapshot-0000000000000004.hmdb");
  }

  @Test
  void resultSaysWhatWasSaved() {
    try (TwoTablesDb db = open()) {
      for (int i = 0; i < 20_000; i++) {
        db.words().put("a", "" + i);
      }
      CompactionResult result = db.compact();
      assertThat(result.bytesBefore()).isGreaterThan(300_000);
      assertThat(result.bytesAfter()).isLessThan(100_000).isEqualTo(db.stats().diskBytes());
      assertThat(result.bytesSaved()).isEqualTo(result.bytesBefore() - result.bytesAfter());
    }
  }

  @Test
  void withoutCommitsSinceNothingIsWritten() {
    try (TwoTablesDb db = open()) {
      db.words().put("a", "1");
      db.compact();
      Stats before = db.stats();
      CompactionResult result = db.compact();
      assertThat(result.bytesSaved()).isZero();
      assertThat(db.stats()).isEqualTo(before);
      assertThat(before.compactions()).isEqualTo(1);
    }
  }

  @Test
  void afterReopeningWithoutCommitsNothingIsWritten() throws IOException {
    try (TwoTablesDb db = open()) {
      db.words().put("a", "1");
      db.compact();
    }
    List<String> before = files();
    try (TwoTablesDb db = open()) {
      db.compact();
      assertThat(db.stats().compactions()).isZero();
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aSnapshotTakenBeforeIsReadableAfterwards() {
    try (TwoTablesDb db = open()) {
      db.words().put("a", "1");
      try (var snapshot = db.snapshot()) {
        db.words().put("a", "2");
        db.compact();
        assertThat(snapshot.tables().words().get("a")).isEqualTo("1");
      }
    }
  }

  @Test
  void compactedDatabaseOpensReadOnly() {
    try (TwoTablesDb db = open()) {
      db.words().put("a", "1");
      db.compact();
      db.numbers().put(1L, 2L);
    }
    try (TwoTablesDb db = TwoTablesDb.openReadOnly(directory)) {
      assertThat(db.words().get("a")).isEqualTo("1");
      assertThat(db.numbers().get(1L)).isEqualTo(2);
      assertThatThrownBy(db::compact).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void inMemoryThereIsNothingToCompact() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.words().put("a", "1");
      assertThat(db.compact()).isEqualTo(new CompactionResult(0, 0));
    }
  }

  @Test
  void insideATransactionItIsRefused() {
    try (TwoTablesDb db = open()) {
      assertThatThrownBy(() -> db.transaction(TxOptions.lockAll(), tx -> db.compact()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void afterCloseItIsRefused() {
    TwoTablesDb db = open();
    db.close();
    assertThatThrownBy(db::compact).isInstanceOf(DatabaseClosedException.class);
  }

  @Test
  void filesAreLittleMoreThanTheDataOnceClosed() throws IOException {
    long encoded = 0;
    try (TwoTablesDb db = open()) {
      for (int i = 0; i < 100_000; i++) {
        String key = "key-" + i;
        String value = "value-" + i * 7L;
        db.words().put(key, value);
        encoded += key.length() + 1 + value.length() + 1;
      }
      db.compact();
    }
    long bytes = 0;
    for (String name : files()) {
      bytes += Files.size(directory.resolve(name));
    }
    assertThat(bytes).isLessThan((long) (1.05 * encoded) + 2 * 16);
  }
}
