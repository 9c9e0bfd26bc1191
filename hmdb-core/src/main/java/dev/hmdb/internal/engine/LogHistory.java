package dev.hmdb.internal.engine;

import dev.hmdb.ChangesMissedException;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.feed.History;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.LogFollower;
import dev.hmdb.internal.log.SegmentGoneException;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The transactions that the log still has, with the values before them. */
final class LogHistory implements History {
  /*
   * Each reading opens the files by itself, beside whoever writes and compacts. A compaction may
   * delete them meanwhile: then it begins again with the newer snapshot file, and if the position
   * lies before that, the changes are missed.
   */
  private final Directory directory;
  private final SchemaDefinition<?> schema;
  private final DatabaseId databaseId;
  private final Source source;

  /** What there is to read. */
  interface Source {
    boolean hasOthers();

    /** Position up to which it is on stable storage. */
    long durable();

    /** Where it ends. Called between two commits. */
    End end();

    /** The number of the snapshot file to begin with; 0 if there is none. */
    long snapshot();

    /**
     * Position of an end of the log behind which there was no commit before a segment.
     *
     * @return {@link Long#MAX_VALUE} if that is not known
     */
    long endBefore(long segment);
  }

  LogHistory(
      Directory directory, SchemaDefinition<?> schema, DatabaseId databaseId, Source source) {
    this.directory = directory;
    this.schema = schema;
    this.databaseId = databaseId;
    this.source = source;
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public boolean hasOthers() {
    return source.hasOthers();
  }

  @Override
  public long durable() {
    return source.durable();
  }

  @Override
  public End end(long installed) {
    return source.end();
  }

  @Override
  public Past read(long position, End end) throws IOException {
    if (position > end.position()) {
      throw new ChangesMissedException(
          directory.path()
              + ": there is no transaction at position="
              + position
              + ", the log ends at position="
              + end.position()
              + ". If it is of this database, a power cut has taken what was not on stable storage:"
              + " read the tables anew, and go on from there",
          position,
          end.position());
    }
    while (true) {
      long snapshot = source.snapshot();
      try {
        return LogPast.open(this, snapshot, position, end);
      } catch (ChangesMissedException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        boolean isGone =
            e instanceof SegmentGoneException
                || (snapshot != 0 && !directory.exists(Snapshots.name(snapshot)));
        if (source.snapshot() == snapshot) {
          if (isGone) {
            throw missed(position, end, null);
          }
          throw e;
        }
      }
    }
  }

  /**
   * What to say when the log has less than was asked for.
   *
   * @param why null if it was compacted
   */
  ChangesMissedException missed(long position, End end, @Nullable String why) {
    return new ChangesMissedException(
        directory.path()
            + ": the changes behind position="
            + position
            + " are not in the log any more: "
            + (why == null ? "it was compacted" : why)
            + ". Go on from position="
            + end.position()
            + ", and read the tables anew, which have what was missed",
        position,
        end.position());
  }

  Directory directory() {
    return directory;
  }

  SchemaDefinition<?> schema() {
    return schema;
  }

  long endBefore(long segment) {
    return source.endBefore(segment);
  }

  LogFollower follower(long first) {
    return new LogFollower(directory, first, databaseId);
  }
}
