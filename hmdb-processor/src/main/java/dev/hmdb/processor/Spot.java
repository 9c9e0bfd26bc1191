package dev.hmdb.processor;

/**
 * A place inside a value, as generated code names it when it finds null there.
 *
 * @param expression a Java expression that begins and ends with a string literal: {@code
 *     "Account.tags[" + index + "]"}
 */
record Spot(String expression, boolean isNeverNull) {

  private Spot(String expression) {
    this(expression, false);
  }

  /** A place known when the code is generated: {@code Account.tags}. */
  static Spot of(String text) {
    return new Spot("\"" + text + "\"");
  }

  /** The element at what a variable of the generated code says. */
  Spot at(String variable) {
    return new Spot(open() + "[\" + " + variable + " + \"]\"");
  }

  /** Something in this place of which no more is known, such as an element of a set. */
  Spot any(String what) {
    return new Spot("\"" + what + " of " + expression.substring(1));
  }

  /** The expression for what is to be said when it is null. */
  String isNull() {
    return open() + " is null\"";
  }

  /** The expression for some other complaint. */
  String followedBy(String text) {
    return open() + text + "\"";
  }

  /** The same place, where there cannot be null, such as inside an optional that is present. */
  Spot present() {
    return new Spot(expression, true);
  }

  private String open() {
    return expression.substring(0, expression.length() - 1);
  }
}
