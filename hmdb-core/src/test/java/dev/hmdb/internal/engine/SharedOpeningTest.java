package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hmdb.Durability;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process opens a database that another one compacts in the middle of it. */
class SharedOpeningTest {
  private final SimulatedDirectory disk = new SimulatedDirectory(1 << 21).letsOpenFilesBeDeleted();
  private final FailingDirectory calls = new FailingDirectory(disk);
  private final Engine<TwoTables> writer = SharedScript.openShared(disk, Durability.BUFFERED);

  @AfterEach
  void close() {
    writer.close();
  }

  private void put(String key) {
    TwoTables.of(writer).words().put(key, "1");
  }

  private Map<String, String> foundWhenCompactedBefore(String call) {
    boolean[] isCompacted = new boolean[1];
    calls.beforeEachCall(() -> {
      if (!isCompacted[0] && calls.trace().getLast().equals(call)) {
        isCompacted[0] = true;
        put("during");
        writer.compact();
        put("later");
        writer.compact();
        TwoTables.of(writer).words().remove("old");
      }
    });
    Engine<TwoTables> opened = SharedScript.openShared(calls, Durability.BUFFERED);
    Map<String, String> found = Map.copyOf(TwoTables.of(opened).words().asMap());
    opened.close();
    assertThat(isCompacted[0]).isTrue();
    return found;
  }

  @Test
  void whoFindsTheSnapshotGoneLoadsTheNextOne() {
    put("old");
    writer.compact();
    put("new");
    assertThat(foundWhenCompactedBefore("open snapshot-0000000000000002.hmdb"))
        .isEqualTo(Map.of("new", "1", "during", "1", "later", "1"));
  }

  @Test
  void whoFindsTheLogGoneBeginsWithTheSnapshot() {
    put("old");
    put("new");
    assertThat(foundWhenCompactedBefore("open log-0000000000000001.hmdb"))
        .isEqualTo(Map.of("new", "1", "during", "1", "later", "1"));
  }

  /** Later frames promise that it is there; if it were not, they would make the log damaged. */
  @Test
  void whatTheFirstOneAppendsIsOnStableStorageWhenItHasOpened() {
    for (int i = 0; i < 3; i++) {
      TwoTables.of(writer).words().put("long", "x".repeat(600 + i));
    }
    for (int seed = 0; seed < 50; seed++) {
      SimulatedDirectory left = disk.crash(LossPattern.RANDOM, seed);
      assertThatCode(() -> SharedScript.openShared(left, Durability.BUFFERED).close())
          .as("seed=%d", seed)
          .doesNotThrowAnyException();
    }
  }
}
