package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.FormatPage;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples in {@code docs/format/snapshot.md} are snapshots. */
class SnapshotPageTest {
  private static final byte[] EXAMPLE = FormatPage.read("snapshot.md").hexBlock();
  private static final TestSnapshot CONTENT =
      TestSnapshot.of("catalog").with(3, "a=1", "b=2").with(7, "x");

  /** Not compared with what is written: the JDK may have another compressor. */
  private static final byte[] COMPRESSED = FormatPage.read("snapshot.md").hexBlocks().getLast();

  private static final TestSnapshot COMPRESSED_CONTENT =
      TestSnapshot.of("catalog").with(3, "a=1111111111111111", "b=1111111111111111");

  private final SimulatedDirectory directory = new SimulatedDirectory();

  @Test
  void exampleIsRead() throws IOException {
    directory.put(Snapshots.name(2), EXAMPLE);
    CONTENT.check(directory, 2);
  }

  @Test
  void exampleIsWhatIsWritten() throws IOException {
    assertThat(hex(CONTENT.bytes(2))).isEqualTo(hex(EXAMPLE));
  }

  @Test
  void compressedExampleIsRead() throws IOException {
    directory.put(Snapshots.name(2), COMPRESSED);
    assertThat(TestSnapshot.blocks(directory, 2))
        .singleElement()
        .matches(Block::isCompressed, "is compressed");
    COMPRESSED_CONTENT.check(directory, 2);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
