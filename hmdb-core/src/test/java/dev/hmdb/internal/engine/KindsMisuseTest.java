package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.KeyRange;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said to whoever uses one of the kinds of table wrongly. */
class KindsMisuseTest {
  private final KindsDb db = KindsDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private void assertNamed(String call, Consumer<Kinds> misuse) {
    db.transaction(_ ->
        assertThatThrownBy(() -> misuse.accept(db.own()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith(
                call + " was called inside a transaction of the same database"));
  }

  @Test
  void whatWasCalledInsideIsNamed() {
    assertNamed("byPlan().get(…).size", tables -> tables.byPlan().get("free").size());
    assertNamed("byPlan().containsKey", tables -> tables.byPlan().containsKey("free"));
    assertNamed("byAge().get(…).first", tables -> tables.byAge().get(20).first());
    assertNamed("byAge().containsKey", tables -> tables.byAge().containsKey(20));
    assertNamed("byAge().firstKey", tables -> tables.byAge().firstKey());
    assertNamed(
        "byPhone().range(…).stream", tables -> tables.byPhone().range(KeyRange.all()).stream());
    assertNamed("byEmail().containsKey", tables -> tables.byEmail().containsKey("a@"));
    assertNamed(
        "events().range(…).size", tables -> tables.events().range(KeyRange.atLeast("a")).size());
    assertNamed("events().first", tables -> tables.events().first());
    assertNamed("events().floor", tables -> tables.events().floor("a"));
    assertNamed("events().select", tables -> tables.events().select(1));
    assertNamed("events().rank", tables -> tables.events().rank("a"));
    assertNamed("notes().get", tables -> tables.notes().get(0));
  }

  @Test
  void addAllSaysWhatIsNull() {
    assertThatThrownBy(() -> db.own().notes().addAll(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("elements is null");
    assertThatThrownBy(() -> db.own().notes().addAll(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("element is null");
    assertThat(db.own().notes().isEmpty()).isTrue();
  }

  @Test
  void entriesSayWhatTheyAreOf() {
    assertThat(db.own().events().range(KeyRange.all())).hasToString("Entries[events]");
    assertThat(db.own().byPlan().get("free").reversed()).hasToString("Entries[byPlan]");
    assertThat(db.own().byAge().get(20)).hasToString("Entries[byAge]");
  }
}
