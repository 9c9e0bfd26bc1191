package dev.hmdb.examples.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsExampleTest {
  @Test
  void printsWhatItsCommentsPromise(@TempDir Path directory) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new AccountsExample(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(directory);

    String ada = "00000000-0000-0000-0000-000000000001";
    String bob = "00000000-0000-0000-0000-000000000002";
    String file =
        "FileMetadata[owner=Username[value=ada], name=engine.pdf, length=120000,"
            + " uploaded=2026-11-01T09:00:00Z]";
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "get: " + account(ada, "ada", "[]"),
            "find: Optional.empty",
            "computeIfPresent: " + account(bob, "bob", "[new]"),
            "transaction: " + file,
            "transaction: " + account(ada, "ada", "[has-files]"),
            "transaction failed: bob has used up its plan",
            "what it wrote: Optional.empty",
            "read: 2 accounts, 1 file of 120000 bytes",
            "after reopening: " + account(ada, "ada", "[has-files]"),
            "after reopening: 1 file");
  }

  private static String account(String id, String name, String tags) {
    return "Account[id="
        + id
        + ", name=Username[value="
        + name
        + "], email="
        + name
        + "@example.org, created=2026-11-01T09:00:00Z, plan=FREE, tags="
        + tags
        + "]";
  }
}
