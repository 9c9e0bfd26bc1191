package dev.hmdb.examples.board;

import java.time.LocalDate;

/** What tasks are listed by: the status decides, and among tasks of one status the day. */
public record StatusAndDue(Status status, LocalDate due) {}
