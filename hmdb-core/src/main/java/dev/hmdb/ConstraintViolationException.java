package dev.hmdb;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A commit would have broken a constraint of the schema, and nothing of it was kept; or a database
 * that was to be opened breaks some, and is as it was.
 */
public final class ConstraintViolationException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** What kind of constraint is broken. */
  public enum Kind {
    /** {@link Unique}: two entries have the same index key. */
    UNIQUE,
    /** {@link References}: an entry names a key that is not there. */
    REFERENCE,
    /** {@link Check}: an entry does not pass it. */
    CHECK
  }

  /**
   * One entry that breaks one constraint.
   *
   * @param constraint its name: that of the index, of the check's method, or, of a reference, the
   *     table and the component that refers, {@code "files.owner"}
   * @param table the name of the table whose entry breaks it
   * @param key the entry's key
   * @param value what is wrong with the entry: the index key that another one has; the key that is
   *     referred to; for a check the entry's value
   * @param description a sentence that names all these
   */
  public record Violation(
      Kind kind, String constraint, String table, Object key, Object value, String description) {
    /** Checks that nothing is null. */
    public Violation {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(constraint, "constraint");
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(description, "description");
    }
  }

  /** Keys and values need not be serializable: an exception that was serialized has none. */
  private final transient @Nullable List<Violation> violations;

  private final long count;

  /**
   * With a message that says what failed, where, and what to do.
   *
   * @param violations at least one
   * @param count how many there are in all
   */
  public ConstraintViolationException(String message, List<Violation> violations, long count) {
    super(message);
    if (violations.isEmpty() || count < violations.size()) {
      throw new IllegalArgumentException("violations=" + violations + " count=" + count);
    }
    this.violations = List.copyOf(violations);
    this.count = count;
  }

  /** A commit that was refused. */
  public ConstraintViolationException(Violation violation) {
    this(violation.description() + "; nothing of the transaction was kept", List.of(violation), 1);
  }

  /**
   * What is broken: of a commit the first violation that was found, of a database that was to be
   * opened the first hundred. Empty in an exception that was serialized.
   */
  public List<Violation> violations() {
    return violations == null ? List.of() : violations;
  }

  /** How many violations there are: 1 of a commit. */
  public long count() {
    return count;
  }

  /** {@link Violation#kind} of the first violation. */
  public Kind kind() {
    return first().kind();
  }

  /** {@link Violation#constraint} of the first violation. */
  public String constraint() {
    return first().constraint();
  }

  /** {@link Violation#table} of the first violation. */
  public String table() {
    return first().table();
  }

  /** {@link Violation#key} of the first violation. */
  public Object key() {
    return first().key();
  }

  /** {@link Violation#value} of the first violation. */
  public Object value() {
    return first().value();
  }

  private Violation first() {
    if (violations().isEmpty()) {
      throw new IllegalStateException("an exception that was serialized has no violations");
    }
    return violations().getFirst();
  }
}
