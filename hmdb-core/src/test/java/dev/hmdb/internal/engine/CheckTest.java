package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hmdb.CheckDefinition;
import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Kind;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.TxOptions;
import dev.hmdb.schema.Evolution;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries are as the schema's checks want them. */
@Timeout(60)
class CheckTest {
  private final Engine<Constrained> engine = Constrained.inMemory();
  private final Constrained db = Constrained.of(engine);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void anEntryThatPassesIsPut() {
    db.people().put("ada", "kind");
    assertThat(db.people().get("ada")).isEqualTo("kind");
  }

  @Test
  void anEntryThatDoesNotPassIsRefusedAndNamed() {
    ConstraintViolationException e =
        catchThrowableOfType(
            ConstraintViolationException.class, () -> db.people().put("bob", "rude"));
    assertThat(e)
        .hasMessage(
            "Check isPolite of table people: key bob with the value rude does not pass it: a rude"
                + " word; nothing of the transaction was kept");
    assertThat(e.kind()).isEqualTo(Kind.CHECK);
    assertThat(e.constraint()).isEqualTo("isPolite");
    assertThat(e.table()).isEqualTo("people");
    assertThat(e.key()).isEqualTo("bob");
    assertThat(e.value()).isEqualTo("rude");
    assertThat(db.people().get("bob")).isNull();
  }

  @Test
  void aCheckNeedNotSayWhatIsWrong() {
    assertThatThrownBy(() -> db.files().put(1L, "secret"))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessage(
            "Check isNotSecret of table files: key 1 with the value secret does not pass it;"
                + " nothing of the transaction was kept");
  }

  @Test
  void onlyWhatAnEntryIsAtTheEndCounts() {
    engine.<Boolean, RuntimeException>transaction(
        TxOptions.defaults(),
        tx -> {
          tx.people().put("bob", "rude");
          tx.people().put("bob", "kind");
          return true;
        });
    assertThat(db.people().get("bob")).isEqualTo("kind");
  }

  @Test
  void oneThatDoesNotPassAbortsItsTransaction() {
    assertThatThrownBy(() ->
            engine.<Boolean, RuntimeException>transaction(
                TxOptions.defaults(),
                tx -> {
                  tx.people().put("ada", "kind");
                  tx.people().put("bob", "rude");
                  return true;
                }))
        .isInstanceOf(ConstraintViolationException.class);
    assertThat(db.people().size()).isZero();
  }

  @Test
  void whatACheckThrowsReachesTheCallerAndNothingIsKept() {
    assertThatThrownBy(() -> db.files().put(1L, "bomb"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("do not look at this");
    assertThat(db.files().size()).isZero();
    db.files().put(1L, "harmless");
    assertThat(db.files().size()).isOne();
  }

  @Test
  void aRemovalIsNotChecked() {
    db.people().put("ada", "kind");
    db.people().remove("ada");
    assertThat(db.people().size()).isZero();
  }

  @Test
  void aCheckCannotUseTheDatabase() {
    AtomicReference<Engine<Constrained>> open = new AtomicReference<>();
    CheckDefinition<String, String> writing =
        new CheckDefinition<>(
            "writing",
            Constrained.PEOPLE,
            (key, _) -> Constrained.of(open.get()).badges().put(key, "nested"));
    SchemaDefinition<Constrained> schema =
        new SchemaDefinition<>(
            "Writing",
            Constrained.TABLES,
            List.of(),
            List.of(writing),
            Constrained.Bound::new,
            Evolution.none());
    try (Closing<Constrained> own =
        new Closing<>(Engine.open(schema, null, Options.defaults(), false))) {
      open.set(own.engine);
      Constrained tables = Constrained.of(own.engine);
      assertThatThrownBy(() -> tables.people().put("ada", ""))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("inside a transaction");
      assertThat(tables.people().size()).isZero();
      tables.badges().put("ada", "");
      assertThat(tables.badges().size()).isOne();
    }
  }

  private record Closing<S>(Engine<S> engine) implements AutoCloseable {
    @Override
    public void close() {
      engine.close();
    }
  }
}
