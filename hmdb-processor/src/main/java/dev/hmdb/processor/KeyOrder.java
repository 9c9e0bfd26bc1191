package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;

/** How keys of one type are compared. */
sealed interface KeyOrder {

  /** As they compare themselves. */
  record Natural() implements KeyOrder {}

  /** Decimals: as they compare themselves, and those that differ in their scale alone by that. */
  record Decimal() implements KeyOrder {}

  /** By a comparator of the user's. */
  record OfClass(ClassType comparator) implements KeyOrder {}

  /** By the components of a record, the first one first. */
  record ByComponents(ClassType type, List<Part> parts) implements KeyOrder {
    public ByComponents {
      parts = List.copyOf(parts);
    }
  }

  /** One component, and how it compares. */
  record Part(String name, StoredType type, KeyOrder order) {}

  /**
   * Not at all.
   *
   * @param path of what has no order
   * @param reason why it has none
   */
  record None(String path, String reason) implements KeyOrder {}
}
