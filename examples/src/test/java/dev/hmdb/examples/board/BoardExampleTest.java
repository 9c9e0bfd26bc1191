package dev.hmdb.examples.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardExampleTest {
  @Test
  void printsWhatItsCommentsPromise(@TempDir Path directory) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new BoardExample(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(directory);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "up next: [2, 1, 3]",
            "refused; the last number is 3",
            "the one there is: Optional[2]",
            "said of 2: [Which colour?, Blue.]",
            "watchers of 2: [bob], new: false",
            "refused, for tasks.assignee is eve",
            "ada started: Optional[2]",
            "ada works on: [Buy paint]",
            "open, by day: [Call the landlord, Paint the door]",
            "open until tomorrow: [Call the landlord]",
            "from 2 on: [Buy paint, Call the landlord]",
            "the newest: Optional[3]",
            "ada left, and 2 is with: Optional.empty",
            "removed: 2, left: [Call the landlord]",
            "ada works on: []");
  }
}
