package dev.hmdb.internal.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A walk over a table that grows meanwhile passes every entry once. */
@JCStressTest
@Outcome(id = "12", expect = ACCEPTABLE, desc = "each entry once, wherever the walk met a move")
@State
public class CursorWhileGrowing {
  private final HashTable<FiledKey, Integer> table = new HashTable<>(new Clock());

  public CursorWhileGrowing() {
    for (int i = 0; i < 12; i++) {
      table.load(FiledKey.at(i << 27), i);
    }
  }

  @Actor
  public void writer() {
    table.reserve(1);
    table.reserve(1);
  }

  @Actor
  public void reader(I_Result r) {
    Cursor<FiledKey, Integer> cursor = table.cursor(0);
    int count = 0;
    while (cursor.advance()) {
      count++;
    }
    r.r1 = count;
  }
}
