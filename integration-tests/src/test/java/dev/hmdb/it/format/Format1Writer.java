package dev.hmdb.it.format;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Made the databases of {@link Format1}, and is kept to tell how. */
final class Format1Writer {
  private Format1Writer() {}

  /**
   * @param arguments the folder {@code fixtures/format-1}, which does not exist
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Files.createDirectories(Path.of(arguments[0]));
    Options options = Options.defaults().compaction(Compaction.manual());
    try (Format1Db db = Format1Db.open(root.resolve("log"), options)) {
      Format1Content.writeFirst(db);
      Format1Content.writeSecond(db);
    }
    try (Format1Db db = Format1Db.open(root.resolve("snapshot-and-log"), options)) {
      Format1Content.writeFirst(db);
      db.compact();
      Format1Content.writeSecond(db);
    }
    Options compressed = options.compression(true);
    try (Format1Db db = Format1Db.open(root.resolve("compressed-snapshot-and-log"), compressed)) {
      Format1Content.writeFirst(db);
      db.compact();
      Format1Content.writeSecond(db);
    }
    for (String shape : new String[] {"log", "snapshot-and-log", "compressed-snapshot-and-log"}) {
      Files.deleteIfExists(root.resolve(shape).resolve("LOCK"));
    }
  }
}
