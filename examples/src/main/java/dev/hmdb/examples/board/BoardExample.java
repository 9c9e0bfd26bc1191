package dev.hmdb.examples.board;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A morning with a board of tasks.
 *
 * <p>Run it with the directory of a new database, or without arguments to use a temporary one.
 */
public final class BoardExample {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

  private final PrintStream out;

  BoardExample(PrintStream out) {
    this.out = out;
  }

  /** Runs the example. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("hmdb-board");
    new BoardExample(System.out).run(directory);
  }

  void run(Path directory) {
    try (BoardSchemaDb db = BoardSchemaDb.open(directory)) {
      db.people().put("ada", "Ada Lovelace");
      addTasks(db);
      addOneTwice(db);
      talk(db);
      start(db, "eve");
      start(db, "ada");
      ask(db);
      leave(db, "ada");
      cleanUp(db);
    }
  }

  private void addTasks(BoardSchemaDb db) {
    add(db, "Paint the door", TODAY.plusDays(3));
    add(db, "Buy paint", TODAY);
    add(db, "Call the landlord", TODAY.plusDays(1));

    // A list keeps its order, and something can come in anywhere.
    db.upNext().addFirst(2);
    db.upNext().add(3);
    db.upNext().add(1, 1);
    out.println("up next: " + db.upNext().stream().toList());
  }

  private int add(BoardSchemaDb db, String title, LocalDate due) {
    // Two threads that add at once would take the same number: then one of them runs again.
    return db.transactionResult(tx -> {
      int number = tx.lastNumber().getOrDefault(0) + 1;
      tx.lastNumber().set(number);
      tx.tasks().put(number, new Task(title, Status.OPEN, due, Optional.empty()));
      return number;
    });
  }

  private void addOneTwice(BoardSchemaDb db) {
    try {
      add(db, "Buy paint", TODAY.plusDays(9));
    } catch (ConstraintViolationException e) {
      // Nothing of the transaction was kept: the cell has the number before, too.
      out.println("refused; the last number is " + db.lastNumber().get());
    }
    out.println("the one there is: " + db.tasksByTitle().keyOf("Buy paint"));
  }

  private void talk(BoardSchemaDb db) {
    // Each value is an entry of its own: adding one does not touch the others.
    db.comments().put(2, "Which colour?");
    db.comments().put(2, "Blue.");
    db.watchers().put(2, "bob");
    boolean isNew = db.watchers().put(2, "bob");
    out.println("said of 2: " + db.comments().get(2));
    out.println("watchers of 2: " + db.watchers().get(2) + ", new: " + isNew);
  }

  private void start(BoardSchemaDb db, String name) {
    try {
      // The list, the table and its indexes change at once or not at all.
      Optional<Integer> started =
          db.transactionResult(tx -> {
            Optional<Integer> next = tx.upNext().pollFirst();
            next.ifPresent(
                number -> tx.tasks().computeIfPresent(number, (_, task) -> task.startedBy(name)));
            return next;
          });
      out.println(name + " started: " + started);
    } catch (ConstraintViolationException e) {
      // So the list has what was taken off it, too.
      out.println("refused, for " + e.constraint() + " is " + e.value());
    }
  }

  private void leave(BoardSchemaDb db, String name) {
    db.people().remove(name);
    out.println(name + " left, and 2 is with: " + db.tasks().find(2).flatMap(Task::assignee));
  }

  private void ask(BoardSchemaDb db) {
    out.println("ada works on: " + titles(db.tasksByAssignee().get("ada")));

    // A range over the leading component of the index key, and one over the next.
    KeyRange<StatusAndDue> open = KeyRange.leading(StatusAndDue::status, Status.OPEN);
    KeyRange<StatusAndDue> soon =
        KeyRange.leading(StatusAndDue::status, Status.OPEN)
            .then(StatusAndDue::due, KeyRange.atMost(TODAY.plusDays(1)));
    out.println("open, by day: " + titles(db.tasksByStatusAndDue().range(open)));
    out.println("open until tomorrow: " + titles(db.tasksByStatusAndDue().range(soon)));

    out.println("from 2 on: " + titles(db.tasks().range(KeyRange.atLeast(2))));
    out.println("the newest: " + db.tasks().reversed().keys().findFirst());
  }

  private void cleanUp(BoardSchemaDb db) {
    long removed =
        db.transactionResult(tx -> {
          tx.comments().removeAll(2);
          tx.watchers().removeAll(2);
          return tx.tasks().removeRange(KeyRange.closed(1, 2));
        });
    out.println("removed: " + removed + ", left: " + titles(db.tasks().range(KeyRange.all())));
    out.println("ada works on: " + titles(db.tasksByAssignee().get("ada")));
  }

  private static String titles(Entries<Integer, Task> tasks) {
    return tasks.values().map(Task::title).toList().toString();
  }
}
