package dev.hmdb.internal.engine;

import dev.hmdb.SalvageReport;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.internal.feed.History;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an open database has its files. */
sealed interface Store permits Storage, SharedStorage {
  Path path();

  boolean isReadOnly();

  /** Bytes of the log that hold something. */
  long logBytes();

  /** Bytes of the snapshot file; 0 if there is none. */
  long snapshotBytes();

  /** Bytes of the files. */
  long diskBytes();

  /** Bytes of a torn tail that were cut off, or left out when read-only. */
  long tornBytes();

  /** What was found damaged and left out; null if nothing was. */
  @Nullable SalvageReport salvageReport();

  /** Follows other processes that write; null if there cannot be any. */
  @Nullable Follower follower();

  /** What the feed of changes reads; null if there cannot be any changes. */
  @Nullable History history(SchemaDefinition<?> schema);

  /** Closes cleanly and lets go of the directory. */
  void close();

  /** Lets go of everything as the death of the process would. */
  void discard();
}
