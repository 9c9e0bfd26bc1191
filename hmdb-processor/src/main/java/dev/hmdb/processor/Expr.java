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

  /**
   * Operands with operators before all but the first, broken before every operator.
   *
   * @param parts {@code condition}, {@code ? one}, {@code : other}
   */
  record Chain(List<String> parts) implements Expr {
    @Override
    public String flat() {
      return String.join(" ", parts);
    }
  }

  /**
   * A receiver and calls on it, broken before every dot.
   *
   * @param calls without their dots
   */
  record Dotted(String receiver, List<Expr> calls) implements Expr {
    @Override
    public String flat() {
      return calls.stream().map(Expr::flat).collect(Collectors.joining(".", receiver + ".", ""));
    }
  }

  static Expr text(String text) {
    return new Text(text);
  }

  static Expr chain(String... parts) {
    return new Chain(List.of(parts));
  }

  static Expr call(String head, List<Expr> arguments) {
    return new Call(head, List.copyOf(arguments));
  }

  static Expr call(String head, String... arguments) {
    return new Call(head, List.of(arguments).stream().map(Expr::text).toList());
  }
}
