package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.IndexDefinition;
import dev.hmdb.IndexKeys;
import dev.hmdb.KeyRange;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SortedIndex;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableIndex;
import dev.hmdb.TableSource;
import dev.hmdb.TxOptions;
import dev.hmdb.UniqueIndex;
import dev.hmdb.codec.Codecs;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table with indexes is emptied at once: nobody asks what each of its entries was found by. */
class ClearedIndexTest {
  @TempDir java.nio.file.Path folder;

  private int asked;

  private final IndexKeys<String, String, String> keys =
      (key, value, to) -> {
        asked++;
        to.accept(value);
      };
  private final TableDefinition<String, String> words =
      new TableDefinition<>(0, "words", Codecs.STRING, Codecs.STRING);
  private final IndexDefinition<String, String, String> hashed =
      IndexDefinition.hashed(0, "hashed", words, keys);
  private final IndexDefinition<String, String, String> sorted =
      IndexDefinition.sorted(1, "sorted", words, keys, Comparator.<String>naturalOrder());
  private final IndexDefinition<String, String, String> unique =
      IndexDefinition.unique(2, "unique", words, keys);
  private final SchemaDefinition<TableSource> schema =
      new SchemaDefinition<>(
          "dev.hmdb.test.Cleared",
          List.of(words),
          List.of(hashed, sorted, unique),
          source -> source,
          dev.hmdb.schema.Evolution.none());

  private Engine<TableSource> engine;
  private Table<String, String> table;

  @BeforeEach
  void open() {
    engine = Engine.open(schema, folder.resolve("db"), Options.defaults(), false);
    table = engine.tables().table(words);
    for (int i = 0; i < 100; i++) {
      table.put("k" + i, "v" + i);
    }
    asked = 0;
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void clearAsksForNoIndexKeyOfWhatGoes() {
    table.clear();
    assertThat(asked).isZero();
  }

  @Test
  void whatIsPutAfterwardsIsAllThatIsFound() {
    engine.transaction(
        TxOptions.defaults(),
        tables -> {
          tables.table(words).clear();
          tables.table(words).set("k1", "v2");
          tables.table(words).set("new", "v1");
          return null;
        });
    TableSource tables = engine.tables();
    TableIndex<String, String, String> byHash = tables.index(hashed);
    SortedIndex<String, String, String> byOrder = tables.sortedIndex(sorted);
    UniqueIndex<String, String, String> byUnique = tables.uniqueIndex(unique);
    assertThat(byHash.keys()).containsExactlyInAnyOrder("v1", "v2");
    assertThat(byHash.get("v2").keys()).containsExactly("k1");
    assertThat(byOrder.range(KeyRange.all()).keys()).containsExactly("new", "k1");
    assertThat(byUnique.size()).isEqualTo(2);
    assertThat(byUnique.keyOf("v1")).contains("new");
  }
}
