package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Snapshot;
import dev.hmdb.internal.tx.Await;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders and indexes keep no value that is in no state any more. */
@Timeout(60)
class DerivedFreedTest {
  private final KindsDb db = KindsDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  /** Puts values that nobody else refers to. */
  private WeakReference<String> putAccount() {
    String account = new String("free 20 x a@ +1");
    db.own().accounts().put(1L, account);
    return new WeakReference<>(account);
  }

  private WeakReference<String> putEvent() {
    String event = new String("event");
    db.own().events().put("a", event);
    return new WeakReference<>(event);
  }

  @Test
  void anOverwrittenValueIsGarbageAtOnce() {
    WeakReference<String> account = putAccount();
    WeakReference<String> event = putEvent();
    db.own().accounts().put(1L, "premium 30 y b@ +2");
    db.own().events().put("a", "new");
    Await.garbage(account);
    Await.garbage(event);
    assertThat(account.get()).isNull();
    assertThat(event.get()).isNull();
  }

  @Test
  void aRemovedValueIsGarbageOnceNoSnapshotHasIt() {
    WeakReference<String> account = putAccount();
    WeakReference<String> event = putEvent();
    try (Snapshot<Kinds> snapshot = db.snapshot()) {
      db.own().accounts().remove(1L);
      db.own().events().remove("a");
      assertThat(snapshot.tables().byEmail().containsKey("a@")).isTrue();
      assertThat(snapshot.tables().events().first()).isPresent();
    }
    Await.garbage(account);
    Await.garbage(event);
    assertThat(account.get()).isNull();
    assertThat(event.get()).isNull();
  }
}
