package dev.hmdb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The targets with the inputs that ever broke one, which {@code src/test/resources/inputs} keeps in
 * a folder for each target, and with the seeds.
 */
class StoredInputsTest {
  private static final Path INPUTS = Path.of("src/test/resources/inputs");

  @TestFactory
  Stream<DynamicTest> whatBrokeATargetOnceDoesNoMore() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(INPUTS)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    return files.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                INPUTS.relativize(file).toString(),
                () -> target(file).run(Files.readAllBytes(file))));
  }

  private static Targets.Target target(Path file) {
    String name = file.getParent().getFileName().toString();
    assertThat(Targets.ALL).containsKey(name);
    return Targets.ALL.get(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "scan", "snapshot", "codec", "descriptor"})
  void seedsAndTheirBeginningsPass(String target) throws Exception {
    for (byte[] seed : Seeds.of(target)) {
      Targets.ALL.get(target).run(seed);
      for (int length = 0; length < seed.length; length += 97) {
        Targets.ALL.get(target).run(java.util.Arrays.copyOf(seed, length));
      }
    }
  }

  @Test
  void aParcelGivesBackItsFiles() {
    for (var directory : dev.hmdb.internal.engine.SmallDatabases.all()) {
      Parcel parcel = Parcel.of(directory);
      assertThat(parcel.files()).isNotEmpty();
      assertThat(Parcel.of(parcel.input(Parcel.WHOLE_CHECKSUMS)).files())
          .containsAllEntriesOf(parcel.files());
    }
  }
}
