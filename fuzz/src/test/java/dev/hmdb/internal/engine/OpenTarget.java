package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.fuzz.Fuzzed;
import dev.hmdb.fuzz.Parcel;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.LogOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opening a directory of any files: strictly, it opens or is refused, always in the same way, and a
 * refusal changes nothing; with salvage it opens, and strictly from then on, unless another schema
 * or a newer release wrote it, or nothing in it is a database.
 */
public final class OpenTarget {
  private static final Options STRICT = Options.defaults().compaction(Compaction.manual());
  private static final Options SALVAGE = STRICT.recovery(Recovery.SALVAGE);

  /** Kept, for a logger that nobody keeps forgets its level. A salvage warns of each loss. */
  private static final Logger QUIET = Logger.getLogger("dev.hmdb");

  static {
    QUIET.setLevel(Level.OFF);
  }

  private OpenTarget() {}

  /** What an opening led to. */
  private record Outcome(
      @Nullable Map<String, Map<Object, Object>> content,
      boolean isSalvaged,
      @Nullable Class<?> refusal,
      String message) {
    boolean isOpen() {
      return content != null;
    }
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Parcel parcel = Parcel.of(input);
    Outcome strict = reading(parcel, STRICT);
    assertThat(reading(parcel, STRICT)).isEqualTo(strict);
    Outcome salvaged = reading(parcel, SALVAGE);
    if (strict.isOpen()) {
      assertThat(salvaged).isEqualTo(strict);
    } else {
      assertThat(salvaged.refusal()).isNotEqualTo(CorruptDatabaseException.class);
    }
    writing(parcel, STRICT, strict);
    writing(parcel, SALVAGE, salvaged);
  }

  /** Opens read-only, which changes nothing. */
  private static Outcome reading(Parcel parcel, Options options) {
    SimulatedDirectory directory = parcel.directory().readOnly();
    Outcome outcome = open(directory, options);
    requireUnchanged(parcel, directory);
    return outcome;
  }

  /** Opens for writing, which comes to the same as for reading; and again. */
  private static void writing(Parcel parcel, Options options, Outcome expected) {
    SimulatedDirectory directory = parcel.directory();
    Outcome outcome = open(directory, options);
    if (expected.isOpen()) {
      assertThat(outcome).isEqualTo(expected);
    } else if (outcome.isOpen()) {
      // There was nothing, so it was made.
      assertThat(expected.message()).contains("holds no database");
      assertThat(outcome.content().values()).allSatisfy(table -> assertThat(table).isEmpty());
    } else {
      assertThat(outcome.refusal()).isEqualTo(expected.refusal());
      requireUnchanged(parcel, directory);
    }
    if (outcome.isOpen()) {
      assertThat(open(directory.readOnly(), STRICT).content()).isEqualTo(outcome.content());
    }
  }

  private static Outcome open(SimulatedDirectory directory, Options options) {
    try {
      Engine<Fuzzed> engine =
          Engine.open(
              Fuzzed.definition(), directory, options, new LogOptions(4096, 1 << 16, false));
      try {
        return new Outcome(content(engine), engine.salvageReport() != null, null, "");
      } finally {
        engine.close();
      }
    } catch (CorruptDatabaseException | DatabaseOpenException | SchemaMismatchException e) {
      return new Outcome(null, false, e.getClass(), String.valueOf(e.getMessage()));
    } finally {
      assertThat(directory.openFiles()).isZero();
      assertThat(directory.liveMappings()).isZero();
    }
  }

  private static Map<String, Map<Object, Object>> content(Engine<Fuzzed> engine) {
    Map<String, Map<Object, Object>> content = new TreeMap<>();
    for (TableDefinition<?, ?> definition : Fuzzed.definition().tables()) {
      Map<Object, Object> entries = new HashMap<>();
      engine.tables().table(definition).forEach(entries::put);
      content.put(definition.name(), entries);
    }
    return content;
  }

  private static void requireUnchanged(Parcel parcel, SimulatedDirectory directory) {
    assertThat(directory.list()).containsExactlyElementsOf(new TreeMap<>(parcel.files()).keySet());
    parcel
        .files()
        .forEach((name, bytes) -> assertThat(directory.bytes(name)).as(name).isEqualTo(bytes));
  }
}
