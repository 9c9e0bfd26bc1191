package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalvageReportTest {
  private static SalvageReport of(Kind kind, Map<String, List<Object>> keys) {
    return new SalvageReport(
        List.of(new Damage(kind, "log-1", 64, 30, -1, keys, "a transaction is damaged")),
        List.of());
  }

  @Test
  void textNamesTheKeysByTable() {
    assertThat(of(Kind.TRANSACTIONS, Map.of("words", List.of("a", "b"), "ids", List.of(7L))).text())
        .isEqualTo(
            "log-1 at offset=64 length=30: a transaction is damaged; keys of ids: [7]; keys of words:"
                + " [a, b]");
  }

  @Test
  void textLeavesOutTablesWhoseKeysCouldNotBeRead() {
    assertThat(of(Kind.TRANSACTIONS, Map.of("words", List.of())).text())
        .isEqualTo("log-1 at offset=64 length=30: a transaction is damaged");
  }

  @Test
  void textNamesTwentyKeysAndTheNumberOfTheOthers() {
    List<Object> keys = IntStream.range(0, 23).<Object>mapToObj(i -> i).toList();
    assertThat(of(Kind.ENTRIES, Map.of("ids", keys)).text())
        .contains("18, 19] and 3 more")
        .doesNotContain("20,");
  }

  @Test
  void damageToTheStructureAloneIsLossless() {
    assertThat(of(Kind.STRUCTURE, Map.of()).isLossless()).isTrue();
    assertThat(of(Kind.TRANSACTIONS, Map.of()).isLossless()).isFalse();
  }
}
