package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Walk;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Puts that are on stable storage when they return, of keys that are there. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PeerPutSynced {

  /** A full store. */
  @State(Scope.Benchmark)
  public static class Full extends PeerState {
    /** Fills it. */
    @Setup
    public void setup() {
      fill(Use.SYNCED);
    }
  }

  @Benchmark
  public void put(Full full, Walk walk) {
    int i = walk.next(full.size);
    full.store.put(full.probes[i], full.accounts[i]);
  }
}
