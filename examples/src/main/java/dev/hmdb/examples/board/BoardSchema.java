package dev.hmdb.examples.board;

import dev.hmdb.Cell;
import dev.hmdb.Check;
import dev.hmdb.Index;
import dev.hmdb.ListMultimap;
import dev.hmdb.ListTable;
import dev.hmdb.OnDelete;
import dev.hmdb.References;
import dev.hmdb.Schema;
import dev.hmdb.SetMultimap;
import dev.hmdb.SortedIndex;
import dev.hmdb.SortedTable;
import dev.hmdb.Table;
import dev.hmdb.TableIndex;
import dev.hmdb.Unique;
import dev.hmdb.UniqueIndex;
import java.util.Optional;

/** Tasks have numbers; everything else refers to these. */
@Schema
public interface BoardSchema {
  /** Who works here, with the full name. */
  Table<String, String> people();

  /** Every task, in the order of the numbers. One of somebody who leaves is nobody's again. */
  @References(table = "people", component = "assignee", onDelete = OnDelete.SET_EMPTY)
  SortedTable<Integer, Task> tasks();

  /** The number of the newest task; no value before there is one. */
  Cell<Integer> lastNumber();

  /** The numbers of the tasks to begin with next, the most urgent first. */
  ListTable<Integer> upNext();

  /** Who wants to hear of a task: each name once. */
  SetMultimap<Integer, String> watchers();

  /** What was said of a task, in its order. */
  ListMultimap<Integer, String> comments();

  /** Finds what someone works on. Tasks of nobody are not in it. */
  @Index("tasks.assignee")
  TableIndex<String, Integer, Task> tasksByAssignee();

  /** Finds tasks by column, and there by day. */
  @Index({"tasks.status", "tasks.due"})
  SortedIndex<StatusAndDue, Integer, Task> tasksByStatusAndDue();

  /** Keeps two tasks from having the same title. */
  @Unique("tasks.title") UniqueIndex<String, Integer, Task> tasksByTitle();

  /** Keeps tasks from having no title, and those that were begun from being open. */
  @Check("tasks")
  static Optional<String> isInOrder(Task task) {
    if (task.title().isBlank()) {
      return Optional.of("it has no title");
    }
    boolean isBegun = task.assignee().isPresent() && task.status() == Status.OPEN;
    return isBegun ? Optional.of("it is open, but has an assignee") : Optional.empty();
  }
}
