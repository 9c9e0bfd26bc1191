package dev.hmdb;

/**
 * How much the longer tests try: enough for every build, or with {@code -Dhmdb.thorough=true}
 * everything there is.
 */
public final class Effort {
  private static final boolean IS_THOROUGH = Boolean.getBoolean("hmdb.thorough");

  private Effort() {}

  public static boolean isThorough() {
    return IS_THOROUGH;
  }

  public static int of(int usual, int thorough) {
    return IS_THOROUGH ? thorough : usual;
  }
}
