package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codecs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's codec that writes a value when it is put, and later refuses to write it again. */
class RefusingCodecTest {
  private static final Options OPTIONS = Options.defaults().compaction(Compaction.manual());

  @TempDir Path folder;

  private volatile boolean isRefusing;
  private volatile Thread encoding;

  private final IllegalStateException refusal = new IllegalStateException("not this one");
  private final TableDefinition<String, String> words =
      new TableDefinition<>(
          0, "words", Codecs.STRING, Codecs.mapped(Codecs.STRING, this::encoded, text -> text));
  private final SchemaDefinition<Table<String, String>> schema =
      new SchemaDefinition<>("Words", List.of(words), source -> source.table(words));

  private Engine<Table<String, String>> engine;
  private Table<String, String> table;

  private String encoded(String value) {
    encoding = Thread.currentThread();
    if (isRefusing) {
      throw refusal;
    }
    return value;
  }

  @BeforeEach
  void open() {
    engine = Engine.open(schema, folder.resolve("db"), OPTIONS, false);
    table = engine.tables().table(words);
    table.put("a", "1");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatItThrowsInACompactionReachesTheCallerUnchanged() {
    isRefusing = true;

    assertThatThrownBy(engine::compact).isSameAs(refusal);
    assertThat(encoding.getName()).isEqualTo("hmdb-compaction");
    assertThat(engine.stats().failedCompactions()).isEqualTo(1);
  }

  @Test
  void afterAFailedCompactionTheDatabaseGoesOn() {
    isRefusing = true;
    assertThatThrownBy(engine::compact).isSameAs(refusal);
    isRefusing = false;
    table.put("b", "2");
    engine.compact();

    assertThat(table.asMap()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(engine.stats().compactions()).isEqualTo(1);
  }

  @Test
  void whatItThrowsInABackupReachesTheCallerUnchanged() {
    isRefusing = true;

    assertThatThrownBy(() -> engine.backup(folder.resolve("copy"))).isSameAs(refusal);
    assertThat(encoding.getName()).isEqualTo("hmdb-backup");
    assertThat(folder.resolve("copy")).doesNotExist();
  }
}
