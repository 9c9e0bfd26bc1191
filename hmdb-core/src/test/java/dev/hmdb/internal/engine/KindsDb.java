package dev.hmdb.internal.engine;

import dev.hmdb.GeneratedDatabase;
import dev.hmdb.Options;
import java.nio.file.Path;

/** A database of {@link Kinds}; what it hands out is the database's own. */
public final class KindsDb extends GeneratedDatabase<Kinds> {
  private KindsDb(Opening opening) {
    super(Kinds.SCHEMA, opening);
  }

  public static KindsDb open(Path path) {
    return open(path, Options.defaults());
  }

  public static KindsDb open(Path path, Options options) {
    return new KindsDb(Opening.directory(path, options));
  }

  public static KindsDb openReadOnly(Path path) {
    return new KindsDb(Opening.readOnly(path, Options.defaults()));
  }

  public static KindsDb inMemory() {
    return new KindsDb(Opening.memory(Options.defaults()));
  }

  /** The database's own tables. */
  public Kinds own() {
    return table(Kinds.Bound::new);
  }
}
