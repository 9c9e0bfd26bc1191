package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.SchemaModel.TableModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema demands of its entries.
 *
 * @param references in the order of their methods
 * @param checks in the order of their methods
 */
record ConstraintsModel(List<ReferenceModel> references, List<CheckModel> checks) {
  static final ConstraintsModel NONE = new ConstraintsModel(List.of(), List.of());

  ConstraintsModel {
    references = List.copyOf(references);
    checks = List.copyOf(checks);
  }

  boolean isEmpty() {
    return references.isEmpty() && checks.isEmpty();
  }

  /**
   * One {@code @References}.
   *
   * @param name for messages: {@code files.owner}
   * @param table the one that refers
   * @param target the one that is referred to
   * @param path to what refers; null if that is the key itself
   * @param isOfKey whether the path begins in the keys
   * @param onDelete the constant's name
   */
  record ReferenceModel(
      String name,
      TableModel table,
      TableModel target,
      @Nullable IndexPath path,
      boolean isOfKey,
      String onDelete) {
    boolean isEmptied() {
      return onDelete.equals("SET_EMPTY");
    }

    /** The path that there is unless keys refer. */
    IndexPath presentPath() {
      if (path == null) {
        throw new IllegalStateException(name);
      }
      return path;
    }

    /** What generated code names it after: {@code filesOwner}. */
    String baseName() {
      StringBuilder base = new StringBuilder(table.name());
      List<String> parts = path == null ? List.of() : path.components();
      if (parts.isEmpty()) {
        base.append(isOfKey || path == null ? "Key" : "Value");
      }
      parts.forEach(part -> base.append(Naming.capitalized(part)));
      return base.toString();
    }
  }

  /**
   * One {@code @Check}.
   *
   * @param name of its method
   * @param owner the interface that has the method
   * @param takesKey whether it takes the key before the value
   */
  record CheckModel(
      String name, TableModel table, ClassType owner, boolean takesKey, Answer answer) {}

  /** How a check says what is wrong. */
  enum Answer {
    /** True if nothing is. */
    BOOLEAN,
    /** Null if nothing is. */
    TEXT,
    /** Empty if nothing is. */
    OPTIONAL
  }
}
