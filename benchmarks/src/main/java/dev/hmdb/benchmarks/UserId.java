package dev.hmdb.benchmarks;

/** A key that is a record of one number. */
public record UserId(long value) {}
