package dev.hmdb.processor;

import java.util.List;
import java.util.stream.Collectors;

/** A Java expression that can be broken over lines where it does not fit on one. */
sealed interface Expr {

  /** The whole on one line. */
  String flat();

  /** Text that is never broken. */
  record Text(String flat) implements Expr {}

  /**
   * A call, broken after its parenthesis: the arguments then are on one line or on one each.
   *
   * @param head up to and without the parenthesis
   */
  record Call(String head, List<Expr> arguments) implements Expr {
    @Override
    public String flat() {
      return arguments.stream().map(Expr::flat).collect(Collectors.joining(", ", head + "(", ")"));
    }
  }

  static Expr text(String text) {
    return new Text(text);
  }

  static Expr call(String head, List<Expr> arguments) {
    return new Call(head, List.copyOf(arguments));
  }

  static Expr call(String head, String... arguments) {
    return new Call(head, List.of(arguments).stream().map(Expr::text).toList());
  }
}
