package dev.hmdb.internal.engine;

import dev.hmdb.ChangesMissedException;
import dev.hmdb.internal.feed.History;

/** Of a database in memory: nothing is kept but what subscribers are still to be told. */
final class NoHistory implements History {
  @Override
  public boolean isKept() {
    return false;
  }

  @Override
  public boolean hasOthers() {
    return false;
  }

  @Override
  public long durable() {
    return Long.MAX_VALUE;
  }

  @Override
  public End end(long installed) {
    return new End(0, installed);
  }

  @Override
  public Past read(long position, End end) {
    throw new ChangesMissedException(
        "The changes behind position="
            + position
            + " are not in memory any more, and a database in memory keeps them nowhere else: go on"
            + " from position="
            + end.position()
            + " and read the tables anew; or give the subscription a larger buffer",
        position,
        end.position());
  }
}
