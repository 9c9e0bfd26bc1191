package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.Effort;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SalvageReport;
import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.codec.Decoder;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.LogSalvage;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every byte of every file of a small database flipped, and every length truncated (of the zeros
 * behind the end, some, unless {@code hmdb.thorough} is set). What a salvage keeps is compared with
 * a model that leaves out the damaged part: one block, or one transaction.
 */
class SalvageSweepTest {
  private static final Options STRICT = Options.defaults().compaction(Compaction.manual());
  private static final Options SALVAGE = STRICT.recovery(Recovery.SALVAGE);

  /** From length to length in the zeros behind a log's end, which are all alike. */
  private static final int TAIL_STEP = Effort.of(61, 1);

  /** What the files look like. */
  enum Shape {
    LOG_ALONE,
    SNAPSHOT_AND_LOG,
    COMPRESSED_SNAPSHOT_AND_LOG,
    SNAPSHOT_AND_LOG_AFTER_KILL
  }

  /**
   * Something that is damaged as a whole: a frame or a block; its puts, and its removals as null.
   */
  private record Part(
      String file,
      long offset,
      long end,
      boolean isBlock,
      boolean isCommit,
      Map<Object, Object> puts) {
    boolean holds(String name, long at) {
      return file.equals(name) && at >= offset && at < end;
    }
  }

  /** It would warn some thousand times. */
  private static final Logger LOGGER = Logger.getLogger("dev.hmdb");

