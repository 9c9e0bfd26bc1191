package dev.hmdb.it.compat;

import static dev.hmdb.it.compat.ChangingSchema.scalar;
import static dev.hmdb.it.compat.ChangingSchema.type;
import static dev.hmdb.it.compat.ChangingSchema.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.it.compat.ChangingSchema.Opened;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader that has no schema finds the entries of a database whose schema has changed: those that
 * were not compacted since as they were written, in the tables where they are now.
 */
class SecondReaderOfChangedSchemasTest {
  private static final EnumType KIND = new EnumType("Kind", List.of("CAT", "DOG"));

  private static final ChangingSchema FIRST =
      ChangingSchema.named("V1")
          .table("people", Scalar.INT, type("Person", "name", Scalar.STRING))
          .table("pairs", type("Pair", "kind", KIND, "b", Scalar.INT), Scalar.STRING)
          .table("notes", Scalar.INT, Scalar.STRING);

  /** People are called persons and have ages; parts of pairs have other names; no notes, plans. */
  private static final ChangingSchema SECOND =
      ChangingSchema.named("V2")
          .table("persons", Scalar.INT, type("Person", "name", Scalar.STRING, "age", Scalar.INT))
          .table(
              "pairs",
              type("Pair", "what", new EnumType("Kind", List.of("CAT", "HOUND")), "b", Scalar.INT),
              Scalar.STRING)
          .table("plans", Scalar.INT, Scalar.STRING)
          .after(
              Evolution.builder()
                  .renamedTable("persons", "people")
                  .droppedTables("notes")
                  .defaultValue("Person", "age", Codecs.INT, 18)
                  .renamed("Pair", "what", "kind")
                  .renamed("Kind", "HOUND", "DOG")
                  .build());

  private static final List<String> UNCOMPACTED =
      List.of(
          "{'in':'pairs','key':{'kind':'CAT','b':2},'value':'x'}",
          "{'in':'pairs','key':{'what':'HOUND','b':4},'value':'z'}",
          "{'in':'persons','key':1,'value':{'name':'Ann'}}",
          "{'in':'persons','key':2,'value':{'name':'Bob','age':30}}",
          "{'in':'plans','key':1,'value':'p'}");

  private static final List<String> COMPACTED =
      List.of(
          "{'in':'pairs','key':{'what':'CAT','b':2},'value':'x'}",
          "{'in':'pairs','key':{'what':'HOUND','b':4},'value':'z'}",
          "{'in':'persons','key':1,'value':{'name':'Ann','age':18}}",
          "{'in':'persons','key':2,'value':{'name':'Bob','age':30}}",
          "{'in':'plans','key':1,'value':'p'}");

  @TempDir Path directory;
  @TempDir Path other;

  private SecondReader reader;

  @BeforeEach
  void writeBothForms() throws Exception {
    reader = SecondReader.get();
    try (Opened first = FIRST.open(directory)) {
      first.table("people").put(scalar(1), with("name", "Ann"));
      first.table("people").put(scalar(2), with("name", "Bob"));
      first.table("people").put(scalar(3), with("name", "Cid"));
      first.table("pairs").put(pair("kind", "CAT", 2), scalar("x"));
      first.table("pairs").put(pair("kind", "DOG", 4), scalar("y"));
      first.table("notes").put(scalar(1), scalar("n"));
    }
    try (Opened second = SECOND.open(directory)) {
      second.table("persons").put(scalar(2), with("name", "Bob", "age", 30));
      second.table("persons").remove(scalar(3));
      second.table("pairs").put(pair("what", "HOUND", 4), scalar("z"));
      second.table("plans").put(scalar(1), scalar("p"));
    }
  }

  private static DynamicValue pair(String name, String constant, int b) {
    DynamicValue.RecordOf without = (DynamicValue.RecordOf) with(name, "", "b", b);
    Map<String, DynamicValue> all = new LinkedHashMap<>(without.components());
    all.put(name, new DynamicValue.Constant(constant));
    return new DynamicValue.RecordOf(all);
  }

  /** Keeps a segment that a compaction deletes. */
  private void keep(String segment) throws IOException {
    Files.createLink(other.resolve(segment), directory.resolve(segment));
  }

  private void assertPrinted(Path database, List<String> entries) throws Exception {
    assertThat(reader.entries(database))
        .containsExactlyElementsOf(entries.stream().map(line -> line.replace('\'', '"')).toList());
  }

