package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.Transactions;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @TempDir Path directory;

  @Test
  void whatWasPutIsThereAfterACleanClose() {
    Path path = directory.resolve("db");
    Engine<TwoTables> engine = TwoTables.open(path);
    TwoTables tables = TwoTables.of(engine);
    tables.words().put("a", "1");
    tables.words().put("b", "2");
    tables.words().put("a", "3");
    tables.words().remove("b");
    for (long i = 0; i < 100_000; i++) {
      tables.numbers().put(i, -i);
    }
    engine.close();

    Engine<TwoTables> again = TwoTables.open(path);
    TwoTables found = TwoTables.of(again);
    assertThat(found.words().asMap()).containsExactlyEntriesOf(java.util.Map.of("a", "3"));
    assertThat(found.numbers().size()).isEqualTo(100_000);
    for (long i = 0; i < 100_000; i++) {
      assertThat(found.numbers().get(i)).isEqualTo(-i);
    }
    assertThat(again.stats().tornBytes()).isZero();
    again.close();
  }

  /** What can be had for the asking; there is nothing to write it to. */
  private static final class ForgetfulLog implements CommitLog {
    @Override
    public void append(Encoder commit, boolean onlyRemoves) {}

    @Override
    public void sync() {}
  }

  private static Set<Thread> syncThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("hmdb-sync"))
        .collect(Collectors.toSet());
  }

  @Test
  void anOpeningThatCannotStartItsCompactionLeavesNoThread() {
    Set<Thread> before = syncThreads();
    Transactions transactions =
        new Transactions(new Clock(), 1, new ForgetfulLog(), false, Long.MAX_VALUE);
    OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");

    assertThatThrownBy(() ->
            Engine.start(
                transactions,
                () -> {
                  assertThat(syncThreads()).hasSize(before.size() + 1);
                  throw noThread;
                }))
        .isSameAs(noThread);
    assertThat(syncThreads()).isEqualTo(before);
  }

  @Test
  void whatWasPutIsThereAfterTheProcessDied() {
    Path path = directory.resolve("db");
    Engine<TwoTables> engine = TwoTables.open(path);
    TwoTables.of(engine).words().put("a", "1");
    engine.kill();

    Engine<TwoTables> again = TwoTables.open(path);
    assertThat(TwoTables.of(again).words().get("a")).isEqualTo("1");
    again.close();
  }
}
