package dev.hmdb.examples.unicode;

import java.util.stream.IntStream;

/** The characters of Unicode, as the running JDK knows them. */
public final class UnicodeCharacters {
  private UnicodeCharacters() {}

  /**
   * The code points of all assigned characters, ascending: no surrogates, no private use, and
   * nothing that is yet to be assigned.
   */
  public static IntStream codePoints() {
    return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
        .filter(codePoint -> GeneralCategory.of(codePoint).isAssignedCharacter());
  }
}
