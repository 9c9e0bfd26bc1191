package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import org.junit.jupiter.api.Test;

/** What generated index keys and orders do. */
class GeneratedIndexTest {
  private static final String SCHEMA =
      """
      package app;
      import dev.hmdb.*;
      import java.math.BigDecimal;
      import java.util.*;
      @Schema
      public interface App {
        Table<String, Account> accounts();
        SortedTable<Place, String> places();
        SortedTable<BigDecimal, String> prices();
        @Index("accounts.plan") TableIndex<Plan, String, Account> byPlan();
        @Index("accounts.addresses.city") TableIndex<String, String, Account> byCity();
        @Index("accounts.age") SortedIndex<Integer, String, Account> byAge();
        @Index({"accounts.plan", "accounts.limits"})
        SortedIndex<PlanAndLimit, String, Account> byPlanAndLimit();
        @Unique("places") UniqueIndex<String, Place, String> byName();
        record Account(Plan plan, List<Optional<Address>> addresses, OptionalInt age, long[] limits) {}
        record Address(String city) {}
        record Place(String room, int seat) {}
        record PlanAndLimit(Plan plan, long limit) {}
        enum Plan { FREE, TEAM }
      }
      """;

  private static final String PROBE =
      """
      package app;
      import dev.hmdb.*;
      import java.math.BigDecimal;
      import java.util.*;
      public final class Probe implements java.util.function.Supplier<String> {
        @SuppressWarnings("unchecked")
        private static List<Object> keys(int index, Object key, Object value) {
          var definition = (IndexDefinition<Object, Object, Object>) AppDb.SCHEMA.indexes().get(index);
          List<Object> found = new ArrayList<>();
          definition.keys().forEach(key, value, found::add);
          return found;
        }
        @SuppressWarnings("unchecked")
        private static int compared(int table, Object one, Object other) {
          var kind = (TableKind.Sorted<Object>) AppDb.SCHEMA.tables().get(table).kind();
          return Integer.signum(kind.order().compare(one, other));
        }
        public String get() {
          return String.valueOf(%s);
        }
      }
      """;

  private static final String ACCOUNT =
      "new App.Account(App.Plan.TEAM, List.of(Optional.of(new App.Address(\"Bern\")),"
          + " Optional.empty(), Optional.of(new App.Address(\"Wien\"))), OptionalInt.empty(),"
          + " new long[] {3, 5})";

  private static String valueOf(String expression) throws ReflectiveOperationException {
    com.google.testing.compile.Compilation compilation =
        SchemaCompiler.compile(
            JavaFileObjects.forSourceString("app.App", SCHEMA),
            JavaFileObjects.forSourceString("app.Probe", PROBE.formatted(expression)));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    var probe = SchemaCompiler.load(compilation).loadClass("app.Probe");
    return (String)
        ((java.util.function.Supplier<?>) probe.getDeclaredConstructor().newInstance()).get();
  }

  @Test
  void componentIsTheIndexKey() throws ReflectiveOperationException {
    assertThat(valueOf("keys(0, \"a\", " + ACCOUNT + ")")).isEqualTo("[TEAM]");
  }

  @Test
  void eachElementIsOneAndAbsentOnesAreLeftOut() throws ReflectiveOperationException {
    assertThat(valueOf("keys(1, \"a\", " + ACCOUNT + ")")).isEqualTo("[Bern, Wien]");
    assertThat(valueOf("keys(2, \"a\", " + ACCOUNT + ")")).isEqualTo("[]");
  }

  @Test
  void severalPathsGiveEachCombination() throws ReflectiveOperationException {
    assertThat(valueOf("keys(3, \"a\", " + ACCOUNT + ")"))
        .isEqualTo("[PlanAndLimit[plan=TEAM, limit=3], PlanAndLimit[plan=TEAM, limit=5]]");
  }

  @Test
  void valueItselfCanBeTheIndexKey() throws ReflectiveOperationException {
    assertThat(valueOf("keys(4, new App.Place(\"r\", 1), \"name\")")).isEqualTo("[name]");
  }

  @Test
  void recordsAreInTheOrderOfTheirComponents() throws ReflectiveOperationException {
    String places = "compared(1, new App.Place(\"a\", 9), new App.Place(\"%s\", %d))";
    assertThat(valueOf(places.formatted("b", 1))).isEqualTo("-1");
    assertThat(valueOf(places.formatted("a", 1))).isEqualTo("1");
    assertThat(valueOf(places.formatted("a", 9))).isEqualTo("0");
  }

  @Test
  void decimalsThatAreNotEqualDiffer() throws ReflectiveOperationException {
    assertThat(valueOf("compared(2, new BigDecimal(\"1.0\"), new BigDecimal(\"1.00\"))"))
        .isEqualTo("-1");
  }
}
