package dev.hmdb.internal.engine;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects why a database may not be opened. For one thread. */
final class Offenders {
  /** More are only counted: they are likely to be of the same kind. */
  private static final int MAX_KEPT = 100;

  /** So many are in the message. */
  private static final int MAX_NAMED = 20;

  private final List<Violation> first = new ArrayList<>();
  private long count;

  void add(Violation violation) {
    if (first.size() < MAX_KEPT) {
      first.add(violation);
    }
    count++;
  }

  void addAll(Offenders others) {
    long before = count;
    others.first.forEach(this::add);
    count = before + others.count;
  }

  /**
   * @throws ConstraintViolationException if there is one
   */
  void requireNone() {
    if (count > 0) {
      int named = Math.min(first.size(), MAX_NAMED);
      throw new ConstraintViolationException(
          "The database has "
              + (count == 1 ? "an entry" : count + " entries")
              + " that the schema does not allow: "
              + first.stream()
                  .limit(named)
                  .map(Violation::description)
                  .collect(Collectors.joining("; "))
              + (count > named ? "; and " + (count - named) + " more" : "")
              + ". Open it without these constraints and change them",
          first,
          count);
    }
  }
}
