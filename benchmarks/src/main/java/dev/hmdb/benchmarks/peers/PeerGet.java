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

/**
 * {@code get} in random order: of keys that are there, by other objects than the stored ones, and
 * of keys that are not.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerGet {

  /** A prepared store. */
  @State(Scope.Benchmark)
  public static class Full extends PeerState {
    /** Opens it. */
    @Setup
    public void setup() {
      openPrepared();
    }
  }

  /** Keys that are in no store. */
  @State(Scope.Benchmark)
  public static class Misses {
    private Object[] probes;

    /** Makes them. */
    @Setup
    public void make(Full full) {
      probes = Keys.named(full.keys).misses(full.size);
    }
  }

  @Benchmark
  public Account hit(Full full, Walk walk) {
    return full.store.get(full.probes[walk.next(full.size)]);
  }

  @Benchmark
  public Account miss(Full full, Misses misses, Walk walk) {
    return full.store.get(misses.probes[walk.next(full.size)]);
  }
}
