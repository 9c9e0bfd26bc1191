package dev.hmdb.processor.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.processor.form.FormMerge.Clash;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of names when two types become one; {@code SchemaGuardTest} has the rest. */
class FormMergeTest {
  private static final String HEAD = "hmdb-schema 1\nschema a.S\nversion 1\n";

  /** The table b had values of type B, and has such of A now. */
  private static FormMerge merge(String a, String b, String now) throws FormException {
    String types = "record A\n" + a.indent(2) + "record B\n" + b.indent(2);
    String tables = "table 1 a: Int -> %s\ntable 2 b: Int -> %s\n";
    return new FormMerge(
        FormParser.parse(HEAD + tables.formatted("A", "B") + types),
        FormParser.parse(HEAD + tables.formatted("A", "A") + "record A\n" + now.indent(2)));
  }

  /** The members of A after the merge. */
  private static List<String> members(FormMerge merge) {
    assertThat(merge.clashes()).isEmpty();
    String text = FormText.of(merge.merged());
    return text.substring(text.indexOf("record A")).lines().skip(1).map(String::strip).toList();
  }

  @Test
  void namesThatAreGoneFromEitherStayTaken() throws FormException {
    assertThat(
            members(
                merge(
                    "1 x: Int\n2 old removed",
                    "1 x: Int\n2 old removed was older\n3 note: Int",
                    "1 x: Int\n2 y: Int")))
        .containsExactly(
            "1 x: Int", "3 y: Int", "2 old removed", "4 older removed", "5 note removed");
  }

  @Test
  void earlierNamesOfBothAreKept() throws FormException {
    assertThat(members(merge("1 x: Int was ax", "1 n: Int was bx default \"7\"", "1 x: Int was n")))
        .containsExactly("1 x: Int was n, ax, bx default \"7\"");
  }

  @Test
  void earlierNameOfOneThatIsGoneFromTheOtherIsAClash() throws FormException {
    assertThat(merge("1 x: Int\n2 old removed", "1 x: Int was old", "1 x: Int").clashes())
        .containsExactly(new Clash("A", "x", "old", "old", "component"));
  }

  @Test
  void nameThatIsGoneFromTheOtherIsAClash() throws FormException {
    assertThat(merge("1 x: Int\n2 y: Int", "1 x: Int\n2 y removed", "1 x: Int\n2 y: Int").clashes())
        .containsExactly(new Clash("A", "y", "y", "y", "component"));
  }
}
