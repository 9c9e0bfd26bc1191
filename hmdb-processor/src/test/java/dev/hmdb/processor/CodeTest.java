package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTest {
  private static final String LONG = "a".repeat(60);
  private static final String HALF = "b".repeat(45);

  @Test
  void blocksAreIndented() {
    assertThat(new Code(0).open("if (a)").line("b();").next("else").line("c();").close())
        .hasToString(
            """
            if (a) {
              b();
            } else {
              c();
            }
            """);
  }

  @Test
  void statementThatFitsIsOneLine() {
    assertThat(new Code(2).statement("return ", Expr.call("f", "a", "b"), ";"))
        .hasToString("  return f(a, b);\n");
  }

  @Test
  void assignmentIsBrokenBeforeItsValueFirst() {
    assertThat(new Code(0).statement("int " + HALF + " = ", Expr.call("f", LONG), ";"))
        .hasToString("int " + HALF + " =\n    f(" + LONG + ");\n");
  }

  @Test
  void argumentsThatFitStayTogether() {
    assertThat(new Code(0).statement("return ", Expr.call(LONG, "a", HALF), ";"))
        .hasToString("return " + LONG + "(\n    a, " + HALF + ");\n");
  }

  @Test
  void argumentsThatDoNotFitHaveALineEach() {
    assertThat(new Code(0).statement("return ", Expr.call("f", HALF, LONG), ";"))
        .hasToString("return f(\n    " + HALF + ",\n    " + LONG + ");\n");
  }

  @Test
  void chainIsBrokenBeforeItsOperators() {
    assertThat(new Code(0).statement("return ", Expr.chain("a", "? " + HALF, ": " + LONG), ";"))
        .hasToString("return a\n    ? " + HALF + "\n    : " + LONG + ";\n");
  }

  @Test
  void throwsClauseGoesToALineOfItsOwnFirst() {
    assertThat(new Code(0).method("void " + LONG, List.of("a b"), "throws " + HALF, ";"))
        .hasToString("void " + LONG + "(a b)\n    throws " + HALF + ";\n");
  }

  @Test
  void interfaceGoesToALineOfItsOwn() {
    assertThat(new Code(0).openClass("class " + LONG, "implements " + HALF).close())
        .hasToString("class " + LONG + "\n    implements " + HALF + " {\n}\n");
  }
}
