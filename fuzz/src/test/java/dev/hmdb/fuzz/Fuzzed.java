package dev.hmdb.fuzz;

import dev.hmdb.Bytes;
import dev.hmdb.Schema;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A small schema with one of each kind of type, for what is read from a file. */
@Schema
public interface Fuzzed {
  Table<String, Note> notes();

  Table<Long, Long> numbers();

  Table<UUID, Shape> shapes();

  Table<Color, Tree> trees();

  record Note(
      String title,
      List<Integer> parts,
      Optional<Double> weight,
      Color color,
      Map<String, Instant> times,
      Set<Long> ids,
      Bytes raw,
      BigDecimal amount) {}

  enum Color {
    RED,
    GREEN
  }

  sealed interface Shape permits Circle, Unit, Nothing {}

  record Circle(double radius) implements Shape {
    /** Refuses some values, as a user's type may. */
    public Circle {
      if (radius < 0) {
        throw new IllegalArgumentException("radius=" + radius);
      }
    }
  }

  enum Unit implements Shape {
    METRE
  }

  record Nothing() implements Shape {}

  record Tree(int value, List<Tree> children) {}

  /** What the processor made of this interface; the generated class keeps it to itself. */
  @SuppressWarnings("unchecked") // it is this schema's
  static SchemaDefinition<Fuzzed> definition() {
    try {
      var field = FuzzedDb.class.getDeclaredField("SCHEMA");
      field.setAccessible(true);
      return (SchemaDefinition<Fuzzed>) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("FuzzedDb.SCHEMA", e);
    }
  }
}
