package dev.hmdb.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private final StringWriter printed = new StringWriter();
  private final Narrator narrator = new Narrator(new PrintWriter(printed));

  @Test
  void oneFailedCheckFailsTheWhole() {
    narrator.check("water is wet", true);
    narrator.check("water is dry", false);

    assertThat(narrator.failed()).isTrue();
    assertThat(narrator.summary()).isEqualTo("1 held, 1 failed");
  }

  @Test
  void checksThatHoldDoNotFailTheWhole() {
    narrator.check("water is wet", true);

    assertThat(narrator.failed()).isFalse();
  }

  @Test
  void failedChecksStandOut() {
    narrator.check("water is wet", true);
    narrator.check("water is dry", false);

    assertThat(printed.toString().lines())
        .containsExactly("  [ok]      water is wet", "  [FAILED]  water is dry");
  }

  @Test
  void paragraphsAreBrokenIntoLinesWithoutLosingAWord() {
    String paragraph = "one two three four five six seven eight nine ten ".repeat(8).strip();

    narrator.say(paragraph);

    assertThat(printed.toString().lines()).allMatch(line -> line.length() <= 92);
    assertThat(printed.toString().strip().split("\\s+")).containsExactly(paragraph.split(" "));
  }

  @Test
  void valuesOfFactsStandInOneColumn() {
    narrator.fact("size", "1");
    narrator.fact("a longer label", "2");

    assertThat(printed.toString().lines())
        .map(line -> line.length())
        .hasSize(2)
        .containsOnly("  ".length() + 30 + 2 + 1);
  }
}
