package dev.hmdb.it.migration;

/** A type that both schemas share. */
public record FileMetadata(String name, long length) {}
