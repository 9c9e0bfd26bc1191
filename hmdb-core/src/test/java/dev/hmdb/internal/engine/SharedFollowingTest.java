package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What it costs one of two processes to know what the other has committed. */
class SharedFollowingTest {
  private final SimulatedDirectory disk = new SimulatedDirectory(1 << 21).letsOpenFilesBeDeleted();
  private final FailingDirectory calls = new FailingDirectory(disk);
  private final Engine<TwoTables> engine = SharedScript.openShared(calls, Durability.BUFFERED);
  private final Engine<TwoTables> other = SharedScript.openShared(disk, Durability.BUFFERED);
  private final TwoTables own = TwoTables.of(engine);

  @AfterEach
  void close() {
    engine.close();
    other.close();
  }

  private int callsOfAGet(String value) {
    int before = calls.calls();
    assertThat(own.words().get("a")).isEqualTo(value);
    return calls.calls() - before;
  }

  @Test
  void aReadAfterItsOwnCommitMakesNoCall() {
    own.words().put("a", "1");
    assertThat(callsOfAGet("1")).isZero();
  }

  @Test
  void aReadAfterACommitOfAnotherReadsIt() {
    TwoTables.of(other).words().put("a", "1");
    assertThat(callsOfAGet("1")).isPositive();
  }

  @Test
  void theNextReadMakesNoCall() {
    TwoTables.of(other).words().put("a", "1");
    assertThat(own.words().get("a")).isEqualTo("1");
    assertThat(callsOfAGet("1")).isZero();
  }
}
