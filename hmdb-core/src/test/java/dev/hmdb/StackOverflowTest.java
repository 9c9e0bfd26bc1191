package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user's recursion goes too deep, with a call of hmdb's at the very end of the stack. An overflow
 * between the log and the tables once made the database fail, and one in an unlock would have
 * stopped all writers for good.
 */
@Timeout(120)
class StackOverflowTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "-Xint, BUFFERED",
    "-XX:TieredStopAtLevel=1, BUFFERED",
    "-XX:+TieredCompilation, BUFFERED",
    "-XX:TieredStopAtLevel=1, SYNC"
  })
  void callHappensEntirelyOrNotAtAllAtEveryDepth(String mode, Durability durability)
      throws IOException {
    try (ChildJvm child =
        ChildJvm.start(
            List.of(mode, "-XX:MaxJavaStackTraceDepth=20"),
            StackDepths.class,
            directory.toString(),
            durability.name())) {
      List<String> held = new ArrayList<>();
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        held.add(line);
      }
      assertThat(held)
          .containsExactlyElementsOf(
              Stream.of(StackDepths.Call.values()).map(StackDepths.Call::name).toList());
    }
  }
}
