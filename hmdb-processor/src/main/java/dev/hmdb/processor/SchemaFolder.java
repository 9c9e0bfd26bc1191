package dev.hmdb.processor;

import dev.hmdb.processor.form.FormException;
import dev.hmdb.processor.form.FormParser;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The directory that keeps the files of a project's schemas. */
final class SchemaFolder {
  static final String SUFFIX = ".hmdb-schema";

  private final Path directory;
  private final Predicate<String> isPresent;

  /** Which schema of this compilation has a file, so that no other one takes it. */
  private final Map<Path, String> taken = new HashMap<>();

  /**
   * @param isPresent whether there is a class of that qualified name
   */
  SchemaFolder(Path directory, Predicate<String> isPresent) {
    this.directory = directory;
    this.isPresent = isPresent;
  }

  /**
   * The file of a schema, there or not: named after the interface alone, unless another schema has
   * that file; then after its qualified name. An interface that moved to another package keeps its
   * file; whether it did, the guard sees by what it stores.
   */
  Path fileOf(SchemaModel model) {
    String qualified = model.schema().toString();
    Path full = directory.resolve(qualified + SUFFIX);
    Path simple = directory.resolve(model.baseName() + SUFFIX);
    Path file = Files.exists(full) || !isFreeFor(simple, qualified) ? full : simple;
    taken.putIfAbsent(file, qualified);
    return file;
  }

  private boolean isFreeFor(Path file, String schema) {
    String owner = taken.get(file);
    if (owner != null || !Files.exists(file)) {
      return owner == null || owner.equals(schema);
    }
    try {
      String named = FormParser.parse(Files.readString(file)).schema();
      return named.equals(schema) || !isPresent.test(named);
    } catch (IOException | FormException _) {
      return true; // whoever reads it next says what is wrong
    }
  }

  /**
   * Replaces the file, or that which it links to, or makes it; never leaves half of one. Another
   * compilation may do the same meanwhile: the last one counts.
   */
  static void write(Path link, String text) throws IOException {
    Path file = Files.exists(link) ? link.toRealPath() : link;
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    // Not createTempFile, which would make a file that only its owner may read.
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".draft");
    try {
      Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException _) {
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
