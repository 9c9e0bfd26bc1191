package dev.hmdb.benchmarks;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is in an array that it goes round and round. */
@State(Scope.Thread)
public class Walk {
  private int at = ThreadLocalRandom.current().nextInt(1 << 20);

  public int next(int length) {
    int next = at + 1;
    if (next >= length) {
      next = 0;
    }
    at = next;
    return next;
  }
}
