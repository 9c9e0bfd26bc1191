package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/dependencies.md} has a line for each dependency and plugin, and for nothing else. */
class DependenciesPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| ([^|]*`[^|]*) \\|");
  private static final Pattern CRATE = Pattern.compile("(?m)^(\\w+) =");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void itListsWhatThePomsAndTheManifestName() throws IOException {
    Set<String> named = inThePoms();
    named.addAll(inTheManifest());
    assertThat(onThePage()).containsExactlyInAnyOrderElementsOf(named);
  }

  /** The crates of the second reader. */
  private static Set<String> inTheManifest() throws IOException {
    String manifest = Files.readString(ROOT.resolve("compat/Cargo.toml"));
    String section = manifest.split("\\[dependencies]")[1].split("(?m)^\\[")[0];
    return CRATE
        .matcher(section)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inThePoms() throws IOException {
    Set<String> artifacts = new TreeSet<>();
    try (Stream<Path> files = Files.find(ROOT, 2, (path, _) -> path.endsWith("pom.xml"))) {
      for (Path pom : files.toList()) {
        ARTIFACT.matcher(Files.readString(pom)).results().forEach(r -> artifacts.add(r.group(1)));
      }
    }
    artifacts.removeIf(artifact -> artifact.startsWith("hmdb"));
    artifacts.remove("integration-tests");
    return artifacts;
  }

  private static Set<String> onThePage() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/dependencies.md"));
    return FIRST_CELL
        .matcher(page)
        .results()
        .flatMap(row -> CODE.matcher(row.group(1)).results())
        .map(code -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
