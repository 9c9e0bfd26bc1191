package dev.hmdb.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for the files of one measurement, on the disk that the run names. */
public final class Folders {
  /** The system property that names where; without it, where temporary files are. */
  public static final String PROPERTY = "benchmarks.folder";

  private Folders() {}

  public static Path create() {
    try {
      String parent = System.getProperty(PROPERTY);
      if (parent == null) {
        return Files.createTempDirectory("hmdb-benchmark");
      }
      Files.createDirectories(Path.of(parent));
      return Files.createTempDirectory(Path.of(parent), "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
