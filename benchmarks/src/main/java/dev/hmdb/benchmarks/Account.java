package dev.hmdb.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A value of some 80 bytes when encoded. */
public record Account(
    UUID id, String name, String email, Instant created, Plan plan, List<String> tags) {}
