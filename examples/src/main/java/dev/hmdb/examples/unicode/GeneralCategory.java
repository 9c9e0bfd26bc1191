package dev.hmdb.examples.unicode;

/** The general categories of Unicode, in the order of the standard's own table of them. */
public enum GeneralCategory {
  UPPERCASE_LETTER(Character.UPPERCASE_LETTER),
  LOWERCASE_LETTER(Character.LOWERCASE_LETTER),
  TITLECASE_LETTER(Character.TITLECASE_LETTER),
  MODIFIER_LETTER(Character.MODIFIER_LETTER),
  OTHER_LETTER(Character.OTHER_LETTER),
  NONSPACING_MARK(Character.NON_SPACING_MARK),
  SPACING_MARK(Character.COMBINING_SPACING_MARK),
  ENCLOSING_MARK(Character.ENCLOSING_MARK),
  DECIMAL_NUMBER(Character.DECIMAL_DIGIT_NUMBER),
  LETTER_NUMBER(Character.LETTER_NUMBER),
  OTHER_NUMBER(Character.OTHER_NUMBER),
  CONNECTOR_PUNCTUATION(Character.CONNECTOR_PUNCTUATION),
  DASH_PUNCTUATION(Character.DASH_PUNCTUATION),
  OPEN_PUNCTUATION(Character.START_PUNCTUATION),
  CLOSE_PUNCTUATION(Character.END_PUNCTUATION),
  INITIAL_PUNCTUATION(Character.INITIAL_QUOTE_PUNCTUATION),
  FINAL_PUNCTUATION(Character.FINAL_QUOTE_PUNCTUATION),
  OTHER_PUNCTUATION(Character.OTHER_PUNCTUATION),
  MATH_SYMBOL(Character.MATH_SYMBOL),
  CURRENCY_SYMBOL(Character.CURRENCY_SYMBOL),
  MODIFIER_SYMBOL(Character.MODIFIER_SYMBOL),
  OTHER_SYMBOL(Character.OTHER_SYMBOL),
  SPACE_SEPARATOR(Character.SPACE_SEPARATOR),
  LINE_SEPARATOR(Character.LINE_SEPARATOR),
  PARAGRAPH_SEPARATOR(Character.PARAGRAPH_SEPARATOR),
  CONTROL(Character.CONTROL),
  FORMAT(Character.FORMAT),
  SURROGATE(Character.SURROGATE),
  PRIVATE_USE(Character.PRIVATE_USE),
  UNASSIGNED(Character.UNASSIGNED);

  private static final GeneralCategory[] BY_TYPE = new GeneralCategory[31];

  static {
    for (GeneralCategory category : values()) {
      BY_TYPE[category.type] = category;
    }
  }

  private final byte type;

  GeneralCategory(byte type) {
    this.type = type;
  }

  /** The category of a code point. */
  public static GeneralCategory of(int codePoint) {
    return BY_TYPE[Character.getType(codePoint)];
  }

  /** Whether its characters are letters. */
  public boolean isLetter() {
    return compareTo(OTHER_LETTER) <= 0;
  }

  /** Whether its characters are numbers. */
  public boolean isNumber() {
    return compareTo(DECIMAL_NUMBER) >= 0 && compareTo(OTHER_NUMBER) <= 0;
  }

  /** Whether a code point of this category has a character of its own, with a name to itself. */
  public boolean isAssignedCharacter() {
    return this != SURROGATE && this != PRIVATE_USE && this != UNASSIGNED;
  }
}
