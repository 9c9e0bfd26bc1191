package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.TxOptions;
import dev.hmdb.codec.Codecs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables that users hold, over a database in memory: commits, transactions and snapshots. */
class LiveTableLinearizabilityTest {

  @BeforeAll
  static void loadWhatStartsThreads() {
    new Operations().db.close();
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        // A database is made for each interleaving, which takes most of the time.
        .iterations(Integer.getInteger("lincheck.scenarios") / 2)
        .invocationsPerIteration(Integer.getInteger("lincheck.interleavings"))
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .minimizeFailedScenario(false)
        .sequentialSpecification(OneThread.class);
  }

  @Test
  void liveTableIsLinearizable() {
    options().check(Operations.class);
  }

  @Test
  void twoGetsInsteadOfOneReadAreFoundOut() {
    assertThatThrownBy(() -> options().iterations(100).check(WithTwoGets.class))
        .hasMessageContaining("Invalid execution results");
  }

  /** Two gets, between which a commit of both keys may come. */
  public static class WithTwoGets extends Operations {
    @Operation
    @Override
    public int readBoth() {
      return sum(get(0), get(1));
    }
  }

  /** One table, by hand. */
  interface Numbers {
    TableDefinition<String, Integer> NUMBERS =
        new TableDefinition<>(0, "numbers", Codecs.STRING, Codecs.INT);
    SchemaDefinition<Numbers> SCHEMA =
        new SchemaDefinition<>("dev.hmdb.Numbers", List.of(NUMBERS), Bound::new);

    Table<String, Integer> numbers();

    /** The schema over a source of tables. */
    record Bound(TableSource source) implements Numbers {
      @Override
      public Table<String, Integer> numbers() {
        return source.table(NUMBERS);
      }
    }
  }

  /** What is tried. */
  @Param(name = "key", gen = IntGen.class, conf = "0:1")
  @Param(name = "value", gen = IntGen.class, conf = "100:101")
  public static class Operations {
    private static final String[] KEYS = {"a", "b"};

    final Engine<Numbers> db = Engine.open(Numbers.SCHEMA, null, Options.defaults(), false);
    private final Table<String, Integer> table = db.tables().table(Numbers.NUMBERS);

    @Operation
    public Integer get(@Param(name = "key") int key) {
      return table.get(KEYS[key]);
    }

    @Operation
    public Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
      return table.put(KEYS[key], value);
    }

    @Operation
    public Integer remove(@Param(name = "key") int key) {
      return table.remove(KEYS[key]);
    }

    @Operation
    public Integer putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
      return table.putIfAbsent(KEYS[key], value);
    }

    @Operation
    public long size() {
      return table.size();
    }

    /** Two keys in one snapshot. */
    @Operation
    public int readBoth() {
      return db.read(tables -> sum(tables.numbers().get("a"), tables.numbers().get("b")));
    }

    /** Two keys in one transaction. */
    @Operation
    public void addToBoth() {
      db.transaction(
          TxOptions.defaults(),
          tables -> {
            tables.numbers().merge("a", 1, Integer::sum);
            tables.numbers().merge("b", 1, Integer::sum);
            return true;
          });
    }

    static int sum(Integer a, Integer b) {
      return (a == null ? 0 : a) + 1000 * (b == null ? 0 : b);
    }
  }

  /** What it has to look like. */
  public static class OneThread {
    private final Map<Integer, Integer> map = new HashMap<>();

    public Integer get(int key) {
      return map.get(key);
    }

    public Integer put(int key, int value) {
      return map.put(key, value);
    }

    public Integer remove(int key) {
      return map.remove(key);
    }

    public Integer putIfAbsent(int key, int value) {
      return map.putIfAbsent(key, value);
    }

    public long size() {
      return map.size();
    }

    public int readBoth() {
      return Operations.sum(map.get(0), map.get(1));
    }

    public void addToBoth() {
      map.merge(0, 1, Integer::sum);
      map.merge(1, 1, Integer::sum);
    }
  }
}
