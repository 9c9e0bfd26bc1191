package dev.hmdb.processor.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.processor.form.SchemaForm.Kind;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormParserTest {
  private static final String HEAD = "hmdb-schema 1\nschema a.S\nversion 1\n";

  private static SchemaForm parse(String parts) throws FormException {
    return FormParser.parse(HEAD + parts);
  }

  /** What is wrong with the parts, which begin on line 4. */
  private static void assertWrong(String parts, String message) {
    assertThatThrownBy(() -> parse(parts)).isInstanceOf(FormException.class).hasMessage(message);
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws FormException {
    Reference odd = new Reference("removed");
    SchemaForm form =
        new SchemaForm(
            "a.S",
            3,
            List.of(new TableForm(2, "was", odd, odd, List.of("dropped", "table"))),
            List.of(
                new TypeForm(
                    Kind.RECORD,
                    "removed",
                    List.of(
                        new MemberForm(
                            1, "was", odd, List.of("default"), " \\\"\n\u2028é😀", false),
                        new MemberForm(2, "Int", new Reference("codec was"), List.of(), "", false),
                        new MemberForm(9, "removed", null, List.of("removed2"), null, true)))));
    assertThat(FormParser.parse(FormText.of(form))).isEqualTo(form);
  }

  @Test
  void halfACharacterIsKept() throws FormException {
    String text = FormText.quoted("\ud83d x");
    assertThat(text).isEqualTo("\"\\ud83d x\"");
    assertThat(new FormLine(1, text).quoted()).isEqualTo("\ud83d x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hmdb-schema 1", "hmdb-schema 1\nschema a.S\n", "\n\n"})
  void fileThatEndsEarlyIsRefused(String text) {
    assertThatThrownBy(() -> FormParser.parse(text))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("found the end of the file");
  }

  @Test
  void otherTextIsRefused() {
    assertThatThrownBy(() -> FormParser.parse("package a;\n"))
        .hasMessage("line 1: expected 'hmdb-schema', found 'package a;'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table x a: Int -> Int | line 4: expected the id of a table, found 'x a: Int -> Int'",
        "table 0 a: Int -> Int | line 4: expected the id of a table, found '0 a: Int -> Int'",
        "table 1 a: Int | line 4: expected '->', found the end of the line",
        "table 1 a: Int -> Int more | line 4: expected the end of the line, found 'more'",
        "table 1 a: Int -> List<Int | line 4: expected '>', found the end of the line",
        "table 1 a: Int -> Account | line 4: there is no type named Account below",
        "table 1 a: Int -> Int was | line 4: expected a name, found the end of the line",
        "class Account | line 4: expected a table, record, enum or sealed type",
        "table 1 a: Int -> \"A | line 4: a quote is not closed",
        "=======| line 4: a merge conflict is left",
      })
  void wrongLineIsNamed(String line, String message) {
    assertWrong(line.strip() + "\n", message.strip());
  }

  @Test
  void idIsGivenOnce() {
    assertWrong(
        "table 1 a: Int -> Int\ntable 1 b: Int -> Int\n", "line 5: two tables have the id 1");
  }

  @Test
  void nameIsGivenOnce() {
    assertWrong(
        "enum Plan\n  1 FREE\n  2 PREMIUM was FREE\n",
        "line 6: two constants have, or had, the name FREE");
  }

  @Test
  void typeIsThereOnce() {
    assertWrong("enum Plan\n  1 FREE\nenum Plan\n", "line 6: there are two types named Plan");
  }

  @Test
  void sealedTypeHasVariantsThatDiffer() {
    assertWrong("sealed Shape\n  1 Disc removed\n", "line 4: a sealed type has no variants");
    assertWrong(
        "sealed Shape\n  1 Disc: A\n  2 Square: A\n",
        "line 4: the class of the variant Square is that of another");
    assertWrong(
        "sealed Shape\n  1 Disc: Int\n",
        "line 4: the variant Disc is neither a class nor of a codec");
  }

  @Test
  void endlessTypeIsRefused() {
    assertWrong(
        "table 1 a: " + "List<".repeat(10_000) + "\n", "line 4: a type nests deeper than 200");
  }

  @Test
  void endlessArrayIsRefused() {
    assertWrong(
        "table 1 a: Int" + "[]".repeat(10_000) + "\n", "line 4: a type nests deeper than 200");
  }

  @ParameterizedTest
  @CsvSource({"3000, 1", "40, 2"})
  void typesThatCannotBeSpelledOutAreRefused(int types, int uses) {
    StringBuilder parts = new StringBuilder("table 1 a: Int -> Int\ntable 2 b: Int -> R0\n");
    for (int i = 0; i < types; i++) {
      parts.append("record R").append(i).append('\n');
      for (int use = 1; use <= uses; use++) {
        parts.append("  %d c%1$d: R%d%n".formatted(use, i + 1));
      }
    }
    parts.append("enum R").append(types).append("\n  1 A\n");
    assertWrong(
        parts.toString(),
        "line 5: types are more than 200000, or nest deeper than 200, spelled out");
  }

  @Test
  void typesInACircleAreNoEndlessOnes() throws FormException {
    SchemaForm form =
        parse(
            """
            table 1 a: Int -> A
            record A
              1 b: Optional<B>
              2 a: List<A>
            record B
              1 a: A
              2 b: Optional<B>
            """);
    assertThat(form.types()).hasSize(2);
  }

  @Test
  void newerFormatIsToldApart() {
    assertThatThrownBy(() -> FormParser.parse("hmdb-schema 2\nanything\n"))
        .isInstanceOfSatisfying(FormException.class, e -> assertThat(e.isNewer()).isTrue());
  }
}