  @BeforeAll
  static void keepQuiet() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOGGER.setLevel(null);
  }

  private final List<Part> parts = new ArrayList<>();
  private SimulatedDirectory whole = new SimulatedDirectory();

  private void make(Shape shape) throws IOException {
    boolean isCompressed = shape == Shape.COMPRESSED_SNAPSHOT_AND_LOG;
    Engine<TwoTables> engine = TwoTables.open(whole, STRICT.compression(isCompressed));
    TwoTables tables = TwoTables.of(engine);
    tables.words().put("alpha", "one");
    tables.words().put("beta", "two");
    tables.numbers().put(1L, 10L);
    tables.numbers().put(2L, 20L);
    if (isCompressed) {
      tables.words().put("epsilon", "that it shrinks, ".repeat(5));
    }
    if (shape != Shape.LOG_ALONE) {
      engine.compact();
    }
    tables.words().put("beta", "changed");
    engine.transaction(
        dev.hmdb.TxOptions.defaults(),
        tx -> {
          tx.words().put("gamma", "three");
          tx.numbers().remove(1L);
          return true;
        });
    tables.words().put("alpha", "again");
    tables.numbers().put(3L, 30L);
    if (shape == Shape.SNAPSHOT_AND_LOG_AFTER_KILL) {
      engine.sync();
      tables.words().put("delta", "unsynced");
      engine.kill();
      whole = whole.kill();
    } else {
      engine.close();
    }
    readParts();
  }

  private void readParts() throws IOException {
    for (long number : Snapshots.numbers(whole)) {
      try (SnapshotReader reader = SnapshotReader.open(whole, number)) {
        for (Block block : reader.blocks()) {
          Map<Object, Object> puts = new HashMap<>();
          Decoder in = new Decoder(reader.read(block));
          while (in.remaining() > 0) {
            put(puts, block.table(), in);
          }
          parts.add(
              new Part(
                  Snapshots.name(number),
                  block.offset(),
                  block.offset() + 24 + block.length(),
                  true,
                  false,
                  puts));
        }
      }
    }
    for (long number : LogSalvage.numbers(whole)) {
      readFrames(number);
    }
  }

  private void readFrames(long number) throws IOException {
    List<Long> starts = new ArrayList<>();
    List<Boolean> commits = new ArrayList<>();
    List<Map<Object, Object>> puts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    try (LogSalvage log = Objects.requireNonNull(LogSalvage.open(whole, number))) {
      log.read(
          (kind, position, buffer, offset, length) -> {
            starts.add(log.offset(position));
            commits.add(kind == FrameKind.COMMIT);
            puts.add(
                kind == FrameKind.COMMIT
                    ? operations(new Decoder(buffer, offset, length))
                    : Map.of());
            ends.add(endOfFrame(number, log.offset(position)));
          },
          (_, _, _) -> {
            throw new AssertionError("intact");
          });
    }
    for (int i = 0; i < starts.size(); i++) {
      parts.add(
          new Part(
              LogSalvage.name(number),
              starts.get(i),
              ends.get(i),
              false,
              commits.get(i),
              puts.get(i)));
    }
  }

  private long endOfFrame(long number, long offset) {
    byte[] bytes = whole.bytes(LogSalvage.name(number));
    int length = bytes[(int) offset] & 0xFF | (bytes[(int) offset + 1] & 0xFF) << 8;
    return offset + 8 + length;
  }

  private static Map<Object, Object> operations(Decoder in) {
    Map<Object, Object> puts = new HashMap<>();
    while (in.remaining() > 0) {
      int header = (int) in.readVarint();
      if ((header & 3) == OperationLayout.PUT) {
        put(puts, header >>> 2, in);
      } else {
        puts.put(header >>> 2 == 0 ? in.readString() : (Object) in.readLong(), null);
      }
    }
    return puts;
  }

  private static void put(Map<Object, Object> puts, int table, Decoder in) {
    if (table == 0) {
      puts.put(in.readString(), in.readString());
    } else {
      puts.put(in.readLong(), in.readLong());
    }
  }

  private static Map<Object, Object> state(List<Part> parts) {
    Map<Object, Object> state = new HashMap<>();
    for (Part part : parts) {
      part.puts.forEach((key, value) -> {
        if (value == null) {
          state.remove(key);
        } else {
          state.put(key, value);
        }
      });
    }
    return state;
  }

  private static Map<Object, Object> state(Engine<TwoTables> engine) {
    Map<Object, Object> state = new HashMap<>();
    TwoTables tables = TwoTables.of(engine);
    tables.words().forEach(state::put);
    tables.numbers().forEach(state::put);
    return state;
  }

  private SimulatedDirectory with(String name, byte[] bytes) {
    SimulatedDirectory damaged = new SimulatedDirectory();
    for (String file : whole.list()) {
      damaged.put(file, whole.bytes(file));
    }
    damaged.put(name, bytes);
    return damaged;
  }

  /** Up to where a file has more than the zeros behind its end, and a little of those. */
  private static int used(byte[] bytes) {
    int used = bytes.length;
    while (used > 0 && bytes[used - 1] == 0) {
      used--;
    }
    return Math.min(bytes.length, used + 20);
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByteCostsAtMostWhatItIsIn(Shape shape) throws IOException {
    make(shape);
    Map<Object, Object> full = state(parts);
    for (String file : whole.list()) {
      byte[] bytes = whole.bytes(file);
      int used = used(bytes);
      for (int at = 0; at < used; at++) {
        for (int change : someOrAll(bytes[at], at)) {
          byte[] flipped = bytes.clone();
          flipped[at] ^= (byte) change;
          String when = file + " offset=" + at + " change=0x" + Integer.toHexString(change);
          flip(with(file, flipped), file, at, full, when);
        }
      }
    }
  }

  /** What to flip in a byte: a bit, or what makes it zero or all ones; by default in turn. */
  private static int[] someOrAll(byte present, int at) {
    int[] all =
        IntStream.of(1, 0x80, present & 0xFF, ~present & 0xFF).filter(i -> i != 0).toArray();
    return Effort.isThorough() ? all : new int[] {all[at % all.length]};
  }

  private void flip(
      SimulatedDirectory damaged, String file, int at, Map<Object, Object> full, String when) {
    Part hit = parts.stream().filter(part -> part.holds(file, at)).findFirst().orElse(null);
    Engine<TwoTables> engine = TwoTables.open(damaged, SALVAGE);
    SalvageReport report = engine.salvageReport();
    Map<Object, Object> kept = state(engine);
    if (report == null) {
      requirePrefix(kept, when);
    } else if (hit == null || (!hit.isBlock && !hit.isCommit)) {
      assertThat(kept).as(when).isEqualTo(full);
    } else {
      requireAccount(hit, kept, full, report, when);
    }
    requireSound(damaged, engine, kept, when);
  }

  /** Nothing but a torn tail was cut off. */
  private void requirePrefix(Map<Object, Object> kept, String when) {
    List<Map<Object, Object>> prefixes = new ArrayList<>();
    for (int i = 0; i <= parts.size(); i++) {
      prefixes.add(state(parts.subList(0, i)));
    }
    assertThat(prefixes).as(when).contains(kept);
  }

  /** What is kept and what is reported lost are all there was. */
  private void requireAccount(
      Part hit,
      Map<Object, Object> kept,
      Map<Object, Object> full,
      SalvageReport report,
      String when) {
    List<Part> others = new ArrayList<>(parts);
    others.remove(hit);
    if (kept.equals(full)) {
      // the head of a block alone
      assertThat(report.isLossless() || state(others).equals(full)).as(when).isTrue();
      return;
    }
    assertThat(kept).as(when).isEqualTo(state(others));
    assertThat(report.damages()).as(when).hasSize(1);
    Damage damage = report.damages().getFirst();
    assertThat(damage.kind()).as(when).isEqualTo(hit.isBlock ? Kind.ENTRIES : Kind.TRANSACTIONS);
    assertThat(damage.file()).as(when).isEqualTo(hit.file);
    assertThat(damage.offset()).as(when).isEqualTo(hit.offset);
    assertThat(damage.entries()).as(when).isEqualTo(hit.isBlock ? hit.puts.size() : -1);
    requireKeys(hit, damage, full, when);
  }

  /**
   * The keys of the lost part are told. A byte may have been flipped in one of them, so that it is
   * told wrong; and from a damaged length on nothing can be read.
   */
  private static void requireKeys(Part hit, Damage damage, Map<Object, Object> full, String when) {
    Set<Object> told =
        damage.keys().values().stream().flatMap(List::stream).collect(Collectors.toSet());
    Set<Object> lost = new HashSet<>();
    lost.addAll(hit.puts.keySet());
    long wrong = told.stream().filter(key -> !lost.contains(key)).count();
    assertThat(wrong).as(when + " told=" + told).isLessThanOrEqualTo(lost.size());
    assertThat(full).as(when).isNotEmpty();
  }

  /** The database goes on, and opens strictly from then on; the damaged files are still there. */
  private void requireSound(
      SimulatedDirectory damaged, Engine<TwoTables> engine, Map<Object, Object> kept, String when) {
    SalvageReport report = engine.salvageReport();
    TwoTables.of(engine).words().put("after", "it");
    engine.close();
    if (report != null) {
      assertThat(report.originals()).as(when).isNotEmpty();
      assertThat(damaged.list()).as(when).containsAll(report.originals());
    }
    Engine<TwoTables> again = TwoTables.open(damaged, STRICT);
    Map<Object, Object> expected = new HashMap<>(kept);
    assertThat(again.salvageReport()).isNull();
    Map<Object, Object> found = state(again);
    assertThat(found.remove("after")).as(when).isEqualTo("it");
    assertThat(found).as(when).isEqualTo(expected);
    again.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationKeepsWhatIsBeforeIt(Shape shape) throws IOException {
    make(shape);
    for (String file : whole.list()) {
      byte[] bytes = whole.bytes(file);
      int used = used(bytes);
      for (int length = 0; length < bytes.length; length += length < used ? 1 : TAIL_STEP) {
        String when = file + " length=" + length;
        SimulatedDirectory damaged = with(file, Arrays.copyOf(bytes, length));
        Engine<TwoTables> engine = TwoTables.open(damaged, SALVAGE);
        int end = length;
        Map<Object, Object> kept = state(engine);
        List<Part> left =
            parts.stream().filter(part -> !part.file.equals(file) || part.end <= end).toList();
        if (engine.salvageReport() == null) {
          requirePrefix(kept, when);
        } else if (length >= 64) { // the header is there
          assertThat(kept).as(when).isEqualTo(state(left));
        }
        requireSound(damaged, engine, kept, when);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void strictRefusesOrOpensToAPrefix(Shape shape) throws IOException {
    make(shape);
    for (String file : whole.list()) {
      byte[] bytes = whole.bytes(file);
      for (int at = 0; at < Math.min(bytes.length, 1000); at++) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 0x40;
        String when = file + " offset=" + at;
        try {
          Engine<TwoTables> engine = TwoTables.open(with(file, flipped), STRICT);
          requirePrefix(state(engine), when);
          engine.close();
        } catch (CorruptDatabaseException e) {
          assertThat(e)
              .as(when)
              .hasMessageContaining("Recovery.SALVAGE")
              .hasMessageContaining(file);
        }
      }
    }
  }
}
