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

/** Buffered transactions of four puts each, by one thread, of keys that are there. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerTransaction {

  /** A full store. */
  @State(Scope.Benchmark)
  public static class Full extends PeerState {
    /** Fills it. */
    @Setup
    public void setup() {
      fill(Use.TRANSACTIONS);
    }
  }

  @Benchmark
  public void four(Full full, Walk walk) {
    int i = walk.next(full.size / 4) * 4;
    full.store.putFour(full.probes, full.accounts, i);
  }
}
