package dev.hmdb.internal.tx;

/** Keys and values as messages show them. */
public final class ShortText {
  /** A longer text is cut: the message is for a log, not for a dump. */
  private static final int LONGEST = 200;

  private ShortText() {}

  /** Never throws, whatever {@code toString} does. */
  public static String of(Object any) {
    try {
      String text = String.valueOf(any);
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    } catch (RuntimeException | StackOverflowError e) {
      return "of " + any.getClass();
    }
  }
}
