package dev.hmdb.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A walk over all entries, each key and each value decoded where the store has bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerIterate {

  /** A prepared store. */
  @State(Scope.Benchmark)
  public static class Full extends PeerState {
    /** Opens it. */
    @Setup
    public void setup() {
      openPrepared();
    }
  }

  @Benchmark
  public void iterate(Full full, Blackhole sink) {
    full.store.forEach((key, account) -> {
      sink.consume(key);
      sink.consume(account);
    });
  }
}
