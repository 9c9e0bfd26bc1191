package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TxOptions;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.LogOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalvagedCommitTest {
  private static final Options STRICT = Options.defaults().compaction(Compaction.manual());
  private static final Logger LOGGER = Logger.getLogger("dev.hmdb");

  private final SimulatedDirectory directory = new SimulatedDirectory();
  private boolean isTouchy;

  private final TableDefinition<Touchy, String> names =
      new TableDefinition<>(
          0,
          "names",
          Codecs.mapped(Codecs.STRING, key -> key.text, text -> new Touchy(text)),
          Codecs.STRING);
  private final SchemaDefinition<Table<Touchy, String>> schema =
      new SchemaDefinition<>("Names", List.of(names), source -> source.table(names));

  @BeforeEach
  void keepQuiet() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterEach
  void leaveNoFileOpen() {
    LOGGER.setLevel(null);
    assertThat(directory.openFiles()).isZero();
  }

  /** Keys of one length have one hash; once it is touchy, one of them refuses to be compared. */
  private final class Touchy {
    final String text;

    Touchy(String text) {
      this.text = text;
    }

    @Override
    public int hashCode() {
      return text.length();
    }

    @Override
    public boolean equals(Object other) {
      if (isTouchy && text.startsWith("touchy")) {
        throw new IllegalStateException("do not touch " + text);
      }
      return other instanceof Touchy that && text.equals(that.text);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private Engine<Table<Touchy, String>> open(Options options) {
    return Engine.open(schema, directory, options, new LogOptions(4096, 1 << 20, false));
  }

  private void commit(Engine<Table<Touchy, String>> engine, Consumer<Table<Touchy, String>> work) {
    engine.transaction(
        TxOptions.defaults(),
        table -> {
          work.accept(table);
          return true;
        });
  }

  /** The state after transactions that end with one that cannot be read any more. */
  private Map<Touchy, String> salvaged(List<Consumer<Table<Touchy, String>>> transactions) {
    isTouchy = false;
    Engine<Table<Touchy, String>> engine = open(STRICT);
    transactions.forEach(work -> commit(engine, work));
    engine.close();
    isTouchy = true;
    Engine<Table<Touchy, String>> opened = open(STRICT.recovery(Recovery.SALVAGE));
    try {
      assertThat(opened.salvageReport()).isNotNull();
      assertThat(opened.salvageReport().damages())
          .extracting(Damage::kind)
          .containsExactly(Kind.REFUSED);
      assertThat(opened.salvageReport().text()).contains("do not touch touchy");
      assertThat(opened.tables().table(names).size())
          .isEqualTo(opened.tables().table(names).stream().count());
      return Map.copyOf(opened.tables().table(names).asMap());
    } finally {
      opened.close();
    }
  }

  @Test
  void nothingIsPutIfAKeyCannotBeCompared() {
    Map<Touchy, String> kept =
        salvaged(
            List.of(
                table -> table.put(new Touchy("calm-1"), "kept"),
                table -> {
                  table.put(new Touchy("a"), "lost");
                  table.put(new Touchy("bc"), "lost");
                  table.put(new Touchy("touchy"), "lost");
                }));
    assertThat(kept).isEqualTo(Map.of(new Touchy("calm-1"), "kept"));
  }

  @Test
  void nothingIsReplacedOrRemovedIfAKeyCannotBeCompared() {
    Map<Touchy, String> kept =
        salvaged(
            List.of(
                table -> {
                  table.put(new Touchy("calm-1"), "kept");
                  table.put(new Touchy("a"), "kept");
                  table.put(new Touchy("bc"), "kept");
                },
                table -> {
                  table.put(new Touchy("a"), "lost");
                  table.remove(new Touchy("bc"));
                  table.put(new Touchy("touchy"), "lost");
                }));
    assertThat(kept)
        .isEqualTo(
            Map.of(
                new Touchy("calm-1"), "kept", new Touchy("a"), "kept", new Touchy("bc"), "kept"));
  }

  @Test
  void nothingIsClearedIfAKeyCannotBeCompared() {
    Map<Touchy, String> kept =
        salvaged(
            List.of(
                table -> table.put(new Touchy("calm-1"), "kept"),
                table -> {
                  table.clear();
                  table.put(new Touchy("a"), "lost");
                  table.put(new Touchy("calm-2"), "lost");
                  table.put(new Touchy("touchy"), "lost");
                }));
    assertThat(kept).isEqualTo(Map.of(new Touchy("calm-1"), "kept"));
  }

  @Test
  void aLostKeyThatCannotBeComparedIsTold() {
    Engine<Table<Touchy, String>> engine = open(STRICT);
    commit(engine, table -> table.put(new Touchy("touchy"), "lost"));
    engine.compact();
    commit(engine, table -> table.put(new Touchy("calm-1"), "kept"));
    engine.close();
    String snapshot = "snapshot-0000000000000002.hmdb";
    byte[] bytes = directory.bytes(snapshot);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("lost");
    bytes[at] ^= 1;
    directory.put(snapshot, bytes);
    isTouchy = true;

    Engine<Table<Touchy, String>> opened = open(STRICT.recovery(Recovery.SALVAGE));
    assertThat(opened.salvageReport().text()).contains("keys of names: [touchy]");
    opened.close();
  }
}
