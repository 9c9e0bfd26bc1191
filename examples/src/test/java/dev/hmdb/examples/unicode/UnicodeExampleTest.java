package dev.hmdb.examples.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnicodeExampleTest {
  @Test
  void printsWhatTheJdkKnows(@TempDir Path directory) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new UnicodeExample(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(directory);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "all loaded: true",
            "U+03B1: CharacterInfo[name=GREEK SMALL LETTER ALPHA, category=LOWERCASE_LETTER,"
                + " script=GREEK, block=Optional[GREEK], mirrored=false,"
                + " numericValue=Optional.empty]",
            "U+2167: CharacterInfo[name=ROMAN NUMERAL EIGHT, category=LETTER_NUMBER,"
                + " script=LATIN, block=Optional[NUMBER_FORMS], mirrored=false,"
                + " numericValue=Optional[8]]",
            "U+D800: Optional.empty",
            "letters of CYRILLIC: " + lettersOf(Character.UnicodeScript.CYRILLIC),
            "letters of GREEK: " + lettersOf(Character.UnicodeScript.GREEK),
            "letters of LATIN: " + lettersOf(Character.UnicodeScript.LATIN));
  }

  private static long lettersOf(Character.UnicodeScript script) {
    return UnicodeCharacters.codePoints()
        .filter(Character::isLetter)
        .filter(codePoint -> Character.UnicodeScript.of(codePoint) == script)
        .count();
  }
}
