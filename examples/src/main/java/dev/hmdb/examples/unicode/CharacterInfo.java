package dev.hmdb.examples.unicode;

import java.util.Optional;

/**
 * What the Unicode character database, as the running JDK knows it, says of one character.
 *
 * <p>Scripts and blocks are strings here, although the JDK has types for them: each Unicode version
 * adds some, in the middle of the JDK's enum, while what is stored should outlive a JDK. The
 * general categories are a closed set.
 *
 * @param name its name, such as {@code GREEK SMALL LETTER ALPHA}
 * @param category its general category
 * @param script the script it belongs to, such as {@code GREEK}
 * @param block the block it lies in, such as {@code GREEK}, or nothing if the JDK knows none
 * @param mirrored whether it is mirrored in text that runs from right to left
 * @param numericValue the number it stands for, if that is an integer of zero or more
 */
public record CharacterInfo(
    String name,
    GeneralCategory category,
    String script,
    Optional<String> block,
    boolean mirrored,
    Optional<Integer> numericValue) {

  /**
   * What the JDK knows of a code point.
   *
   * @throws IllegalArgumentException if nothing is assigned to it
   */
  public static CharacterInfo of(int codePoint) {
    String name = Character.getName(codePoint);
    if (name == null) {
      throw new IllegalArgumentException("codePoint=" + codePoint + " is not assigned");
    }
    GeneralCategory category = GeneralCategory.of(codePoint);
    return new CharacterInfo(
        name,
        category,
        Character.UnicodeScript.of(codePoint).name(),
        Optional.ofNullable(Character.UnicodeBlock.of(codePoint)).map(Object::toString),
        Character.isMirrored(codePoint),
        numericValue(codePoint, category));
  }

  /** {@code Character.getNumericValue} without the letters, which it counts as digits up to 35. */
  @SuppressWarnings("CharacterGetNumericValue") // the letters are left out, the rest is wanted
  private static Optional<Integer> numericValue(int codePoint, GeneralCategory category) {
    int value = category.isNumber() ? Character.getNumericValue(codePoint) : -1;
    return value < 0 ? Optional.empty() : Optional.of(value);
  }
}
