package dev.hmdb.processor;

import dev.hmdb.processor.Expr.Call;
import dev.hmdb.processor.Expr.Chain;
import dev.hmdb.processor.Expr.Dotted;
import dev.hmdb.processor.Expr.Text;
import java.util.List;
import java.util.stream.Collectors;

/** Source text that is being written, indented and broken as google-java-format does. */
final class Code {
  private static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();
  private int indent;

  Code(int indent) {
    this.indent = indent;
  }

  /** Appends lines as they are but for the indentation. */
  Code lines(String lines) {
    lines.lines().forEach(this::line);
    return this;
  }

  Code line(String line) {
    if (!line.isEmpty()) {
      text.repeat(' ', indent).append(line);
    }
    text.append('\n');
    return this;
  }

  /** Appends code that is indented already. */
  Code append(Code code) {
    text.append(code.text);
    return this;
  }

  Code blank() {
    return line("");
  }

  /** Appends a line that ends with an opening brace and indents what follows. */
  Code open(String line) {
    line(line + " {");
    indent += 2;
    return this;
  }

  /** Opens a method, its head broken if need be. */
  Code openMethod(String start, List<String> parameters, String end) {
    method(start, parameters, end, " {");
    indent += 2;
    return this;
  }

  /**
   * Appends the head of a method.
   *
   * @param end what follows the parameters: nothing, or a throws clause
   * @param last the brace or semicolon
   */
  Code method(String start, List<String> parameters, String end, String last) {
    Expr head = Expr.call(start, parameters.toArray(new String[0]));
    boolean fits = fits(head.flat().length() + end.length() + last.length() + 1);
    if (end.isEmpty() || fits || !fits(head.flat().length())) {
      return statement("", head, (end.isEmpty() ? "" : " " + end) + last);
    }
    line(head.flat());
    return line("    " + end + last);
  }

  /** Opens a class, its head broken before its interface if need be. */
  Code openClass(String start, String implemented) {
    if (!fits(start.length() + implemented.length() + 3)) {
      line(start);
      return open("    " + implemented);
    }
    return open(start + " " + implemented);
  }

  /** Closes one block and opens the next: {@code } else {}. */
  Code next(String line) {
    indent -= 2;
    return open("} " + line);
  }

  Code close() {
    return close("}");
  }

  /** Closes a block with more than a brace: {@code };}. */
  Code close(String line) {
    indent -= 2;
    return line(line);
  }

  /** Appends {@code start expression end}, as {@code return f(x);}, broken if need be. */
  Code statement(String start, Expr expression, String end) {
    if (fits(start.length() + expression.flat().length() + end.length())) {
      return line(start + expression.flat() + end);
    }
    if (start.endsWith(" = ")) {
      line(start.stripTrailing());
      indent += 4;
      write("", expression, end);
      indent -= 4;
      return this;
    }
    write(start, expression, end);
    return this;
  }

  private void write(String start, Expr expression, String end) {
    boolean fits = fits(start.length() + expression.flat().length() + end.length());
    switch (expression) {
      case Text whole -> line(start + whole.flat() + end);
      case Call call when fits || call.arguments().isEmpty() -> line(start + call.flat() + end);
      case Chain chain when fits -> line(start + chain.flat() + end);
      case Chain chain -> {
        int last = chain.parts().size() - 1;
        line(start + chain.parts().getFirst());
        indent += 4;
        for (String part : chain.parts().subList(1, last)) {
          line(part);
        }
        line(chain.parts().get(last) + end);
        indent -= 4;
      }
      case Dotted dotted when fits -> line(start + dotted.flat() + end);
      case Dotted dotted -> {
        line(start + dotted.receiver());
        indent += 4;
        int last = dotted.calls().size() - 1;
        for (int i = 0; i <= last; i++) {
          write(".", dotted.calls().get(i), i == last ? end : "");
        }
        indent -= 4;
      }
      case Call call -> {
        line(start + call.head() + "(");
        indent += 4;
        arguments(call.arguments(), ")" + end);
        indent -= 4;
      }
    }
  }

  private void arguments(List<Expr> arguments, String end) {
    String flat = arguments.stream().map(Expr::flat).collect(Collectors.joining(", "));
    if (fits(flat.length() + end.length())) {
      line(flat + end);
      return;
    }
    for (int i = 0; i < arguments.size(); i++) {
      boolean isLast = i == arguments.size() - 1;
      write("", arguments.get(i), isLast ? end : ",");
    }
  }

  private boolean fits(int length) {
    return indent + length <= WIDTH;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
