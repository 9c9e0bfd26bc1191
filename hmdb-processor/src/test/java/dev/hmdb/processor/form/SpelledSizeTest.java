package dev.hmdb.processor.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.schema.Evolution;
import dev.hmdb.schema.SchemaConversion;
import dev.hmdb.schema.TableType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpelledSizeTest {
  /** A chain of records, and a list of lists of each from the one before. */
  private static String chain(int records, int lists) {
    StringBuilder text = new StringBuilder("hmdb-schema 1\nschema a.S\nversion 1\n");
    text.append("table 1 a: Int -> R0\n");
    for (int i = 0; i < records; i++) {
      String next = "List<".repeat(lists) + "R" + (i + 1) + ">".repeat(lists);
      text.append("record R%d\n  1 c: %s\n".formatted(i, next));
    }
    return text.append("record R").append(records).append("\n  1 c: Int\n").toString();
  }

  private static @Nullable String refusal(String text) {
    try {
      FormParser.parse(text);
      return null;
    } catch (FormException e) {
      return e.getMessage();
    }
  }

  @Test
  void listsCountAsTypesInOneAnother() {
    assertThat(refusal(chain(1, 197))).isNull();
    assertThat(refusal(chain(2, 197))).startsWith("line 4: types are more than");
  }

  @Test
  void deepestTypesFitASmallStack() throws Exception {
    String text = chain(198, 0);
    assertThat(refusal(chain(199, 0))).isNotNull();
    List<String> changes = new ArrayList<>();
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                SchemaForm form = FormParser.parse(text);
                SchemaForm merged = new FormMerge(form, form).merged();
                List<TableType> tables = FormDescriptors.tables(merged);
                changes.addAll(
                    SchemaConversion.between(FormDescriptors.tables(form), tables, Evolution.none())
                        .changes());
              } catch (FormException | StackOverflowError e) {
                thrown.add(e);
              }
            },
            "small stack",
            512 * 1024);
    thread.start();
    thread.join();
    assertThat(Stream.concat(changes.stream(), thrown.stream())).isEmpty();
  }
}
