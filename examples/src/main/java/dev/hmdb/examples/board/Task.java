package dev.hmdb.examples.board;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Something to be done. A value: changing one means putting another.
 *
 * @param due the day on which it should be done
 * @param assignee who does it, if that was decided
 */
public record Task(String title, Status status, LocalDate due, Optional<String> assignee) {

  /** This task, begun by {@code name}. */
  public Task startedBy(String name) {
    return new Task(title, Status.STARTED, due, Optional.of(name));
  }
}
