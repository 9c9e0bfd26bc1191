package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Durability;
import dev.hmdb.HmdbException;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damage to a snapshot and the two segments that go on from it: opening refuses, or gives the state
 * after some commit. Commit n puts n under n, and under "last".
 */
class CompactionDamageTest {
  private static final Options OPTIONS = CompactionScript.options(Durability.BUFFERED);
  private static final String SNAPSHOT = "snapshot-0000000000000002.hmdb";
  private static final String MIDDLE = "log-0000000000000002.hmdb";
  private static final String LAST = "log-0000000000000003.hmdb";
  private static final List<String> ALL = List.of(MIDDLE, LAST, SNAPSHOT);
  private static final int COMMITS = 12;

  private final Map<String, byte[]> files = new HashMap<>();

  @BeforeEach
  void write() {
    SimulatedDirectory disk = new SimulatedDirectory();
    FailingDirectory calls = new FailingDirectory(disk);
    Engine<TwoTables> engine = TwoTables.open(calls, OPTIONS);
    commit(engine, 1, 4);
    engine.compact();
    commit(engine, 5, 8);
    calls.beforeEachCall(() -> {
      if (calls.trace().getLast().startsWith("create snapshot")) {
        calls.failAt(calls.calls(), Fault.NO_SPACE);
      }
    });
    assertThatThrownBy(engine::compact).isInstanceOf(DatabaseFailedException.class);
    commit(engine, 9, COMMITS);
    engine.close();
    assertThat(disk.list()).isEqualTo(ALL);
    ALL.forEach(name -> files.put(name, disk.bytes(name)));
  }

  private static void commit(Engine<TwoTables> engine, int first, int last) {
    for (int n = first; n <= last; n++) {
      String number = Integer.toString(n);
      engine.transaction(
          dev.hmdb.TxOptions.defaults(),
          tx -> {
            tx.words().put(number, number);
            tx.words().put("last", number);
            return null;
          });
    }
  }

  /** The directory with one file changed, or left out if there are no bytes. */
  private SimulatedDirectory with(String name, byte[] bytes) {
    SimulatedDirectory disk = new SimulatedDirectory(1 << 17);
    files.forEach((each, whole) -> disk.put(each, each.equals(name) ? bytes : whole));
    return disk;
  }

  /** How many commits are there; -1 if it does not open, and then nothing was changed. */
  private static int commits(SimulatedDirectory disk, String damaged, String where) {
    Map<String, byte[]> before = new HashMap<>();
    disk.list().forEach(name -> before.put(name, disk.bytes(name)));
    Engine<TwoTables> engine;
    try {
      engine = TwoTables.open(disk, OPTIONS);
    } catch (HmdbException e) {
      assertThat(e)
          .as(where)
          .isInstanceOfAny(CorruptDatabaseException.class, DatabaseOpenException.class)
          .hasMessageContaining(damaged);
      assertThat(disk.openFiles()).as(where).isZero();
      assertThat(disk.list()).as(where).containsExactlyInAnyOrderElementsOf(before.keySet());
      before.forEach((name, bytes) -> assertThat(disk.bytes(name)).as(where).isEqualTo(bytes));
      return -1;
    }
    Map<String, String> found = TwoTables.of(engine).words().asMap();
    int count = Integer.parseInt(found.getOrDefault("last", "0"));
    assertThat(found).as(where).hasSize(count + 1);
    for (int n = 1; n <= count; n++) {
      assertThat(found).as(where).containsEntry("" + n, "" + n);
    }
    engine.close();
    return count;
  }

  @Test
  void undamagedEverythingIsThere() {
    assertThat(commits(with("", new byte[0]), "", "whole")).isEqualTo(COMMITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {SNAPSHOT, MIDDLE, LAST})
  void everyFlippedByteIsRefusedOrHarmless(String name) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] whole = files.get(name);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      int found = commits(with(name, flipped), name, name + " byte " + i);
      boolean isSeal = name.equals(LAST) && i >= whole.length - 12;
      assertThat(found).as("%s byte %s", name, i).isIn(-1, isSeal ? COMMITS : -1);
      refused += found < 0 ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {SNAPSHOT, MIDDLE})
  void everyCutOfWhatGoesBeforeIsRefused(String name) {
    byte[] whole = files.get(name);
    for (int length = 0; length < whole.length; length++) {
      int found = commits(with(name, Arrays.copyOf(whole, length)), name, name + " " + length);
      assertThat(found).as("%s length %s", name, length).isEqualTo(-1);
    }
  }

  @Test
  void everyCutOfTheLastSegmentGivesAPrefix() {
    byte[] whole = files.get(LAST);
    int before = -1;
    for (int length = 0; length <= whole.length; length++) {
      int found = commits(with(LAST, Arrays.copyOf(whole, length)), LAST, "length " + length);
      assertThat(found).as("length " + length).isGreaterThanOrEqualTo(before);
      assertThat(found).isIn(-1, 8, 9, 10, 11, 12);
      before = found;
    }
    assertThat(before).isEqualTo(COMMITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {SNAPSHOT, MIDDLE, LAST})
  void aMissingFileIsRefused(String name) {
    SimulatedDirectory disk = new SimulatedDirectory();
    files.forEach((each, whole) -> {
      if (!each.equals(name)) {
        disk.put(each, whole);
      }
    });
    String missing = name.equals(SNAPSHOT) ? "the snapshot file of that number" : name;
    assertThatThrownBy(() -> TwoTables.open(disk, OPTIONS))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("missing: " + missing);
    assertThat(disk.list()).hasSize(2);
  }

  @Test
  void aSegmentOfAnotherDatabaseIsRefused() {
    SimulatedDirectory other = new SimulatedDirectory();
    Engine<TwoTables> engine = TwoTables.open(other, OPTIONS);
    commit(engine, 1, 4);
    engine.compact();
    engine.close();
    assertThatThrownBy(() -> TwoTables.open(with(MIDDLE, other.bytes(MIDDLE)), OPTIONS))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(MIDDLE)
        .hasMessageContaining("database id");
  }

  @Test
  void filesThatACrashLeftAreDeleted() {
    SimulatedDirectory disk = with("", new byte[0]);
    disk.put("log-0000000000000001.hmdb", new byte[3]);
    disk.put("snapshot-0000000000000001.hmdb", new byte[3]);
    disk.put("snapshot-0000000000000004.hmdb.tmp", new byte[3]);
    disk.put("log-0000000000000004.hmdb.tmp", new byte[3]);
    disk.put("notes.txt", new byte[3]);
    assertThat(commits(disk, "", "leftovers")).isEqualTo(COMMITS);
    assertThat(disk.list()).containsExactly(MIDDLE, LAST, "notes.txt", SNAPSHOT);
  }
}
