package dev.hmdb.processor;

import java.util.ArrayList;
import java.util.List;

/**
 * A place inside a value, as generated code names it when it finds null there.
 *
 * @param parts text and variables of the generated code by turns, text first and last: {@code
 *     Account.tags[}, {@code index}, {@code ]}
 * @param isNeverNull whether there cannot be null
 */
record Spot(List<String> parts, boolean isNeverNull) {

  Spot {
    parts = List.copyOf(parts);
  }

  /** A place known when the code is generated: {@code Account.tags}. */
  static Spot of(String text) {
    return new Spot(List.of(text), false);
  }

  /** The element at what a variable of the generated code says. */
  Spot at(String variable) {
    List<String> longer = new ArrayList<>(parts);
    longer.set(parts.size() - 1, parts.getLast() + "[");
    longer.add(variable);
    longer.add("]");
    return new Spot(longer, false);
  }

  /** Something in this place of which no more is known, such as an element of a set. */
  Spot any(String what) {
    List<String> longer = new ArrayList<>(parts);
    longer.set(0, what + " of " + parts.getFirst());
    return new Spot(longer, false);
  }

  /** The same place, where there cannot be null, such as inside an optional that is present. */
  Spot present() {
    return new Spot(parts, true);
  }

  /** The expression for what is to be said when it is null. */
  Expr isNull() {
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String end = i == parts.size() - 1 ? " is null" : "";
      String operand = i % 2 == 0 ? "\"" + parts.get(i) + end + "\"" : parts.get(i);
      operands.add(i == 0 ? operand : "+ " + operand);
    }
    return operands.size() == 1 ? Expr.text(operands.getFirst()) : new Expr.Chain(operands);
  }
}
