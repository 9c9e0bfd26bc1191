package dev.hmdb.fuzz;

import dev.hmdb.Bytes;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.fuzz.Fuzzed.Circle;
import dev.hmdb.fuzz.Fuzzed.Color;
import dev.hmdb.fuzz.Fuzzed.Note;
import dev.hmdb.fuzz.Fuzzed.Nothing;
import dev.hmdb.fuzz.Fuzzed.Tree;
import dev.hmdb.fuzz.Fuzzed.Unit;
import dev.hmdb.internal.engine.SmallDatabases;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What fuzzing begins with: real small databases, values and descriptors. */
public final class Seeds {
  private Seeds() {}

  /** Writes the seeds of each target to a folder of its name. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    for (String target : Targets.ALL.keySet()) {
      Path folder = Files.createDirectories(root.resolve(target));
      int number = 0;
      for (byte[] seed : of(target)) {
        Files.write(folder.resolve("seed-" + number++), seed);
      }
    }
  }

  static List<byte[]> of(String target) {
    return switch (target) {
      case "codec" -> values();
      case "descriptor" -> descriptors();
      default -> databases();
    };
  }

  private static List<byte[]> databases() {
    List<byte[]> inputs = new ArrayList<>();
    SmallDatabases.all()
        .forEach(directory -> {
          Parcel parcel = Parcel.of(directory);
          inputs.add(parcel.input(0));
          inputs.add(parcel.input(Parcel.WHOLE_CHECKSUMS));
          inputs.add(parcel.input(Parcel.WHOLE_HEADERS | Parcel.WHOLE_CHECKSUMS));
        });
    return inputs;
  }

  /** Entries for every table. */
  public static void fill(Fuzzed tables) {
    tables
        .notes()
        .put(
            "first",
            new Note(
                "größer",
                List.of(1, -300, 70_000),
                Optional.of(2.5),
                Color.GREEN,
                Map.of("then", Instant.EPOCH.plusNanos(1)),
                Set.of(7L),
                Bytes.of(new byte[] {1, 2, 3}),
                new BigDecimal("-12.50")));
    tables.numbers().put(1L, 2L);
    tables.numbers().put(Long.MAX_VALUE, Long.MIN_VALUE);
    tables.shapes().put(new UUID(1, 2), new Circle(1.5));
    tables.shapes().put(new UUID(3, 4), Unit.METRE);
    tables.shapes().put(new UUID(5, 6), new Nothing());
    tables.trees().put(Color.RED, new Tree(1, List.of(new Tree(2, List.of()))));
  }

  private static List<byte[]> values() {
    List<byte[]> inputs = new ArrayList<>();
    try (FuzzedDb db = FuzzedDb.inMemory()) {
      fill(db);
      int codec = 0;
      for (TableDefinition<?, ?> definition : Fuzzed.definition().tables()) {
        values(definition, table(db, definition.name()), codec, inputs);
        codec += 2;
      }
    }
    for (int codec = 0; codec < CodecTarget.count(); codec++) {
      inputs.add(new byte[] {(byte) codec, 3, 'a', 'b', 'c'});
      inputs.add(new byte[] {(byte) codec, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    }
    return inputs;
  }

  private static Map<?, ?> table(Fuzzed db, String name) {
    return switch (name) {
      case "notes" -> db.notes().asMap();
      case "numbers" -> db.numbers().asMap();
      case "shapes" -> db.shapes().asMap();
      case "trees" -> db.trees().asMap();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @SuppressWarnings("unchecked") // the entries are of this table
  private static <K, V> void values(
      TableDefinition<K, V> definition, Map<?, ?> entries, int codec, List<byte[]> inputs) {
    entries.forEach((key, value) -> {
      Encoder out = new Encoder();
      out.writeByte((byte) codec);
      definition.keyCodec().encode((K) key, out);
      inputs.add(out.toByteArray());
      out.clear();
      out.writeByte((byte) (codec + 1));
      definition.valueCodec().encode((V) value, out);
      inputs.add(out.toByteArray());
    });
  }

  private static List<byte[]> descriptors() {
    List<byte[]> inputs = new ArrayList<>();
    for (TableDefinition<?, ?> definition : Fuzzed.definition().tables()) {
      for (TypeDescriptor type :
          List.of(definition.keyCodec().type(), definition.valueCodec().type())) {
        Encoder out = new Encoder();
        TypeDescriptor.codec().encode(type, out);
        inputs.add(out.toByteArray());
        TypeDescriptor.codec().encode(type, out);
        inputs.add(out.toByteArray());
      }
    }
    return inputs;
  }
}
