package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.engine.Catalog.EarlierId;
import dev.hmdb.internal.engine.Form.Opened;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files tell which ids a table had before, so that its older entries are known to be its own. */
@Timeout(60)
class EarlierIdsTest {
  private static final Form FIRST = Form.named("V1").table("users", Scalar.INT, Scalar.INT);

  private static final Evolution WAS_USERS =
      Evolution.builder().renamedTable("accounts", "users").build();

  /** Only another name. */
  private static final Form RENAMED =
      Form.named("V2").table("accounts", Scalar.INT, Scalar.INT).says(WAS_USERS);

  /** Another name, and other bytes of values. */
  private static final Form CONVERTED =
      Form.named("V2").table("accounts", Scalar.INT, Scalar.DOUBLE).says(WAS_USERS);

  private static Catalog catalog(Form... forms) {
    Catalog catalog = Catalog.empty();
    for (Form form : forms) {
      catalog = catalog.with(form.schema());
    }
    return catalog;
  }

  private static List<EarlierId> earlier(Form... forms) {
    return catalog(forms).tables().getFirst().earlier();
  }

  @Test
  void aTableThatKeepsItsBytesKeepsItsId() {
    assertThat(catalog(FIRST, RENAMED).find("accounts"))
        .isEqualTo(new Catalog.Entry(0, "accounts", Scalar.INT, Scalar.INT));
  }

  @Test
  void aTableOfOtherBytesTellsWhichIdItHad() {
    assertThat(earlier(FIRST, CONVERTED)).containsExactly(new EarlierId(0, true));
  }

  @Test
  void otherBytesOfKeysAreTold() {
    Form other = Form.named("V2").table("users", Scalar.DOUBLE, Scalar.INT);
    assertThat(earlier(FIRST, other)).containsExactly(new EarlierId(0, false));
  }

  @Test
  void everyEarlierIdIsRemembered() {
    Form third = Form.named("V3").table("accounts", Scalar.DOUBLE, Scalar.DOUBLE);
    assertThat(earlier(FIRST, CONVERTED, third))
        .containsExactly(new EarlierId(0, true), new EarlierId(1, false));
  }

  @Test
  void aTableThatWasDroppedAndMadeAgainIsAnother() {
    Form without = Form.named("V2").says(Evolution.builder().droppedTables("users").build());
    assertThat(catalog(FIRST, without, FIRST).find("users"))
        .isEqualTo(new Catalog.Entry(1, "users", Scalar.INT, Scalar.INT));
  }

  @Test
  void earlierIdsAreReadAsTheyWereWritten() {
    Catalog catalog = catalog(FIRST, CONVERTED);
    assertThat(read(catalog.tables().getFirst())).isEqualTo(catalog.tables().getFirst());
  }

  private static Catalog.Entry read(Catalog.Entry table) {
    Encoder out = new Encoder();
    new Catalog("V", 0, table.id() + 1, List.of(table), List.of()).encode(out);
    return Catalog.decode(new Decoder(out.toByteArray())).tables().getFirst();
  }

  private static void assertRefused(int id, Integer... earlier) {
    List<EarlierId> ids = List.of(earlier).stream().map(each -> new EarlierId(each, true)).toList();
    Catalog.Entry table = new Catalog.Entry(id, "users", Scalar.INT, Scalar.INT, ids);
    assertThatThrownBy(() -> read(table))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("the table with id " + id + " cannot have had id");
  }

  @Test
  void earlierIdsThatAreNotEarlierAreRefused() {
    assertRefused(3, 3);
    assertRefused(3, 4);
    assertRefused(3, 2, 1);
    assertRefused(3, 2, 2);
  }

  /** A schema that lacks the @Renamed must not find old entries under a table of the old name. */
  @Nested
  class AFormerNameThatMeansAnotherTable {
    private final SimulatedDirectory directory = new SimulatedDirectory();

    private void write(Form second) {
      try (Opened first = FIRST.open(directory)) {
        first.table("users").put(scalar(1), scalar(10));
      }
      second.open(directory).close();
    }

    private static DynamicValue scalar(Object value) {
      return new DynamicValue.Scalar(value);
    }

    private static Form third(Evolution evolution) {
      return Form.named("V3")
          .table("accounts", Scalar.INT, Scalar.DOUBLE)
          .table("users", Scalar.INT, Scalar.INT)
          .says(evolution);
    }

    private void assertRefused(Form form, String text) {
      assertThatThrownBy(() -> form.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("has entries of table accounts from when it was called otherwise")
          .hasMessageContaining(text)
          .hasMessageContaining("@Renamed")
          .hasMessageContaining("compact()");
    }

    @Test
    void isRefusedIfTheIdIsAnother() {
      write(CONVERTED);
      assertRefused(third(Evolution.none()), "V3 takes for entries of users");
    }

    @Test
    void isRefusedIfTheIdIsTheSame() {
      write(RENAMED);
      assertRefused(third(Evolution.none()), "V3 takes for entries of users");
    }

    @Test
    void isRefusedIfItIsDropped() {
      write(CONVERTED);
      Form third =
          Form.named("V3")
              .table("accounts", Scalar.INT, Scalar.DOUBLE)
              .table("more", Scalar.INT, Scalar.INT)
              .says(Evolution.builder().droppedTables("users").build());
      assertRefused(third, "V3 drops");
    }

    @Test
    void meansTheNewTableOnceCompacted() {
      write(CONVERTED);
      try (Opened second = CONVERTED.open(directory)) {
        second.engine().compact();
      }
      try (Opened third = third(Evolution.none()).open(directory)) {
        assertThat(third.table("users").get(scalar(1))).isNull();
        assertThat(third.table("accounts").get(scalar(1))).isEqualTo(scalar(10.0));
      }
    }
  }
}
