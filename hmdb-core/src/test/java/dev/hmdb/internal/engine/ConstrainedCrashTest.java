package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power is cut, or the process dies, before every file call of commits that have consequences.
 * Either all of one is there afterwards or nothing.
 */
class ConstrainedCrashTest {
  private static final int MAPPED = 1 << 17;

  private static final Options OPTIONS = Options.defaults().durability(Durability.SYNC);

  private static Constrained fill(Engine<Constrained> engine) {
    Constrained db = Constrained.of(engine);
    db.people().putAll(Map.of("ada", "", "bob", ""));
    db.folders().putAll(Map.of("a", "owner:ada", "b", "", "c", "owner:bob"));
    db.folders().put("inner", "parent:a");
    db.profiles().put("ada", "");
    db.files().put(1L, "folder:b reader:ada reader:bob");
    return db;
  }

  private static final String BEFORE =
      "people=[ada, bob] folders=[a, b, c, inner] profiles=[ada] file=folder:b reader:ada reader:bob";
  private static final String BETWEEN =
      "people=[bob] folders=[b, c] profiles=[] file=folder:b reader:bob";
  private static final String AFTER = "people=[] folders=[b] profiles=[] file=folder:b";

  private static String state(Constrained db) {
    return "people="
        + db.people().keys().sorted().toList()
        + " folders="
        + db.folders().keys().sorted().toList()
        + " profiles="
        + db.profiles().keys().sorted().toList()
        + " file="
        + db.files().get(1L);
  }

  /** What was on disk before a call. */
  private record Point(SimulatedDirectory disk, String call) {}

  private static List<Point> points() {
    SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
    Engine<Constrained> filled = Constrained.open(disk, OPTIONS);
    fill(filled);
    filled.close();
    FailingDirectory calls = new FailingDirectory(disk);
    List<Point> points = new ArrayList<>();
    Runnable keep =
        () -> {
          List<String> trace = calls.trace();
          points.add(new Point(disk.kill(), trace.isEmpty() ? "nothing" : trace.getLast()));
        };
    Engine<Constrained> engine = Constrained.open(calls.beforeEachCall(keep), OPTIONS);
    Constrained db = Constrained.of(engine);
    assertThat(state(db)).isEqualTo(BEFORE);
    db.people().remove("ada");
    assertThat(state(db)).isEqualTo(BETWEEN);
    db.people().clear();
    assertThat(state(db)).isEqualTo(AFTER);
    engine.close();
    keep.run();
    return points;
  }

  @ParameterizedTest
  @EnumSource
  void aCommitIsThereWithAllThatFollowsFromItOrNotAtAll(LossPattern losses) {
    List<String> found = new ArrayList<>();
    List<Point> points = points();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      SimulatedDirectory left = point.disk.crash(losses, i);
      Engine<Constrained> engine = Constrained.open(left, Options.defaults());
      String state = state(Constrained.of(engine));
      engine.close();
      assertThat(state).as(point.call).isIn(BEFORE, BETWEEN, AFTER);
      found.add(state);
    }
    assertThat(found).contains(BEFORE).endsWith(AFTER);
  }
}
