package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.internal.disk.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders and indexes of a database that another process writes to. */
@Timeout(60)
class SharedKindsTest {
  @TempDir Path directory;

  private KindsDb db;

  @BeforeEach
  void open() {
    db = KindsDb.open(directory, Peer.options());
  }

  @AfterEach
  void close() {
    db.close();
  }

  private ChildJvm start(String schema) throws IOException {
    ChildJvm child = ChildJvm.start(SharedKindsTest.class, directory.toString(), schema);
    assertThat(child.readLine()).isEqualTo("open");
    return child;
  }

  private static String call(ChildJvm child, String command) throws IOException {
    child.writeLine(command);
    return child.readLine();
  }

  @Test
  void whatAnotherProcessCommitsIsFoundByEveryWay() throws Exception {
    try (ChildJvm child = start("kinds")) {
      assertThat(call(child, "fill")).isEqualTo("done");
      assertThat(db.own().events().first().orElseThrow().getKey()).isEqualTo("a");
      assertThat(db.own().events().rank("c")).isEqualTo(2);
      assertThat(db.own().byPlan().count("free")).isOne();
      assertThat(db.own().byEmail().keyOf("a@")).contains(1L);
      assertThat(db.own().byAge().firstKey()).contains(20);
      assertThat(db.own().notes().stream()).containsExactly("n0", "n1");
      assertThat(db.own().comments().get("k")).containsExactly("c0");
      assertThat(db.own().tags().get("k")).containsExactly("t0");
      assertThat(db.own().settings().get()).isEqualTo("set");
      db.own().notes().add("mine");
      assertThat(call(child, "notes")).isEqualTo("n0,n1,mine");
      child.kill();
    }
  }

  @Test
  void anIndexKeyThatAnotherProcessHasTakenIsTaken() throws Exception {
    try (ChildJvm child = start("kinds")) {
      assertThat(call(child, "fill")).isEqualTo("done");
      assertThatThrownBy(() -> db.own().accounts().put(7L, "free 20 a@"))
          .isInstanceOf(ConstraintViolationException.class);
      child.kill();
    }
  }

  @Test
  void aProcessThatDoesNotDeclareTheIndexAndBreaksItStopsTheOthersAndIsNamed() throws Exception {
    db.own().accounts().put(7L, "free 20 a@");
    try (ChildJvm child = start("without")) {
      assertThat(call(child, "break")).isEqualTo("done");
      assertThatThrownBy(() -> db.own().accounts().get(1L))
          .isInstanceOf(DatabaseFailedException.class)
          .hasMessageContainingAll("Another process", "byEmail", "a@");
      child.kill();
    }
  }

  /** The other process: opens the database, and does what it is told, a line at a time. */
  public static void main(String[] arguments) throws IOException {
    SchemaDefinition<Kinds> schema =
        arguments[1].equals("kinds") ? Kinds.SCHEMA : Kinds.WITHOUT_INDEXES;
    Options options = Peer.options();
    Engine<Kinds> engine = Engine.open(schema, Path.of(arguments[0]), options, false);
    System.out.println("open");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(obey(Kinds.of(engine), line));
    }
  }

  private static String obey(Kinds tables, String command) {
    switch (command) {
      case "fill" -> {
        tables.events().put("b", "1");
        tables.events().put("a", "1");
        tables.events().put("d", "1");
        tables.accounts().put(1L, "free 20 x a@");
        tables.notes().add("n0");
        tables.notes().add("n1");
        tables.comments().put("k", "c0");
        tables.tags().put("k", "t0");
        tables.settings().set("set");
      }
      case "break" -> tables.accounts().put(1L, "free 20 a@");
      case "notes" -> {
        return String.join(",", tables.notes().stream().toList());
      }
      default -> throw new IllegalArgumentException(command);
    }
    return "done";
  }
}
