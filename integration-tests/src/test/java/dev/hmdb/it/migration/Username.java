package dev.hmdb.it.migration;

/** A type that both schemas share. */
public record Username(String value) {}
