package dev.hmdb.schema;

import dev.hmdb.codec.TypeDescriptor;
import java.util.Objects;

/**
 * A table of a schema.
 *
 * @param name its name
 * @param key the type of its keys
 * @param value the type of its values
 */
public record TableType(String name, TypeDescriptor key, TypeDescriptor value) {
  /** Checks that nothing is null. */
  public TableType {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }
}
