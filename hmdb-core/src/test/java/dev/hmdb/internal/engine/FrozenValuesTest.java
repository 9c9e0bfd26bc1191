package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Snapshot;
import dev.hmdb.Table;
import dev.hmdb.internal.engine.Records.User;
import dev.hmdb.internal.engine.Records.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenValuesTest {
  private static final UUID KEY = new UUID(1, 2);

  @TempDir Path directory;
  private final Records.Db db = Records.Db.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aListThatChangesAfterItWasPutDoesNotChangeInTheTable() {
    isFrozenBy((table, value) -> table.put(KEY, value));
    isFrozenBy((table, value) -> table.set(KEY, value));
    isFrozenBy((table, value) -> table.putIfAbsent(KEY, value));
    isFrozenBy((table, value) -> table.putAll(Map.of(KEY, value)));
    isFrozenBy((table, value) -> table.putInBatches(Stream.of(Map.entry(KEY, value))));
    isFrozenBy((table, value) -> table.compute(KEY, (key, old) -> value));
    isFrozenBy((table, value) -> table.computeIfAbsent(KEY, key -> value));
    isFrozenBy((table, value) -> table.merge(KEY, value, (old, fresh) -> fresh));
    isFrozenBy((table, value) -> table.asMap().put(KEY, value));
    isFrozenBy((table, value) -> {
      table.put(KEY, List.of());
      table.replace(KEY, value);
    });
    isFrozenBy((table, value) -> {
      table.put(KEY, List.of());
      table.replace(KEY, List.of(), value);
    });
    isFrozenBy((table, value) -> {
      table.put(KEY, List.of());
      table.computeIfPresent(KEY, (key, old) -> value);
    });
  }

  private void isFrozenBy(BiConsumer<Table<UUID, List<String>>, List<String>> write) {
    List<String> value = new ArrayList<>(List.of("a"));
    write.accept(db.tags(), value);
    value.add("b");
    assertThat(db.tags().get(KEY)).containsExactly("a");
    db.tags().clear();

    List<String> inTransaction = new ArrayList<>(List.of("a"));
    db.transaction(tx -> {
      write.accept(tx.tags(), inTransaction);
      inTransaction.add("b");
      assertThat(tx.tags().get(KEY)).containsExactly("a");
    });
    assertThat(db.tags().get(KEY)).containsExactly("a");
    db.tags().clear();
  }

  @Test
  void whatIsReadCannotBeChanged() {
    db.tags().put(KEY, new ArrayList<>(List.of("a")));
    assertThatThrownBy(() -> db.tags().get(KEY).add("b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aListInsideARecordIsFrozen() {
    List<String> tags = new ArrayList<>(List.of("a"));
    db.users().put(new UserId(1), new User(new UserId(1), "n", tags));
    tags.add("b");
    assertThat(db.users().get(new UserId(1)).tags()).containsExactly("a");
  }

  @Test
  void anImmutableRecordIsKeptAsItIs() {
    User user = new User(new UserId(1), "n", List.of("a"));
    db.users().put(user.id(), user);
    assertThat(db.users().get(user.id())).isSameAs(user);
  }

  @Test
  void bytesAreCopiedOnTheWayIn() {
    byte[] bytes = {1};
    db.files().put("a", bytes);
    bytes[0] = 2;
    assertThat(db.files().get("a")).containsExactly(1);
  }

  @Test
  void aNullInsideAValueIsRefusedByName() {
    assertThatThrownBy(
            () -> db.users().put(new UserId(1), new User(new UserId(1), null, List.of())))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("User.name is null");
    assertThat(db.users().size()).isZero();
  }

  @Test
  void aValueThatCannotBeEncodedLeavesNothing() {
    User user = new User(new UserId(1), "\ud800", List.of());
    assertThatThrownBy(() -> db.users().put(user.id(), user))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              tx.tags().set(KEY, List.of());
              tx.users().set(user.id(), user);
            }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(db.users().size()).isZero();
    assertThat(db.tags().size()).isZero();
    assertThat(db.stats().openSnapshots()).isZero();
  }

  @Test
  void recordsComeBackFromTheDisk() {
    User user = new User(new UserId(-1), "n", List.of("a", "b"));
    try (Records.Db disk = Records.Db.open(directory)) {
      disk.users().put(user.id(), user);
      disk.tags().put(KEY, user.tags());
      disk.files().put("f", new byte[] {1, 2});
    }
    try (Records.Db disk = Records.Db.open(directory)) {
      assertThat(disk.users().get(new UserId(-1))).isEqualTo(user);
      assertThat(disk.tags().get(KEY)).isEqualTo(user.tags());
      assertThat(disk.files().get("f")).containsExactly(1, 2);
    }
  }

  @Test
  void keysOfNumbersAreToldApart() {
    UUID[] keys = {
      new UUID(0, 0), new UUID(0, 1), new UUID(1, 0), new UUID(1, 1), new UUID(-1, -1)
    };
    for (UUID key : keys) {
      db.tags().put(key, List.of(key.toString()));
    }
    for (UUID key : keys) {
      assertThat(db.tags().get(key)).containsExactly(key.toString());
    }
    assertThat(db.tags().keys()).containsExactlyInAnyOrder(keys);
    try (Snapshot<Records> snapshot = db.snapshot()) {
      db.tags().clear();
      assertThat(snapshot.tables().tags().keys()).containsExactlyInAnyOrder(keys);
    }
  }
}
