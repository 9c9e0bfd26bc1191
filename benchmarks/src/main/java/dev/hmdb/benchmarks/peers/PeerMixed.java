package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Walk;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 95 gets for every 5 buffered puts, in random order, by each thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerMixed {
  private static final int GETS_TO_A_PUT = 19;

  /** A full store. */
  @State(Scope.Benchmark)
  public static class Full extends PeerState {
    /** Fills it. */
    @Setup
    public void setup() {
      fill(Use.SHARED);
    }
  }

  /** How far a thread is. */
  @State(Scope.Thread)
  public static class Turn {
    private int gets;
  }

  @Benchmark
  public Account mixed(Full full, Walk walk, Turn turn) {
    int i = walk.next(full.size);
    if (turn.gets++ < GETS_TO_A_PUT) {
      return full.store.get(full.probes[i]);
    }
    turn.gets = 0;
    full.store.put(full.probes[i], full.accounts[i]);
    return null;
  }
}
