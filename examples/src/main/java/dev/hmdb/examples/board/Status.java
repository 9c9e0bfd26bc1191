package dev.hmdb.examples.board;

/** How far a task is. The order of the constants is that of the board's columns. */
public enum Status {
  OPEN,
  STARTED,
  DONE
}
