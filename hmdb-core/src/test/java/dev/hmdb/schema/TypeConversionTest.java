package dev.hmdb.schema;

import static dev.hmdb.schema.Types.array;
import static dev.hmdb.schema.Types.component;
import static dev.hmdb.schema.Types.constant;
import static dev.hmdb.schema.Types.constants;
import static dev.hmdb.schema.Types.list;
import static dev.hmdb.schema.Types.none;
import static dev.hmdb.schema.Types.optional;
import static dev.hmdb.schema.Types.record;
import static dev.hmdb.schema.Types.recordOf;
import static dev.hmdb.schema.Types.scalar;
import static dev.hmdb.schema.Types.sequence;
import static dev.hmdb.schema.Types.set;
import static dev.hmdb.schema.Types.some;
import static dev.hmdb.schema.Types.variant;
import static dev.hmdb.schema.Types.variants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.schema.TypeConversion.Role;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TypeConversionTest {
  private static TypeConversion between(
      TypeDescriptor stored, TypeDescriptor wanted, Evolution evolution) {
    return TypeConversion.between(stored, wanted, evolution, Role.VALUE);
  }

  private static TypeConversion between(TypeDescriptor stored, TypeDescriptor wanted) {
    return between(stored, wanted, Evolution.none());
  }

  private static List<String> obstacles(TypeDescriptor stored, TypeDescriptor wanted) {
    return lines(between(stored, wanted));
  }

  private static List<String> lines(TypeConversion conversion) {
    return conversion.obstacles("value").stream().map(Obstacle::line).toList();
  }

  private static DynamicValue converted(
      TypeDescriptor stored, TypeDescriptor wanted, Evolution evolution, DynamicValue value) {
    TypeConversion conversion = between(stored, wanted, evolution);
    assertThat(conversion.obstacles("value")).isEmpty();
    return Types.decode(wanted, Types.convert(conversion, Types.encode(stored, value)));
  }

  private static DynamicValue converted(
      TypeDescriptor stored, TypeDescriptor wanted, DynamicValue value) {
    return converted(stored, wanted, Evolution.none(), value);
  }

  @Nested
  class Components {
    private final TypeDescriptor before =
        record("Account", component("name", Scalar.STRING), component("age", Scalar.INT));

    @Test
    void anAddedOptionalIsEmpty() {
      TypeDescriptor after =
          record(
              "Account",
              component("name", Scalar.STRING),
              component("email", optional(Scalar.STRING)),
              component("age", Scalar.INT));
      assertThat(converted(before, after, recordOf("name", "Ann", "age", 7)))
          .isEqualTo(recordOf("name", "Ann", "email", none(), "age", 7));
      assertThat(between(before, after).changes("value"))
          .containsExactly("value: record Account gained component email");
    }

    @Test
    void addedCollectionsAreEmpty() {
      TypeDescriptor after =
          record(
              "R",
              component("list", list(Scalar.INT)),
              component("set", set(Scalar.INT)),
              component("map", new MapType(Scalar.INT, Scalar.INT)),
              component("array", array(Scalar.INT)),
              component("bytes", Scalar.BYTES));
      byte[] bytes = Types.convert(between(record("R"), after), new byte[0]);
      assertThat(bytes).isEqualTo(new byte[5]);
    }

    @Test
    void anAddedComponentHasItsDefault() {
      TypeDescriptor after =
          record(
              "a.Account",
              component("name", Scalar.STRING),
              component("age", Scalar.INT),
              component("country", Scalar.STRING));
      Evolution evolution =
          Evolution.builder().defaultValue("a.Account", "country", Codecs.STRING, "DE").build();
      assertThat(converted(before, after, evolution, recordOf("name", "Ann", "age", 7)))
          .isEqualTo(recordOf("name", "Ann", "age", 7, "country", "DE"));
    }

    @Test
    void anAddedComponentWithoutDefaultIsAnObstacleAtIt() {
      TypeDescriptor after =
          record(
              "a.Account",
              component("name", Scalar.STRING),
              component("age", Scalar.INT),
              component("country", Scalar.STRING));
      Obstacle obstacle = between(before, after).obstacles("accounts.value").getFirst();
      assertThat(obstacle.line())
          .isEqualTo("accounts.value: record Account gained component country");
      assertThat(obstacle.remedy()).contains("@Default");
      assertThat(obstacle.type()).isEqualTo("a.Account");
      assertThat(obstacle.member()).isEqualTo("country");
    }

    @Test
    void aDefaultOfAnotherTypeIsAnObstacle() {
      TypeDescriptor after = record("R", component("x", Scalar.STRING));
      Evolution evolution =
          Evolution.builder().defaultValue("R", "x", Codecs.UUID, new java.util.UUID(9, 9)).build();
      assertThat(lines(between(record("R"), after, evolution)))
          .containsExactly("value: record R gained component x, whose default is no String");
    }

    @Test
    void aRemovedComponentIsLeftOut() {
      TypeDescriptor after = record("Account", component("age", Scalar.INT));
      assertThat(converted(before, after, recordOf("name", "Ann", "age", 7)))
          .isEqualTo(recordOf("age", 7));
      assertThat(between(before, after).changes("value"))
          .containsExactly("value: record Account lost component name");
    }

    @Test
    void reorderedComponentsKeepTheirValues() {
      TypeDescriptor after =
          record("Account", component("age", Scalar.INT), component("name", Scalar.STRING));
      assertThat(converted(before, after, recordOf("name", "Ann", "age", 7)))
          .isEqualTo(recordOf("age", 7, "name", "Ann"));
      assertThat(between(before, after).changes("value"))
          .containsExactly(
              "value: record Account reordered its components: name, age became age, name");
    }

    @Test
    void reorderedAddedAndRemovedAtOnce() {
      TypeDescriptor after =
          record(
              "Account",
              component("tags", list(Scalar.STRING)),
              component("id", Scalar.LONG),
              component("age", Scalar.BIG_INTEGER),
              component("name", optional(Scalar.STRING)));
      TypeDescriptor three =
          record(
              "Account",
              component("name", Scalar.STRING),
              component("gone", Scalar.STRING),
              component("age", Scalar.INT),
              component("id", Scalar.INT));
      assertThat(converted(three, after, recordOf("name", "Ann", "gone", "x", "age", 7, "id", 300)))
          .isEqualTo(
              recordOf(
                  "tags",
                  sequence(),
                  "id",
                  300L,
                  "age",
                  BigInteger.valueOf(7),
                  "name",
                  some(scalar("Ann"))));
    }

    @Test
    void aRenamedComponentKeepsItsBytes() {
      TypeDescriptor after =
          record("Account", component("fullName", Scalar.STRING), component("age", Scalar.INT));
      Evolution evolution =
          Evolution.builder().renamed("Account", "fullName", "title", "name").build();
      TypeConversion conversion = between(before, after, evolution);
      assertThat(conversion.isIdentity()).isTrue();
      assertThat(conversion.changes("value"))
          .containsExactly("value: record Account renamed component name to fullName");
    }

    @Test
    void aRenameThatWasStoredIsNotLookedUpAgain() {
      TypeDescriptor type = record("R", component("a", Scalar.INT), component("b", Scalar.INT));
      Evolution evolution = Evolution.builder().renamed("R", "b", "a").build();
      TypeConversion conversion = between(type, type, evolution);
      assertThat(conversion.obstacles("value")).isEmpty();
      assertThat(conversion.changes("value")).isEmpty();
    }

    @Test
    void twoThatCouldBeOneStoredComponentAreAnObstacle() {
      TypeDescriptor stored = record("R", component("a", Scalar.INT));
      TypeDescriptor wanted = record("R", component("a", Scalar.INT), component("b", Scalar.INT));
      Evolution evolution = Evolution.builder().renamed("R", "b", "a").build();
      TypeConversion conversion = between(stored, wanted, evolution);
      assertThat(lines(conversion))
          .containsExactly("value: record R: component both a and b could be the stored a");
      assertThat(conversion.obstacles("value").getFirst().member()).isEqualTo("b");
    }

    /** Whether the names were exchanged in what is stored cannot be seen from it. */
    @Test
    void componentsThatExchangedTheirNamesAreAnObstacle() {
      TypeDescriptor type = record("R", component("a", Scalar.INT), component("b", Scalar.INT));
      Evolution evolution =
          Evolution.builder().renamed("R", "a", "b").renamed("R", "b", "a").build();
      TypeConversion conversion = between(type, type, evolution);
      assertThat(lines(conversion))
          .containsExactly(
              "value: record R: component a was b, which was a: it cannot be told which of them the"
                  + " stored a is",
              "value: record R: component b was a, which was b: it cannot be told which of them the"
                  + " stored b is");
      Obstacle obstacle = conversion.obstacles("value").getFirst();
      assertThat(obstacle.remedy()).contains("names that none of them had");
      assertThat(obstacle.member()).isEqualTo("a");
    }

    @Test
    void namesThatWentAroundAreAnObstacleOfEachInTheCircleAlone() {
      TypeDescriptor type =
          record(
              "R",
              component("a", Scalar.INT),
              component("b", Scalar.INT),
              component("c", Scalar.INT),
              component("d", Scalar.INT));
      Evolution evolution =
          Evolution.builder()
              .renamed("R", "a", "c")
              .renamed("R", "b", "gone", "a")
              .renamed("R", "c", "b")
              .renamed("R", "d", "a") // leads into the circle, and is not of it
              .build();
      assertThat(between(type, type, evolution).obstacles("value"))
          .extracting(Obstacle::member)
          .containsExactly("a", "b", "c");
    }

    @Test
    void aCircleOfNamesThatAreNotStoredIsNone() {
      TypeDescriptor wanted =
          record("R", component("a", list(Scalar.INT)), component("b", list(Scalar.INT)));
      Evolution evolution =
          Evolution.builder().renamed("R", "a", "b").renamed("R", "b", "a").build();
      assertThat(lines(between(record("R"), wanted, evolution))).isEmpty();
    }

    @Test
    void oneThatCouldBeTwoStoredComponentsIsAnObstacle() {
      TypeDescriptor stored = record("R", component("a", Scalar.INT), component("b", Scalar.INT));
      TypeDescriptor wanted = record("R", component("b", Scalar.INT));
      Evolution evolution = Evolution.builder().renamed("R", "b", "a").build();
      assertThat(lines(between(stored, wanted, evolution)))
          .containsExactly("value: record R: component b could be each of the stored b and a");
    }

    @Test
    void oneWithTwoFormerNamesThatAreBothStoredIsAnObstacle() {
      TypeDescriptor stored = record("R", component("a", Scalar.INT), component("b", Scalar.INT));
      TypeDescriptor wanted = record("R", component("c", Scalar.INT));
      Evolution evolution = Evolution.builder().renamed("R", "c", "a", "b").build();
      assertThat(lines(between(stored, wanted, evolution)))
          .containsExactly("value: record R: component c could be each of the stored a and b");
    }
  }

  @Nested
  class Keys {
    @Test
    void aComponentOfAKeyIsNotRemoved() {
      TypeDescriptor before = record("Id", component("a", Scalar.INT), component("b", Scalar.INT));
      TypeDescriptor after = record("Id", component("a", Scalar.INT));
      assertThat(lines(TypeConversion.between(before, after, Evolution.none(), Role.KEY)))
          .containsExactly("value: record Id lost component b");
      assertThat(obstacles(set(before), set(after)))
          .containsExactly("value[]: record Id lost component b");
      assertThat(obstacles(new MapType(before, Scalar.INT), new MapType(after, Scalar.INT)))
          .containsExactly("value{key}: record Id lost component b");
      assertThat(obstacles(set(list(before)), set(list(after)))).hasSize(1);
      assertThat(obstacles(new MapType(Scalar.INT, before), new MapType(Scalar.INT, after)))
          .isEmpty();
    }

    @Test
    void aTypeThatIsBothKeyAndValueIsLookedAtTwice() {
      TypeDescriptor before =
          record(
              "Node",
              component("x", Scalar.INT),
              component("children", set(new Reference("Node"))));
      TypeDescriptor after = record("Node", component("children", set(new Reference("Node"))));
      assertThat(obstacles(before, after))
          .containsExactly("value.children[]: record Node lost component x");
    }
  }

  @Nested
  class Numbers {
    private final List<Scalar> all =
        List.of(
            Scalar.BYTE,
            Scalar.SHORT,
            Scalar.INT,
            Scalar.LONG,
            Scalar.BIG_INTEGER,
            Scalar.BIG_DECIMAL,
            Scalar.FLOAT,
            Scalar.DOUBLE);

    private List<Scalar> wider(Scalar type) {
      return all.stream()
          .filter(other -> other != type && obstacles(type, other).isEmpty())
          .toList();
    }

    @Test
    void onlyTypesThatHoldEveryNumberAreWider() {
      assertThat(wider(Scalar.BYTE))
          .containsExactly(
              Scalar.SHORT,
              Scalar.INT,
              Scalar.LONG,
              Scalar.BIG_INTEGER,
              Scalar.BIG_DECIMAL,
              Scalar.FLOAT,
              Scalar.DOUBLE);
      assertThat(wider(Scalar.SHORT))
          .containsExactly(
              Scalar.INT,
              Scalar.LONG,
              Scalar.BIG_INTEGER,
              Scalar.BIG_DECIMAL,
              Scalar.FLOAT,
              Scalar.DOUBLE);
      assertThat(wider(Scalar.INT))
          .containsExactly(Scalar.LONG, Scalar.BIG_INTEGER, Scalar.BIG_DECIMAL, Scalar.DOUBLE);
      assertThat(wider(Scalar.LONG)).containsExactly(Scalar.BIG_INTEGER, Scalar.BIG_DECIMAL);
      assertThat(wider(Scalar.BIG_INTEGER)).containsExactly(Scalar.BIG_DECIMAL);
      assertThat(wider(Scalar.BIG_DECIMAL)).isEmpty();
      assertThat(wider(Scalar.FLOAT)).containsExactly(Scalar.DOUBLE);
      assertThat(wider(Scalar.DOUBLE)).isEmpty();
      assertThat(wider(Scalar.CHAR)).isEmpty();
      assertThat(wider(Scalar.BOOLEAN)).isEmpty();
    }

    private Object widened(Scalar from, Scalar to, Object value) {
      return ((DynamicValue.Scalar) converted(from, to, scalar(value))).value();
    }

    @Test
    void theEdgesOfEachTypeKeepTheirValue() {
      for (long edge : new long[] {Byte.MIN_VALUE, -1, 0, 1, Byte.MAX_VALUE}) {
        for (Scalar to : wider(Scalar.BYTE)) {
          Object value = widened(Scalar.BYTE, to, (byte) edge);
          assertThat(new BigDecimal(value.toString())).isEqualByComparingTo("" + edge);
        }
      }
      for (long edge : new long[] {Short.MIN_VALUE, -126, 125, Short.MAX_VALUE}) {
        for (Scalar to : wider(Scalar.SHORT)) {
          Object value = widened(Scalar.SHORT, to, (short) edge);
          assertThat(new BigDecimal(value.toString())).isEqualByComparingTo("" + edge);
        }
      }
      for (long edge : new long[] {Integer.MIN_VALUE, 32768, Integer.MAX_VALUE}) {
        for (Scalar to : wider(Scalar.INT)) {
          Object value = widened(Scalar.INT, to, (int) edge);
          assertThat(new BigDecimal(value.toString())).isEqualByComparingTo("" + edge);
        }
      }
      for (long edge : new long[] {Long.MIN_VALUE, 1L << 31, Long.MAX_VALUE}) {
        for (Scalar to : wider(Scalar.LONG)) {
          assertThat(new BigDecimal(widened(Scalar.LONG, to, edge).toString()))
              .isEqualByComparingTo("" + edge);
        }
      }
      BigInteger big = BigInteger.TEN.pow(60).negate();
      assertThat(widened(Scalar.BIG_INTEGER, Scalar.BIG_DECIMAL, big))
          .isEqualTo(new BigDecimal(big));
      assertThat(widened(Scalar.FLOAT, Scalar.DOUBLE, 0.1f)).isEqualTo((double) 0.1f);
      assertThat(widened(Scalar.FLOAT, Scalar.DOUBLE, -0f)).isEqualTo(-0d);
      assertThat(widened(Scalar.FLOAT, Scalar.DOUBLE, Float.NaN)).isEqualTo(Double.NaN);
    }

    @Test
    void varintsKeepTheirBytes() {
      TypeConversion conversion = between(list(Scalar.SHORT), list(Scalar.LONG));
      assertThat(conversion.isIdentity()).isTrue();
      assertThat(conversion.changes("value")).containsExactly("value[]: Short became Long");
    }

    @Test
    void anotherTypeIsAnObstacleAtTheComponentAround() {
      Obstacle obstacle =
          between(
                  record("R", component("x", list(Scalar.STRING))),
                  record("R", component("x", list(Scalar.INT))))
              .obstacles("value")
              .getFirst();
      assertThat(obstacle.line()).isEqualTo("value.x[]: String became Int");
      assertThat(obstacle.type()).isEqualTo("R");
      assertThat(obstacle.member()).isEqualTo("x");
    }
  }

  @Nested
  class Containers {
    @Test
    void aValueBecomesAnOptionalOfIt() {
      assertThat(converted(Scalar.INT, optional(Scalar.INT), scalar(3))).isEqualTo(some(scalar(3)));
      assertThat(between(Scalar.INT, optional(Scalar.INT)).changes("value"))
          .containsExactly("value: Int became Optional<Int>");
    }

    @Test
    void aValueBecomesAnOptionalOfAWiderOne() {
      assertThat(converted(Scalar.INT, optional(Scalar.DOUBLE), scalar(3)))
          .isEqualTo(some(scalar(3d)));
      assertThat(between(Scalar.INT, optional(Scalar.LONG)).changes("value"))
          .containsExactly("value: Int became Optional<Long>");
    }

    @Test
    void anOptionalDoesNotBecomeItsValue() {
      assertThat(obstacles(optional(Scalar.INT), Scalar.INT))
          .containsExactly("value: Optional<Int> became Int");
      assertThat(obstacles(Scalar.STRING, optional(Scalar.INT)))
          .containsExactly("value: String became Optional<Int>");
    }

    @Test
    void arraysAndListsHaveTheSameBytes() {
      assertThat(between(array(Scalar.INT), list(Scalar.INT)).isIdentity()).isTrue();
      assertThat(between(list(Scalar.INT), array(Scalar.INT)).isIdentity()).isTrue();
      assertThat(obstacles(list(Scalar.INT), set(Scalar.INT)))
          .containsExactly("value: List<Int> became Set<Int>");
      assertThat(obstacles(set(Scalar.INT), array(Scalar.INT)))
          .containsExactly("value: Set<Int> became Int[]");
    }

    @Test
    void whatIsInsideIsConverted() {
      TypeDescriptor before = new MapType(Scalar.STRING, optional(list(Scalar.BYTE)));
      TypeDescriptor after = new MapType(Scalar.STRING, optional(list(Scalar.DOUBLE)));
      DynamicValue value =
          new DynamicValue.MapOf(
              java.util.Map.of(scalar("a"), some(sequence(scalar((byte) 1), scalar((byte) 2)))));
      assertThat(converted(before, after, value))
          .isEqualTo(
              new DynamicValue.MapOf(
                  java.util.Map.of(scalar("a"), some(sequence(scalar(1d), scalar(2d))))));
    }
  }

  @Nested
  class Enums {
    private final TypeDescriptor before = constants("a.Plan", "FREE", "TRIAL");

    @Test
    void constantsBehindTheOthersKeepTheBytes() {
      TypeConversion conversion = between(before, constants("Plan", "FREE", "TRIAL", "TEAM"));
      assertThat(conversion.isIdentity()).isTrue();
      assertThat(conversion.changes("value"))
          .containsExactly("value: enum Plan gained constant TEAM");
    }

    @Test
    void reorderedAndAddedConstantsKeepTheirName() {
      TypeDescriptor after = constants("a.Plan", "TEAM", "TRIAL", "FREE");
      assertThat(converted(before, after, constant("FREE"))).isEqualTo(constant("FREE"));
      assertThat(converted(before, after, constant("TRIAL"))).isEqualTo(constant("TRIAL"));
    }

    @Test
    void aRenamedConstantIsFound() {
      TypeDescriptor after = constants("a.Plan", "TEST", "FREE");
      Evolution evolution = Evolution.builder().renamed("a.Plan", "TEST", "TRIAL").build();
      assertThat(converted(before, after, evolution, constant("TRIAL")))
          .isEqualTo(constant("TEST"));
    }

    @Test
    void aLostConstantIsAnObstacleOfItsType() {
      Obstacle obstacle =
          between(
                  record("Account", component("plan", before)),
                  record("Account", component("plan", constants("b.Plan", "FREE"))))
              .obstacles("accounts.value")
              .getFirst();
      assertThat(obstacle.line()).isEqualTo("accounts.value.plan: enum Plan lost constant TRIAL");
      assertThat(obstacle.remedy()).contains("@Renamed(from = \"TRIAL\")");
      assertThat(obstacle.type()).isEqualTo("b.Plan");
      assertThat(obstacle.member()).isNull();
    }
  }

  @Nested
  class Variants {
    private final TypeDescriptor circle = record("a.Circle", component("r", Scalar.INT));
    private final TypeDescriptor before = variants("a.Shape", circle, record("a.Dot"));

    @Test
    void reorderedAddedAndChangedVariantsKeepTheirName() {
      TypeDescriptor after =
          variants(
              "b.Shape",
              record("b.Square"),
              record("b.Dot"),
              record("b.Circle", component("r", Scalar.BIG_INTEGER)));
      assertThat(converted(before, after, variant("Circle", recordOf("r", 5))))
          .isEqualTo(variant("Circle", recordOf("r", BigInteger.valueOf(5))));
      assertThat(converted(before, after, variant("Dot", recordOf())))
          .isEqualTo(variant("Dot", recordOf()));
    }

    @Test
    void aRenamedVariantIsFoundByItsSimpleName() {
      TypeDescriptor after =
          variants("b.Shape", record("b.Ring", component("r", Scalar.INT)), record("b.Dot"));
      Evolution evolution = Evolution.builder().renamed("b.Shape", "Ring", "Circle").build();
      TypeConversion conversion = between(before, after, evolution);
      assertThat(conversion.isIdentity()).isTrue();
      assertThat(conversion.changes("value"))
          .containsExactly("value: sealed Shape renamed variant Circle to Ring");
    }

    @Test
    void aLostVariantIsAnObstacle() {
      assertThat(obstacles(before, variants("b.Shape", record("b.Dot"))))
          .containsExactly("value: sealed Shape lost variant Circle");
    }

    @Test
    void variantsOfOneSimpleNameAreKnownByTheirWholeName() {
      TypeDescriptor two = variants("S", record("a.A", component("x", Scalar.INT)), record("b.A"));
      TypeDescriptor swapped =
          variants("S", record("b.A"), record("a.A", component("x", Scalar.INT)));
      assertThat(converted(two, swapped, variant("b.A", recordOf())))
          .isEqualTo(variant("b.A", recordOf()));
    }

    /** What was ambiguous before is no longer: the past is told by simple names. */
    @Test
    void aRenamedVariantIsFoundThoughStoredSimpleNamesAreAmbiguous() {
      TypeDescriptor stored =
          variants("S", record("a.A", component("x", Scalar.INT)), record("b.A"));
      TypeDescriptor wanted =
          variants("S", record("b.A"), record("a.C", component("x", Scalar.INT)));
      Evolution evolution = Evolution.builder().renamed("S", "C", "A").build();
      assertThat(converted(stored, wanted, evolution, variant("a.A", recordOf("x", 7))))
          .isEqualTo(variant("C", recordOf("x", 7)));
    }

    /** What was not ambiguous is now: the past is told of full names, of simple ones. */
    @Test
    void aRenamedVariantIsFoundThoughWantedSimpleNamesAreAmbiguous() {
      TypeDescriptor stored = variants("S", record("a.B", component("x", Scalar.INT)));
      TypeDescriptor wanted =
          variants("S", record("b.A"), record("a.A", component("x", Scalar.INT)));
      Evolution evolution = Evolution.builder().renamed("S", "a.A", "B").build();
      assertThat(converted(stored, wanted, evolution, variant("B", recordOf("x", 7))))
          .isEqualTo(variant("a.A", recordOf("x", 7)));
    }

    @Test
    void aFormerSimpleNameOfTwoStoredVariantsIsAnObstacle() {
      TypeDescriptor stored = variants("S", record("a.A"), record("b.A"));
      TypeDescriptor wanted = variants("S", record("a.C"));
      Evolution evolution = Evolution.builder().renamed("S", "C", "A").build();
      assertThat(lines(between(stored, wanted, evolution)))
          .containsExactly("value: sealed S: variant a.C could be each of the stored a.A and b.A");
    }

    @Test
    void theRemedyOfALostVariantNamesItAsAnAnnotationDoes() {
      TypeDescriptor stored = variants("S", record("a.A"), record("b.A"));
      assertThat(between(stored, variants("S", record("b.A"))).obstacles("value"))
          .extracting(Obstacle::remedy)
          .singleElement()
          .asString()
          .contains("@Renamed(from = \"A\")");
    }
  }

  @Nested
  class Recursion {
    private TypeDescriptor node(TypeDescriptor label) {
      return record(
          "Node", component("label", label), component("next", optional(new Reference("Node"))));
    }

    @Test
    void eachLevelIsConverted() {
      DynamicValue value = recordOf("label", 1, "next", some(recordOf("label", 2, "next", none())));
      assertThat(converted(node(Scalar.INT), node(Scalar.DOUBLE), value))
          .isEqualTo(recordOf("label", 1d, "next", some(recordOf("label", 2d, "next", none()))));
    }

    @Test
    void unrolledRecursionIsTheSameShape() {
      TypeDescriptor unrolled =
          record(
              "Node",
              component("label", Scalar.INT),
              component("next", optional(node(Scalar.INT))));
      TypeConversion conversion = between(node(Scalar.INT), unrolled);
      assertThat(conversion.isIdentity()).isTrue();
      assertThat(conversion.changes("value")).isEmpty();
    }

    @Test
    void aChangeFurtherInIsFound() {
      TypeDescriptor unrolled =
          record(
              "Node",
              component("label", Scalar.INT),
              component("next", optional(node(Scalar.STRING))));
      assertThat(obstacles(node(Scalar.INT), unrolled))
          .containsExactly("value.next.label: Int became String");
    }

    /** A byte for the label, a byte that more follows, and so on. */
    @Test
    void hostileDepthIsRefusedOnASmallStack() throws InterruptedException {
      byte[] endless = new byte[1 << 20];
      java.util.Arrays.fill(endless, (byte) 1);
      TypeDescriptor wrapped = record("W", component("gone", node(Scalar.INT)));
      List<TypeConversion> conversions =
          List.of(
              between(node(Scalar.INT), node(Scalar.DOUBLE)), // converts
              between(node(Scalar.INT), node(Scalar.INT)), // copies
              between(wrapped, record("W"))); // skips
      Throwable[] thrown = new Throwable[conversions.size()];
      Runnable run =
          () -> {
            for (int i = 0; i < thrown.length; i++) {
              try {
                Types.convert(conversions.get(i), endless);
              } catch (Throwable t) { // asserted below
                thrown[i] = t;
              }
            }
          };
      Thread thread = new Thread(null, run, "small stack", 512 << 10);
      thread.start();
      thread.join();
      assertThat(thrown)
          .allSatisfy(each ->
              assertThat(each).isInstanceOf(DecodingException.class).hasMessageContaining("deep"));
    }

    @Test
    void asDeepAsAnEncoderWritesIsConverted() {
      DynamicValue value = recordOf("label", 0, "next", none());
      DynamicValue expected = recordOf("label", 0d, "next", none());
      for (int i = 1; i < 128; i++) {
        value = recordOf("label", i, "next", some(value));
        expected = recordOf("label", (double) i, "next", some(expected));
      }
      assertThat(converted(node(Scalar.INT), node(Scalar.DOUBLE), value)).isEqualTo(expected);
    }

    /** What an encoder counts as one level may be many places, one inside the other. */
    @Test
    void theDeepestWithManyPlacesALevelIsReadOnASmallStack() throws InterruptedException {
      TypeDescriptor narrow = manyPlaces(Scalar.INT);
      TypeDescriptor wide = manyPlaces(Scalar.DOUBLE);
      byte[] deepest = deepest(1);
      Throwable[] thrown = new Throwable[1];
      Runnable run =
          () -> {
            try {
              DynamicValue value = Types.decode(narrow, deepest);
              assertThat(Types.encode(narrow, value)).isEqualTo(deepest);
              assertThat(Types.convert(between(narrow, narrow), deepest)).isEqualTo(deepest);
              byte[] converted = Types.convert(between(narrow, wide), deepest);
              assertThat(converted).hasSize(deepest.length + 7 * Encoder.MAX_DEPTH);
              TypeDescriptor wrapped = record("W", component("gone", narrow));
              assertThat(Types.convert(between(wrapped, record("W")), deepest)).isEmpty();
            } catch (Throwable t) { // asserted below
              thrown[0] = t;
            }
          };
      Thread thread = new Thread(null, run, "small stack", 512 << 10);
      thread.start();
      thread.join();
      assertThat(thrown[0]).isNull();
    }

    /** A record, and eleven lists, one in the other, to the next. */
    private TypeDescriptor manyPlaces(TypeDescriptor label) {
      TypeDescriptor next = new Reference("Node");
      for (int i = 0; i < 11; i++) {
        next = list(next);
      }
      return record("Node", component("label", label), component("next", next));
    }

    private byte[] deepest(int label) {
      Encoder out = new Encoder();
      for (int level = 1; level <= Encoder.MAX_DEPTH; level++) {
        out.writeInt(label);
        for (int i = 0; i < 11 && level < Encoder.MAX_DEPTH; i++) {
          out.writeCount(1);
        }
      }
      out.writeCount(0);
      return out.toByteArray();
    }
  }

  @Test
  void classesAreNotKnownByTheirName() {
    TypeConversion conversion =
        between(
            record("a.Account", component("plan", constants("a.Plan", "FREE"))),
            record("b.Konto", component("plan", constants("b.Tarif", "FREE"))));
    assertThat(conversion.isIdentity()).isTrue();
    assertThat(conversion.changes("value")).isEmpty();
  }

  @Test
  void whatStandsInTheWayIsNotConverted() {
    TypeConversion conversion = between(Scalar.STRING, Scalar.INT);
    assertThat(conversion.isIdentity()).isFalse();
    assertThatThrownBy(() -> Types.convert(conversion, new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("String became Int");
  }

  @Test
  void bytesThatEndEarlyAreRefused() {
    TypeConversion conversion = between(list(Scalar.INT), list(Scalar.DOUBLE));
    assertThatThrownBy(() -> Types.convert(conversion, new byte[] {3, 1, 2}))
        .isInstanceOf(DecodingException.class);
  }
}
