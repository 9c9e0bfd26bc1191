package dev.hmdb.benchmarks;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Opening a database that was closed cleanly, with its file in the page cache, beside decoding the
 * same keys and values from an array into a {@code HashMap}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Opening {
  private static final Codec<Account> ACCOUNTS = BenchSchemaCodecs.AccountCodec.INSTANCE;

  /** The files stay as they were made. */
  private static final Options OPTIONS = Options.defaults().compaction(Compaction.manual());

  /** How many entries there are. */
  @State(Scope.Benchmark)
  public static class Size {
    /** That many. */
    @Param({"1000000", "100000"})
    public int size;
  }

  /** The database. */
  @State(Scope.Benchmark)
  public static class Closed {
    /** What it consists of: every put in the log, or a snapshot file, which all cores load. */
    @Param({"compacted", "log"})
    public String files;

    private Path folder;
    private BenchSchemaDb opened;

    /** Makes it. */
    @Setup
    public void make(Size size) {
      folder = Folders.create();
      try (BenchSchemaDb db = BenchSchemaDb.open(folder.resolve("db"), OPTIONS)) {
        for (int i = 0; i < size.size; i++) {
          db.accounts().put(Population.name(i), Population.account(i));
        }
        if (files.equals("compacted")) {
          db.compact();
        }
      }
    }

    /** Closes it again. */
    @TearDown(Level.Invocation)
    public void close() {
      opened.close();
      opened = null;
    }

    /** Deletes it. */
    @TearDown
    public void delete() {
      Folders.delete(folder);
    }
  }

  /** The bytes. */
  @State(Scope.Benchmark)
  public static class Limit {
    private byte[] bytes;

    /** Makes them. */
    @Setup
    public void encode(Size size) {
      Encoder encoder = new Encoder(size.size * 100);
      for (int i = 0; i < size.size; i++) {
        Codecs.STRING.encode(Population.name(i), encoder);
        ACCOUNTS.encode(Population.account(i), encoder);
      }
      bytes = encoder.toByteArray();
    }
  }

  @Benchmark
  public BenchSchemaDb open(Closed closed) {
    closed.opened = BenchSchemaDb.open(closed.folder.resolve("db"), OPTIONS);
    return closed.opened;
  }

  @Benchmark
  public Map<String, Account> openLimit(Limit limit) {
    Map<String, Account> map = new HashMap<>();
    Decoder decoder = new Decoder(limit.bytes);
    while (decoder.remaining() > 0) {
      map.put(Codecs.STRING.decode(decoder), ACCOUNTS.decode(decoder));
    }
    return map;
  }
}
