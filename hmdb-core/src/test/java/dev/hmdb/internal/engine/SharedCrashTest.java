package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Effort;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Power is cut, or one of two processes dies, before every call to the files and locks that they
 * share and after every commit. Then the database opens, or the other process goes on.
 */
class SharedCrashTest {
  private static final int MAPPED = 1 << 21;

  /** So many points are left out between two, each time other ones. */
  private static final int POINTS = Effort.of(3, 1);

  private Throwable failure;
  private int points;

  private static SimulatedDirectory disk() {
    return new SimulatedDirectory(MAPPED).letsOpenFilesBeDeleted();
  }

  /** What it finds must not be hidden by what the code does with an exception. */
  private void check(Runnable check) {
    try {
      check.run();
    } catch (Throwable t) {
      failure = failure == null ? t : failure;
    }
  }

  private void rethrow() throws Throwable {
    if (failure != null) {
      throw failure;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterAPowerCutEverythingSyncedIsThere(boolean writesBack) throws Throwable {
    SimulatedDirectory disk = disk();
    SharedScript[] script = new SharedScript[1];
    Runnable cut =
        () -> {
          if (writesBack) {
            disk.writeBack(points);
          }
          check(() -> cutPower(disk, script[0], points++));
        };
    script[0] = new SharedScript(disk, cut);
    script[0].lazy.directory.beforeEachCall(cut);
    script[0].careful.directory.beforeEachCall(cut);
    script[0].run();
    cut.run();
    rethrow();
    assertThat(points).isGreaterThan(200);
  }

  private static void cutPower(SimulatedDirectory disk, SharedScript script, int point) {
    for (LossPattern pattern : LossPattern.values()) {
      if (Effort.isThorough() || point % LossPattern.values().length == pattern.ordinal()) {
        SimulatedDirectory left = disk.crash(pattern, point);
        String where = "point=" + point + " " + pattern;
        opens(left, script, where);
      }
    }
  }

  /** Alone or to share it, by turns. */
  private static void opens(SimulatedDirectory left, SharedScript script, String where) {
    Map<String, String> found = reopened(left, script.acknowledged % 2 == 0, where);
    int count = Integer.parseInt(found.getOrDefault("last", "0"));
    assertThat(count)
        .as(where)
        .isBetween(script.isCreated ? script.synced : 0, script.states.size() - 1);
    assertThat(found).as(where).isEqualTo(script.states.get(count));
    found.put("more", "1");
    assertThat(reopened(left, true, where)).as(where).isEqualTo(found);
  }

  private static Map<String, String> reopened(
      SimulatedDirectory left, boolean isAlone, String where) {
    Engine<TwoTables> engine;
    try {
      engine =
          isAlone
              ? TwoTables.open(left, CompactionScript.options(Durability.BUFFERED))
              : SharedScript.openShared(left, Durability.BUFFERED);
    } catch (RuntimeException e) {
      throw new AssertionError(where + ": " + e.getMessage(), e);
    }
    Map<String, String> found = new TreeMap<>(TwoTables.of(engine).words().asMap());
    TwoTables.of(engine).words().put("more", "1");
    engine.close();
    return found;
  }

  @Test
  void whenTheLazyOneDiesTheOtherGoesOn() throws Throwable {
    diesAtEachCall(true);
  }

  @Test
  void whenTheCarefulOneDiesTheOtherGoesOn() throws Throwable {
    diesAtEachCall(false);
  }

  private void diesAtEachCall(boolean isLazy) throws Throwable {
    int call = 1;
    while (diesAt(isLazy, call)) {
      rethrow();
      call += POINTS;
    }
    rethrow();
    assertThat(call).isGreaterThan(150);
  }

  /** False if there are fewer calls. */
  private boolean diesAt(boolean isLazy, int call) {
    SimulatedDirectory disk = disk();
    SharedScript script = new SharedScript(disk, () -> {});
    SharedScript.Member victim = isLazy ? script.lazy : script.careful;
    SharedScript.Member survivor = isLazy ? script.careful : script.lazy;
    boolean[] isDead = new boolean[1];
    victim.directory.beforeEachCall(() -> {
      if (victim.directory.calls() == call) {
        isDead[0] = true;
        String where = "call=" + call + " " + victim.directory.trace().getLast();
        check(() -> goOnWithout(victim, survivor, script, disk, where));
      }
    });
    try {
      script.run();
    } catch (RuntimeException | AssertionError e) {
      if (!isDead[0]) {
        throw e;
      }
    } finally {
      end(victim);
      end(survivor);
    }
    return isDead[0];
  }

  private static void end(SharedScript.Member member) {
    try {
      member.kill();
    } catch (RuntimeException e) {
      // a dead one cannot let go of what it has let go of
    }
  }

  private static void goOnWithout(
      SharedScript.Member victim,
      SharedScript.Member survivor,
      SharedScript script,
      SimulatedDirectory disk,
      String where) {
    try {
      victim.directory.die();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<String, String> begun = script.states.getLast();
    SharedScript.Member next = survivor.isOpen() ? survivor : script.newMember();
    if (!next.isOpen()) {
      next.openAfterADeath(where);
    } else {
      script.goOnFrom(next.found(), where);
    }
    next.sync();
    // What the dead one had begun may come out of a power cut until somebody writes.
    assertThat(reopened(disk.crash(LossPattern.ALL, 1), true, where))
        .as(where)
        .isIn(script.states.getLast(), begun);
    next.commitLittle();
    assertThat(tornBytes(disk.kill())).as(where).isZero();
    next.commit(1);
    next.sync();
    assertThat(reopened(disk.crash(LossPattern.ALL, 1), true, where))
        .as(where)
        .isEqualTo(script.states.getLast());
    SharedScript.Member third = script.newMember();
    third.open();
    third.commit(2);
    next.isUpToDate();
    next.compact();
    third.commit(1);
    next.isUpToDate();
    next.kill();
    third.commit(1);
    third.kill();
    assertThat(reopened(disk.kill(), true, where)).as(where).isEqualTo(script.states.getLast());
  }

  private static long tornBytes(SimulatedDirectory left) {
    Engine<TwoTables> engine = TwoTables.open(left, CompactionScript.options(Durability.BUFFERED));
    long torn = engine.stats().tornBytes();
    engine.close();
    return torn;
  }
}
