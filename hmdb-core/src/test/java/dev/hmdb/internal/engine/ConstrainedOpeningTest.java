package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Violation;
import dev.hmdb.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database whose entries break constraints that are declared now. */
@Timeout(60)
class ConstrainedOpeningTest {
  @TempDir Path directory;

  private void fill(Map<String, String> people, Map<String, String> folders) {
    Engine<Constrained> engine = Constrained.open(Constrained.FREE, directory);
    Constrained.of(engine).people().putAll(people);
    Constrained.of(engine).folders().putAll(folders);
    engine.close();
  }

  private ConstraintViolationException refusal(Options options, boolean isReadOnly) {
    return catchThrowableOfType(
        ConstraintViolationException.class,
        () -> Engine.open(Constrained.SCHEMA, directory, options, isReadOnly));
  }

  private ConstraintViolationException refusal() {
    return refusal(Options.defaults(), false);
  }

  private Map<String, String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Map<String, String> content = new TreeMap<>();
      for (Path each : files.filter(file -> file.toString().endsWith(".hmdb")).toList()) {
        content.put(
            each.getFileName().toString(),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(each)));
      }
      return content;
    }
  }

  @Test
  void isOpenedIfItsEntriesAreAsTheyShouldBe() {
    fill(Map.of("ada", "kind"), Map.of("docs", "owner:ada"));
    Engine<Constrained> engine = Constrained.open(Constrained.SCHEMA, directory);
    assertThat(Constrained.of(engine).people().remove("ada")).isEqualTo("kind");
    assertThat(Constrained.of(engine).folders().size()).isZero();
    engine.close();
  }

  @Test
  void isRefusedWithItsOffendersAndStaysAsItIs() throws IOException {
    fill(Map.of("ada", "rude"), Map.of("docs", "owner:eve"));
    Map<String, String> before = files();
    ConstraintViolationException e = refusal();
    assertThat(e)
        .hasMessage(
            "The database has 2 entries that the schema does not allow: Reference folders.owner: key"
                + " docs of table folders refers to key eve of table people, which is not there; Check"
                + " isPolite of table people: key ada with the value rude does not pass it: a rude"
                + " word. Open it without these constraints and change them");
    assertThat(e.count()).isEqualTo(2);
    assertThat(e.violations()).extracting(Violation::key).containsExactly("docs", "ada");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void isOpenedOnceItsEntriesArePutRight() {
    fill(Map.of("ada", ""), Map.of("docs", "owner:eve"));
    assertThat(refusal()).isNotNull();
    fill(Map.of("eve", ""), Map.of());
    Constrained.open(Constrained.SCHEMA, directory).close();
  }

  @Test
  void ofManyOffendersAHundredAreListedAndAllAreCounted() {
    fill(
        Map.of(),
        IntStream.range(0, 300)
            .boxed()
            .collect(Collectors.toMap(i -> "f" + i, i -> "owner:eve" + i % 7)));
    ConstraintViolationException e = refusal();
    assertThat(e.count()).isEqualTo(300);
    assertThat(e.violations()).hasSize(100);
    assertThat(e).hasMessageContaining("; and 280 more. Open it without");
  }

  @Test
  void aKeyThatRefersIsCheckedToo() {
    Engine<Constrained> engine = Constrained.open(Constrained.FREE, directory);
    Constrained.of(engine).badges().put("eve", "");
    engine.close();
    assertThat(refusal().constraint()).isEqualTo("badges");
  }

  @Test
  void isRefusedForReadingOnlyToo() {
    fill(Map.of("ada", "rude"), Map.of());
    assertThat(refusal(Options.defaults(), true).constraint()).isEqualTo("isPolite");
  }

  @Test
  void isRefusedByAProcessThatWouldShareItToo() {
    fill(Map.of("ada", "rude"), Map.of());
    assertThat(refusal(Peer.options(), false).constraint()).isEqualTo("isPolite");
    Constrained.open(Constrained.FREE, directory).close();
  }

  @Test
  void aUniqueIndexListsItsOffendersInTheSameWay() {
    fill(Map.of("ada", "email:x", "bob", "email:x", "eve", "email:x"), Map.of());
    ConstraintViolationException e = refusal();
    assertThat(e.kind()).isEqualTo(ConstraintViolationException.Kind.UNIQUE);
    assertThat(e.constraint()).isEqualTo("byEmail");
    assertThat(e.value()).isEqualTo("x");
    assertThat(e.violations()).hasSize(2);
    assertThat(e.count()).isEqualTo(2);
  }

  @Test
  void itsRefusalCanBeSerialized() throws Exception {
    fill(Map.of("ada", "rude"), Map.of());
    ConstraintViolationException e = refusal();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(e);
    ConstraintViolationException read =
        (ConstraintViolationException)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(read).hasMessage(e.getMessage());
    assertThat(read.violations()).isEmpty();
    assertThatThrownBy(read::key).isInstanceOf(IllegalStateException.class);
  }
}
