package dev.hmdb.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.TypeDescriptor.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaConversionTest {
  private static TableType table(String name) {
    return new TableType(name, Scalar.INT, Scalar.STRING);
  }

  /** Whether the names were exchanged in what is stored cannot be seen from it. */
  @Test
  void tablesThatExchangedTheirNamesAreAnObstacle() {
    List<TableType> tables = List.of(table("a"), table("b"));
    Evolution evolution = Evolution.builder().renamedTable("a", "b").renamedTable("b", "a").build();
    List<Obstacle> obstacles = SchemaConversion.between(tables, tables, evolution).obstacles();
    assertThat(obstacles)
        .extracting(Obstacle::line)
        .containsExactly(
            "a: table a was b, which was a: it cannot be told which of them the stored a is",
            "b: table b was a, which was b: it cannot be told which of them the stored b is");
    assertThat(obstacles.getFirst().remedy()).contains("names that none of them had");
  }
}
