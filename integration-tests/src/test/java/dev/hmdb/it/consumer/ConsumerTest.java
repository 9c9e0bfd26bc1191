package dev.hmdb.it.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.it.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of somebody else's, compiled and run without a flag. */
class ConsumerTest {
  private static final String RESULT =
      "Note[text=text, tags=[tag], level=Level[value=1], weight=Weight[value=2]] 1999";

  /** On the class path javac finds nobody to claim its own annotation @Generated, and says so. */
  private static final String[] ON_THE_CLASS_PATH = {
    "--class-path", ConsumerProject.library(), "-Xlint:-processing"
  };

  @TempDir Path root;
  private ConsumerProject project;

  @BeforeEach
  void write() throws Exception {
    project = new ConsumerProject(root);
  }

  /** Runs it twice: with a new database and with one that is there. */
  private void assertRuns(String... flags) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.add(root.resolve("data").toString());
    for (int i = 0; i < 2; i++) {
      try (ChildJvm child = ChildJvm.startJava(arguments)) {
        int exit = child.awaitEnd();
        assertThat(child.errors()).isEmpty();
        assertThat(child.restOfOutput()).first().isEqualTo(RESULT);
        assertThat(exit).isZero();
      }
    }
  }

  @Test
  void itWorksOnTheModulePath() throws Exception {
    project.write("module-info.java", ConsumerProject.MODULE);
    assertThat(project.compile("--module-path", ConsumerProject.library())).isEmpty();
    assertRuns("--module-path", project.path(), "--module", "app/app.Main");
  }

  @Test
  void itWorksOnTheClassPath() throws Exception {
    assertThat(project.compile(ON_THE_CLASS_PATH)).isEmpty();
    assertRuns("-cp", project.path(), "app.Main");
  }

  @Test
  void itWorksInterpretedAndWithAssertions() throws Exception {
    assertThat(project.compile(ON_THE_CLASS_PATH)).isEmpty();
    assertRuns("-Xint", "-ea", "-cp", project.path(), "app.Main");
  }
}
