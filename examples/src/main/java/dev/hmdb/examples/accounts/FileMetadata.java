package dev.hmdb.examples.accounts;

import java.time.Instant;

/**
 * What is known of a stored file.
 *
 * @param owner whose file it is
 * @param name what the owner calls it
 * @param length its size in bytes
 * @param uploaded when it came in
 */
public record FileMetadata(Username owner, String name, long length, Instant uploaded) {}
