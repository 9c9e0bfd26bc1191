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

/** Buffered puts by one thread, of keys that are there, in random order. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerPut {

  /** A full store. */
  @State(Scope.Benchmark)
  public static class Full extends PeerState {
    /** Fills it. */
    @Setup
    public void setup() {
      fill(Use.ONE_WRITER);
    }
  }

  @Benchmark
  public void overwrite(Full full, Walk walk) {
    int i = walk.next(full.size);
    full.store.put(full.probes[i], full.accounts[i]);
  }
}
