package dev.hmdb.processor.samples;

import java.util.Date;

/** A record, compiled before the schema that uses it, that cannot be stored. */
public record Unstorable(String name, Date at) {}
