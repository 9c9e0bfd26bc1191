package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Durability;
import dev.hmdb.HmdbException;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each file call of a script that compacts fails in its turn. */
class CompactionFaultTest {
  private static final int MAPPED = 1 << 17;

  private static List<String> trace() {
    FailingDirectory counting = new FailingDirectory(new SimulatedDirectory(MAPPED));
    new CompactionScript(counting, Durability.BUFFERED, () -> {}).run();
    return counting.trace();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE"})
  void whicheverCallFailsNothingDurableIsLost(Fault fault) {
    List<String> trace = trace();
    int survived = 0;
    for (int n = 1; n <= trace.size(); n++) {
      String where = fault + " at call=" + n + " " + trace.get(n - 1);
      SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
      FailingDirectory failing = new FailingDirectory(disk).failAt(n, fault);
      CompactionScript script = new CompactionScript(failing, Durability.BUFFERED, () -> {});
      try {
        script.run();
      } catch (HmdbException e) {
        assertThat(e).as(where).hasStackTraceContaining("injected");
      }
      assertThat(disk.openFiles()).as(where).isZero();
      assertThat(disk.liveMappings()).as(where).isZero();
      int attempted = script.states.size() - 1;
      for (LossPattern pattern : LossPattern.values()) {
        CompactionScript.check(
            disk.crash(pattern, n),
            script.states,
            script.isCreated,
            script.synced,
            attempted,
            where + " " + pattern);
      }
      CompactionScript.check(
          disk.kill(), script.states, script.isCreated, script.acknowledged, attempted, where);
      survived += script.failedCompactions;
    }
    assertThat(survived).as("compactions that failed and did no harm").isGreaterThan(20);
  }

  /** From some call on there is no space at all; then there is again. */
  @Test
  void fullDiskDuringACompactionDoesNoHarm() {
    for (int n = 1; ; n++) {
      SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
      FailingDirectory failing = new FailingDirectory(disk);
      Engine<TwoTables> engine =
          TwoTables.open(failing, CompactionScript.options(Durability.BUFFERED));
      TwoTables tables = TwoTables.of(engine);
      tables.words().put("a", "1");
      tables.words().put("a", "2");
      failing.failFrom(failing.calls() + n, Fault.NO_SPACE);
      boolean hasFailed = false;
      try {
        engine.compact();
      } catch (DatabaseFailedException e) {
        hasFailed = true;
      }
      failing.heal();
      if (hasFailed && engine.stats().failedCompactions() == 1) {
        assertThat(tables.words().get("a")).isEqualTo("2");
      }
      boolean isWritable = canPut(tables);
      if (isWritable) {
        engine.compact();
        assertThat(disk.list()).hasSize(2).noneMatch(name -> name.endsWith(".tmp"));
      }
      engine.kill();
      Engine<TwoTables> again = TwoTables.open(disk, CompactionScript.options(Durability.BUFFERED));
      assertThat(TwoTables.of(again).words().get("a")).as("call " + n).isEqualTo("2");
      assertThat(TwoTables.of(again).words().containsKey("b")).isEqualTo(isWritable);
      again.close();
      if (!hasFailed) {
        return;
      }
    }
  }

  private static boolean canPut(TwoTables tables) {
    try {
      tables.words().put("b", "3");
      return true;
    } catch (DatabaseFailedException e) {
      return false; // the sync of the old segment had failed
    }
  }

  @Test
  void failedCompactionIsCountedAndToldFromAFailedDatabase() {
    FailingDirectory failing = new FailingDirectory(new SimulatedDirectory(MAPPED));
    Engine<TwoTables> engine =
        TwoTables.open(failing, CompactionScript.options(Durability.BUFFERED));
    TwoTables.of(engine).words().put("a", "1");
    failing.failAt(failing.calls() + 3, Fault.IO_ERROR);
    assertThatThrownBy(engine::compact)
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("The database could not be compacted, and goes on as it was: ")
        .hasMessageContaining("injected");
    assertThat(engine.stats().failedCompactions()).isEqualTo(1);
    assertThat(engine.stats().compactions()).isZero();
    engine.close();
  }
}