  @Test
  void entriesAreFoundWhereTheyBelongAsTheyWereWritten() throws Exception {
    assertPrinted(directory, UNCOMPACTED);
  }

  @Test
  void theTablesAreThoseOfTheNewestForm() throws Exception {
    assertThat(reader.lines(directory))
        .startsWith("{\"schema\":\"V2\"}")
        .filteredOn(line -> line.startsWith("{\"table\":"))
        .containsExactly(
            """
            {"table":"pairs","keys":"record Pair(what: enum Kind {CAT, HOUND}, b: Int)",\
            "values":"String"}\
            """,
            """
            {"table":"persons","keys":"Int","values":"record Person(name: String, age: Int)"}\
            """,
            """
            {"table":"plans","keys":"Int","values":"String"}\
            """);
  }

  @Test
  void nothingOfAnEarlierFormIsLeftInASnapshotFile() throws Exception {
    try (Opened second = SECOND.open(directory)) {
      second.compact();
    }
    assertThat(directory.resolve("snapshot-0000000000000002.hmdb")).exists();
    assertPrinted(directory, COMPACTED);
  }

  @Test
  void aLogGoesOnBehindACompactionInAnotherForm() throws Exception {
    try (Opened second = SECOND.open(directory)) {
      second.compact();
    }
    ChangingSchema third =
        ChangingSchema.named("V3")
            .table("persons", Scalar.INT, type("Person", "name", Scalar.STRING))
            .table("plans", Scalar.INT, Scalar.STRING)
            .after(Evolution.builder().version(3).droppedTables("pairs").build());
    try (Opened opened = third.open(directory)) {
      opened.table("persons").remove(scalar(1));
      opened.table("plans").clear();
      opened.table("plans").put(scalar(7), scalar("q"));
    }
    assertPrinted(
        directory,
        List.of(
            "{'in':'persons','key':2,'value':{'name':'Bob','age':30}}",
            "{'in':'plans','key':7,'value':'q'}"));
  }

  @Test
  void segmentsOfBothFormsAreReadWithoutTheSnapshotFile() throws Exception {
    keep("log-0000000000000001.hmdb");
    try (Opened second = SECOND.open(directory)) {
      second.compact();
      second.table("plans").put(scalar(2), scalar("q"));
      keep("log-0000000000000002.hmdb");
    }
    List<String> all = new ArrayList<>(UNCOMPACTED);
    all.add("{'in':'plans','key':2,'value':'q'}");
    assertPrinted(other, all);
  }

  @Test
  void aTableOfAFormerNameIsAnother() throws Exception {
    ChangingSchema third =
        ChangingSchema.named("V3")
            .table("persons", Scalar.INT, type("Person", "name", Scalar.STRING))
            .table("people", Scalar.INT, Scalar.STRING);
    third = third.after(Evolution.builder().version(3).droppedTables("pairs", "plans").build());
    try (Opened second = SECOND.open(directory)) {
      second.compact();
    }
    try (Opened opened = third.open(directory)) {
      opened.table("people").put(scalar(1), scalar("new"));
    }
    assertPrinted(
        directory,
        List.of(
            "{'in':'people','key':1,'value':'new'}",
            "{'in':'persons','key':1,'value':{'name':'Ann','age':18}}",
            "{'in':'persons','key':2,'value':{'name':'Bob','age':30}}"));
  }

  @Test
  void keysOfAnotherEncodingAreRefusedOnceOneIsComparedUntilACompaction() throws Exception {
    ChangingSchema third =
        ChangingSchema.named("V3")
            .table("plans", Scalar.DOUBLE, Scalar.STRING)
            .after(
                Evolution.builder()
                    .version(3)
                    .droppedTables("people", "notes", "pairs", "persons")
                    .build());
    third.open(directory).close();
    assertPrinted(directory, List.of("{'in':'plans','key':1,'value':'p'}"));
    try (Opened opened = third.open(directory)) {
      opened.table("plans").put(scalar(1.0), scalar("q"));
    }
    assertThat(reader.entriesUnlessRefused(directory)).isNull();
    try (Opened opened = third.open(directory)) {
      opened.compact();
    }
    assertPrinted(directory, List.of("{'in':'plans','key':'0x3ff0000000000000','value':'q'}"));
  }
}
