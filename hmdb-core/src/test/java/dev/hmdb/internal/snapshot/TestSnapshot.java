package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A small language for tests of snapshot files: what one holds, with entries that are strings. */
final class TestSnapshot {
  static final DatabaseId ID = new DatabaseId(0x0011223344556677L, 0x8899AABBCCDDEEFFL);

  private final String schema;
  private final List<TestEntry> entries = new ArrayList<>();
  private SnapshotForm form = SnapshotForm.PLAIN;

  private record TestEntry(int table, String text) {}

  /** What a reader sees of one table: how many entries, and all their bytes in a row. */
  record Content(long entries, String text) {
    private Content plus(Content other) {
      return new Content(entries + other.entries, text + other.text);
    }
  }

  private TestSnapshot(String schema) {
    this.schema = schema;
  }

  static TestSnapshot of(String schema) {
    return new TestSnapshot(schema);
  }

  TestSnapshot with(int table, String... texts) {
    for (String text : texts) {
      entries.add(new TestEntry(table, text));
    }
    return this;
  }

  /** The same, to be written in a form. */
  TestSnapshot in(SnapshotForm newForm) {
    form = newForm;
    return this;
  }

  /** Three blocks of two tables, as small as they get. */
  static TestSnapshot small() {
    return of("catalog").with(3, "a=1", "b=2").with(7, "x").with(3, "c=3");
  }

  /** The same, of two compressed blocks and one between that is not worth it. */
  static TestSnapshot smallCompressed() {
    return of("catalog")
        .in(SnapshotForm.COMPRESSED)
        .with(3, "a=" + "1".repeat(40), "b=" + "2".repeat(40))
        .with(7, "x")
        .with(3, "c=" + "3".repeat(40));
  }

  /** A small one of this form. */
  static TestSnapshot small(SnapshotForm form) {
    return form == SnapshotForm.PLAIN ? small() : smallCompressed();
  }

  /** A text of {@code length} bytes that no other state of {@code random} gives. */
  static String text(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Writes it as snapshot {@code number} and returns the size that was reported. */
  long write(Directory directory, long number) throws IOException {
    return write(directory, ID, number);
  }

  long write(Directory directory, DatabaseId databaseId, long number) throws IOException {
    try (SnapshotWriter writer =
        SnapshotWriter.begin(directory, databaseId, number, bytes(schema), form)) {
      addTo(writer);
      return writer.finish();
    }
  }

  void addTo(SnapshotWriter writer) throws IOException {
    for (TestEntry entry : entries) {
      byte[] padded = bytes("<<" + entry.text + ">");
      writer.add(entry.table, padded, 2, padded.length - 3);
    }
  }

  /** The bytes of the file as snapshot {@code number}. */
  byte[] bytes(long number) throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    write(directory, number);
    return directory.bytes(Snapshots.name(number));
  }

  Map<Integer, Content> content() {
    Map<Integer, Content> content = new TreeMap<>();
    for (TestEntry entry : entries) {
      content.merge(entry.table, new Content(1, entry.text), Content::plus);
    }
    return content;
  }

  /** Checks that snapshot {@code number} of a directory is this one. */
  void check(Directory directory, long number) throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(directory, number)) {
      assertThat(text(reader.schema())).isEqualTo(schema);
      assertThat(content(reader)).isEqualTo(content());
    }
  }

  static Map<Integer, Content> content(SnapshotReader reader) throws IOException {
    Map<Integer, Content> content = new TreeMap<>();
    for (Block block : reader.blocks()) {
      Content part = new Content(block.entries(), text(reader.read(block)));
      content.merge(block.table(), part, Content::plus);
    }
    return content;
  }

  static List<Block> blocks(Directory directory, long number) throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(directory, number)) {
      return reader.blocks();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
