package dev.hmdb.schema;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of its own past: earlier names, defaults of what was added, tables that were
 * dropped. Immutable.
 *
 * <p>Types are named as in the schema's {@linkplain dev.hmdb.codec.TypeDescriptor descriptors};
 * members are components, constants, and variants by their simple names.
 */
public final class Evolution {
  private static final Evolution NONE = new Builder().build();

  private final int version;
  private final Map<Member, List<String>> formerNames;
  private final Map<Member, byte[]> defaults;
  private final Map<String, List<String>> formerTables;
  private final Set<String> droppedTables;

  private record Member(String type, String name) {}

  private Evolution(Builder builder) {
    version = builder.version;
    formerNames = copy(builder.formerNames);
    defaults = Map.copyOf(builder.defaults);
    formerTables = copy(builder.formerTables);
    droppedTables = Set.copyOf(builder.droppedTables);
  }

  private static <K> Map<K, List<String>> copy(Map<K, List<String>> lists) {
    Map<K, List<String>> copy = new HashMap<>();
    lists.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    return Map.copyOf(copy);
  }

  /** The evolution of a schema that says nothing. */
  public static Evolution none() {
    return NONE;
  }

  /** The beginning of a schema's evolution. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of the schema's present form, which a later one exceeds; 0 if none is known. */
  public int version() {
    return version;
  }

  /** What a component, constant or variant was called before; empty if it kept its name. */
  public List<String> formerNames(String type, String member) {
    return formerNames.getOrDefault(new Member(type, member), List.of());
  }

  /** The encoding of a component's default; null if it has none. */
  public byte @Nullable [] defaultValue(String type, String component) {
    byte[] encoded = defaults.get(new Member(type, component));
    return encoded == null ? null : encoded.clone();
  }

  /** What a table was called before; empty if it kept its name. */
  public List<String> formerTables(String table) {
    return formerTables.getOrDefault(table, List.of());
  }

  /** The names of the tables that were removed on purpose. */
  public Set<String> droppedTables() {
    return droppedTables;
  }

  /** Collects what a schema says of its past. Not thread-safe. */
  public static final class Builder {
    private int version;
    private final Map<Member, List<String>> formerNames = new HashMap<>();
    private final Map<Member, byte[]> defaults = new HashMap<>();
    private final Map<String, List<String>> formerTables = new HashMap<>();
    private final Set<String> droppedTables = new LinkedHashSet<>();

    private Builder() {}

    /** Sets {@link Evolution#version}. */
    public Builder version(int number) {
      if (number < 0) {
        throw new IllegalArgumentException("version=" + number);
      }
      version = number;
      return this;
    }

    /** A component, constant or variant had other names before. */
    public Builder renamed(String type, String member, String... former) {
      formerNames
          .computeIfAbsent(new Member(type, member), _ -> new ArrayList<>())
          .addAll(Arrays.asList(former));
      return this;
    }

    /** What an added component has in values that lack it. */
    public <T> Builder defaultValue(String type, String component, Codec<T> codec, T value) {
      Encoder encoder = new Encoder();
      codec.encode(value, encoder);
      return defaultValue(type, component, Arrays.copyOf(encoder.array(), encoder.position()));
    }

    /** As {@link #defaultValue(String, String, Codec, Object)}, encoded. */
    public Builder defaultValue(String type, String component, byte[] encoded) {
      Objects.requireNonNull(encoded, "encoded");
      defaults.put(new Member(type, component), encoded.clone());
      return this;
    }

    /** A table had other names before. */
    public Builder renamedTable(String table, String... former) {
      formerTables.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(Arrays.asList(former));
      return this;
    }

    /** Tables were removed on purpose. */
    public Builder droppedTables(String... names) {
      droppedTables.addAll(Arrays.asList(names));
      return this;
    }

    /** What was collected. */
    public Evolution build() {
      return new Evolution(this);
    }
  }
}
