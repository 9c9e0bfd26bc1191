package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.schema.DynamicValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Power is cut, or the process dies, before every file call of an opening that changes the schema,
 * of a commit and of the compaction that follow. Then the new form opens the database, with
 * everything; the old one does or is refused, and never gives anything up.
 */
class EvolutionCrashTest {
  private static final int MAPPED = 1 << 17;
  private static final int ENTRIES = 20;

  private static final Form OLD = form(Scalar.INT);
  private static final Form YOUNG = form(Scalar.DOUBLE);

  private static Form form(TypeDescriptor number) {
    return Form.named("shop.Schema")
        .table(
            "things",
            Scalar.INT,
            new RecordType("Thing", List.of(new RecordType.Component("n", number))));
  }

  private static DynamicValue thing(Object number) {
    Map<String, DynamicValue> components = new LinkedHashMap<>();
    components.put("n", new DynamicValue.Scalar(number));
    return new DynamicValue.RecordOf(components);
  }

  private static DynamicValue key(int number) {
    return new DynamicValue.Scalar(number);
  }

  /** What was on disk before a call, and whether what the young form put must be there. */
  private record Point(SimulatedDirectory disk, String call, boolean isPut) {}

  private static List<Point> points(boolean isCompacted) {
    SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
    try (Form.Opened db = OLD.open(disk)) {
      for (int i = 0; i < ENTRIES; i++) {
        db.table("things").put(key(i), thing(i));
      }
      if (isCompacted) {
        db.engine().compact();
      }
    }
    FailingDirectory calls = new FailingDirectory(disk);
    List<Point> points = new ArrayList<>();
    boolean[] isPut = new boolean[1];
    Runnable keep =
        () -> {
          List<String> trace = calls.trace();
          points.add(
              new Point(disk.kill(), trace.isEmpty() ? "nothing" : trace.getLast(), isPut[0]));
        };
    try (Form.Opened db = YOUNG.open(calls.beforeEachCall(keep))) {
      db.table("things").put(key(-1), thing(0.5));
      db.engine().sync();
      isPut[0] = true;
      db.engine().compact();
    }
    keep.run();
    assertThat(points).hasSizeGreaterThan(30);
    return points;
  }

  private static void check(Point point, SimulatedDirectory left, String where) {
    Map<DynamicValue, DynamicValue> expected = new LinkedHashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      expected.put(key(i), thing((double) i));
    }
    for (int i = 0; i < 2; i++) {
      try (Form.Opened db = YOUNG.open(left)) {
        Map<DynamicValue, DynamicValue> found = new LinkedHashMap<>(db.table("things").asMap());
        DynamicValue put = found.remove(key(-1));
        if (point.isPut || put != null) {
          assertThat(put).as(where).isEqualTo(thing(0.5));
        }
        assertThat(found).as(where).isEqualTo(expected);
        db.engine().compact();
      }
    }
  }

  /** Whether the old form still opens it; then everything that it stored is there. */
  private static boolean opensWithTheOldForm(SimulatedDirectory left, String where) {
    try (Form.Opened db = OLD.open(left)) {
      assertThat(db.table("things").size()).as(where).isEqualTo(ENTRIES);
      return true;
    } catch (SchemaMismatchException e) {
      assertThat(e).as(where).hasMessageContaining("was opened with a later form");
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNewFormFindsEverything(boolean isCompacted) {
    List<Point> points = points(isCompacted);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      for (LossPattern pattern : LossPattern.values()) {
        String where = "point=" + i + " before " + point.call + " " + pattern;
        check(point, point.disk.crash(pattern, i), where);
      }
      check(point, point.disk.kill(), "point=" + i + " before " + point.call + " killed");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOldFormOpensItUntilItsSuccessorIsDurable(boolean isCompacted) {
    List<Point> points = points(isCompacted);
    int lastOpened = -1;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      String where = "point=" + i + " before " + point.call;
      if (opensWithTheOldForm(point.disk.crash(LossPattern.ALL, i), where)) {
        assertThat(lastOpened).as(where).isEqualTo(i - 1);
        assertThat(point.isPut).as(where).isFalse();
        lastOpened = i;
      }
    }
    assertThat(lastOpened).isNotNegative();
  }

  @Test
  void whatIsLeftOpensReadOnly() {
    List<Point> points = points(true);
    for (int i = 0; i < points.size(); i++) {
      SimulatedDirectory left = points.get(i).disk.crash(LossPattern.RANDOM, i).readOnly();
      try (Form.Opened db = YOUNG.open(left)) {
        assertThat(db.table("things").size()).isGreaterThanOrEqualTo(ENTRIES);
      }
    }
  }
}
