package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.engine.TwoTablesDb;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // the null arguments are the point
class GeneratedDatabaseTest {
  @TempDir Path directory;

  @Test
  void itsTextSaysSchemaPathAndState() throws Exception {
    TwoTablesDb db = TwoTablesDb.open(directory);
    String text = "dev.hmdb.test.TwoTables[" + directory.toRealPath();
    assertThat(db).hasToString(text + ", open]");
    db.close();
    assertThat(db).hasToString(text + ", closed]");
    try (TwoTablesDb readOnly = TwoTablesDb.openReadOnly(directory)) {
      assertThat(readOnly).hasToString(text + ", read-only, open]");
    }
    try (TwoTablesDb memory = TwoTablesDb.inMemory()) {
      assertThat(memory).hasToString("dev.hmdb.test.TwoTables[in memory, open]");
    }
  }

  @Test
  void aNullBodyIsNamed() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      refusesNull("body", () -> db.transaction(null));
      refusesNull("body", () -> db.transaction(TxOptions.lockAll(), null));
      refusesNull("body", () -> db.transactionResult(null));
      refusesNull("body", () -> db.read(null));
    }
  }

  @Test
  void nullOptionsAreNamed() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      refusesNull("options", () -> db.transaction(null, _ -> {}));
      refusesNull("options", () -> db.transactionResult(null, _ -> ""));
    }
  }

  @Test
  void aSecondOpenIsRefusedInOneSentence() {
    try (TwoTablesDb _ = TwoTablesDb.open(directory)) {
      assertThatThrownBy(() -> TwoTablesDb.open(directory))
          .isInstanceOf(DatabaseLockedException.class)
          .hasMessageContaining("has it open already")
          .hasNoCause();
    }
  }

  private static void refusesNull(String name, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name + " is null");
  }
}
