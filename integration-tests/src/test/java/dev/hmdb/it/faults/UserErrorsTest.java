package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.Options;
import dev.hmdb.it.faults.Trapped.Key;
import dev.hmdb.it.faults.Trapped.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user's code throws, wherever: all or nothing, and memory and log agree. */
class UserErrorsTest {
  @TempDir Path directory;
  private TrappedDb db;

  @BeforeEach
  void open() {
    db = TrappedDb.open(directory, Options.defaults().syncInterval(Duration.ofDays(1)));
    for (int i = 0; i < 6; i++) {
      db.first().put(new Key(i), new Value(i));
      db.second().put(i, new Value(i));
    }
  }

  @AfterEach
  void close() {
    Trap.unset();
    db.close();
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    db.first().forEach((key, value) -> contents.put(key.toString(), value.toString()));
    db.second().forEach((key, value) -> contents.put(key.toString(), value.toString()));
    return contents;
  }

  static List<Consumer<TrappedDb>> writes() {
    return List.of(
        db -> db.first().put(new Key(2), new Value(20)),
        db -> db.first().put(new Key(100), new Value(100)),
        db -> db.first().remove(new Key(1)),
        db -> db.first().replace(new Key(3), new Value(3), new Value(30)),
        db -> db.first().merge(new Key(3), new Value(31), (_, changed) -> changed),
        db -> db.first().computeIfAbsent(new Key(101), _ -> new Value(101)),
        db -> db.first().putAll(Map.of(new Key(7), new Value(7), new Key(8), new Value(8))),
        db -> db.first().removeIf((key, _) -> key.number() % 2 == 0),
        db -> db.first().clear(),
        db -> {
          Map<Integer, Value> many = new HashMap<>();
          for (int i = 200; i < 260; i++) {
            many.put(i, new Value(i));
          }
          db.second().putAll(many);
        },
        db ->
            db.transaction((first, second) -> {
              first.clear();
              for (int i = 0; i < 40; i++) {
                first.put(new Key(i), new Value(i + 1000));
              }
              second.remove(3);
              second.put(3, new Value(33));
              first.remove(new Key(5));
              Trap.call();
            }));
  }

  /** Each call of the user's code throws in turn, until one run gets through. */
  @ParameterizedTest
  @MethodSource("writes")
  void whatThrowsAnywhereLeavesAllOrNothing(Consumer<TrappedDb> write) {
    Map<String, String> before = contents();
    int n = 0;
    boolean isDone = false;
    while (!isDone) {
      Throwable thrown = n % 2 == 0 ? new OutOfMemoryError("trap " + n) : new StackOverflowError();
      Trap.set(++n, thrown);
      try {
        write.accept(db);
        isDone = true;
      } catch (Throwable e) {
        assertThat(e).isSameAs(thrown);
      } finally {
        Trap.unset();
      }
      if (!isDone) {
        assertThat(contents()).isEqualTo(before);
      }
    }
    assertThat(n).as("calls of the user's code").isGreaterThan(1);
    Map<String, String> after = contents();
    assertThat(after).isNotEqualTo(before);
    db.close();
    db = TrappedDb.open(directory);
    assertThat(contents()).isEqualTo(after);
  }

  /** Each call while opening throws in turn; what is there must not suffer. */
  @Test
  void whatThrowsWhileOpeningChangesNothing() {
    Map<String, String> before = contents();
    db.close();
    int n = 0;
    boolean isOpen = false;
    while (!isOpen) {
      OutOfMemoryError thrown = new OutOfMemoryError("trap " + n);
      Trap.set(++n, thrown);
      try {
        db = TrappedDb.open(directory);
        isOpen = true;
      } catch (Throwable e) {
        assertThat(e).isSameAs(thrown);
      } finally {
        Trap.unset();
      }
    }
    assertThat(n).isGreaterThan(12);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void anExceptionOfADecoderNamesTheFrame() {
    db.close();
    Trap.set(3, new IllegalStateException("mine"));
    assertThatThrownBy(() -> TrappedDb.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("position")
        .hasMessageContaining("IllegalStateException: mine");
    Trap.unset();
    db = TrappedDb.open(directory);
  }

  @Test
  void anErrorOfABodyAborts() {
    Map<String, String> before = contents();
    OutOfMemoryError thrown = new OutOfMemoryError("mine");
    assertThatThrownBy(() ->
            db.transaction((first, second) -> {
              first.clear();
              second.put(1, new Value(5));
              throw thrown;
            }))
        .isSameAs(thrown);
    assertThat(contents()).isEqualTo(before);
  }
}
