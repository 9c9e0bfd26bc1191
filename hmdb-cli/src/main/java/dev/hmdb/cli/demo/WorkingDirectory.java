package dev.hmdb.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A new directory that is removed with all its contents in the end, unless it is to be kept. */
record WorkingDirectory(Path path, boolean keep) implements AutoCloseable {

  /** Makes one, in {@code parent} or in the system's place for temporary files. */
  static WorkingDirectory create(@Nullable Path parent, boolean keep) throws IOException {
    if (parent == null) {
      return new WorkingDirectory(Files.createTempDirectory("hmdb-demo-"), keep);
    }
    Files.createDirectories(parent);
    return new WorkingDirectory(Files.createTempDirectory(parent, "hmdb-demo-"), keep);
  }

  /** The bytes in all files below a directory. */
  static long bytesIn(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (keep) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
