package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptStateTest {
  private static final Instant NOON = Instant.parse("2031-02-03T12:00:00Z");

  private final SimulatedDirectory directory = new SimulatedDirectory();

  @Test
  void theNameTellsAllOfIt() throws IOException {
    KeptState kept = KeptState.of(7, "com.example.SchemaV2", NOON.plusNanos(1));
    assertThat(kept.fileName())
        .isEqualTo("snapshot-0000000000000007.hmdb.before-SchemaV2-20310203T120000Z");
    directory.put(kept.fileName(), new byte[0]);
    assertThat(KeptState.all(directory)).containsExactly(new KeptState(7, "SchemaV2", NOON));
  }

  @Test
  void whatNotEveryFileSystemTakesIsReplaced() throws IOException {
    KeptState kept = KeptState.of(7, "com.example.Outer$Größe", NOON);
    assertThat(kept.fileName()).contains(".before-Outer_Gr__e-");
    directory.put(kept.fileName(), new byte[0]);
    assertThat(KeptState.all(directory)).containsExactly(kept);
  }

  @Test
  void theNewestIsLast() throws IOException {
    KeptState newest = KeptState.of(10, "A", NOON.minusSeconds(99));
    KeptState older = KeptState.of(9, "Z", NOON);
    directory.put(newest.fileName(), new byte[0]);
    directory.put(older.fileName(), new byte[0]);
    assertThat(KeptState.all(directory)).containsExactly(older, newest);
  }

  @Test
  void theMarkHasTheBytesOfTheId() {
    byte[] bytes = new byte[DatabaseId.LENGTH];
    DatabaseId id = new DatabaseId(0x0102030405060708L, -2);
    id.put(bytes, 0);
    Encoder encoder = new Encoder();
    KeptState.mark(id).encode(encoder);
    assertThat(encoder.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void otherFilesAreNone() throws IOException {
    directory.put("snapshot-0000000000000007.hmdb", new byte[0]);
    directory.put("snapshot-0000000000000007.hmdb.tmp", new byte[0]);
    directory.put("snapshot-0000000000000007.hmdb.before-A", new byte[0]);
    directory.put("snapshot-0000000000000000.hmdb.before-A-20310203T120000Z", new byte[0]);
    directory.put("snapshot-0000000000000007.hmdb.before-A-20319903T120000Z", new byte[0]);
    directory.put("snapshot-0000000000000007.hmdb.before-A-20310203T120000Z.copy", new byte[0]);
    assertThat(KeptState.all(directory)).isEmpty();
  }
}
