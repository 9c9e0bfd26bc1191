package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.RecordType.Component;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.codec.TypeDescriptor.SequenceType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeDescriptorTest {
  private static final EnumType PLAN = new EnumType("shop.Plan", List.of("FREE", "TRIAL", "PRO"));
  private static final RecordType ACCOUNT =
      record("shop.Account", component("email", Scalar.STRING), component("plan", PLAN));
  private static final TypeDescriptor SHAPE =
      new SealedType(
          "shop.Shape",
          List.of(
              record("shop.Shape$Circle", component("r", Scalar.INT)),
              record("shop.Shape$Group", component("parts", list(new Reference("shop.Shape"))))));

  @Nested
  class Numbers {
    /** What is stored under these numbers exists in files: this list only ever grows. */
    @Test
    void scalarsKeepThem() {
      assertThat(Scalar.values())
          .extracting(scalar -> scalar.number() + " " + scalar.name())
          .startsWith(
              "0 BOOLEAN",
              "1 BYTE",
              "2 SHORT",
              "3 INT",
              "4 LONG",
              "5 CHAR",
              "6 FLOAT",
              "7 DOUBLE",
              "8 STRING",
              "9 BYTES",
              "10 UUID",
              "11 BIG_INTEGER",
              "12 BIG_DECIMAL",
              "13 INSTANT",
              "14 DURATION",
              "15 PERIOD",
              "16 LOCAL_DATE",
              "17 LOCAL_TIME",
              "18 LOCAL_DATE_TIME",
              "19 OFFSET_DATE_TIME",
              "20 ZONED_DATE_TIME",
              "21 ZONE_ID",
              "22 ZONE_OFFSET",
              "23 YEAR",
              "24 YEAR_MONTH",
              "25 URI",
              "26 LOCALE",
              "27 CURRENCY");
    }

    @Test
    void areTheIndexesInTheDescriptorOfDescriptors() {
      assertThat(Arrays.stream(Scalar.values()).mapToInt(Scalar::number))
          .containsExactlyElementsOf(IntStream.range(0, Scalar.values().length).boxed().toList());
      assertThat(Arrays.stream(Kind.values()).mapToInt(Kind::number)).containsExactly(0, 1, 2);
    }
  }

  @Nested
  class Construction {
    @Test
    void refusesNull() {
      assertThatNullPointerException().isThrownBy(() -> new OptionalType(null));
      assertThatNullPointerException().isThrownBy(() -> new SequenceType(null, Scalar.INT));
      assertThatNullPointerException().isThrownBy(() -> new SequenceType(Kind.LIST, null));
      assertThatNullPointerException().isThrownBy(() -> new MapType(Scalar.INT, null));
      assertThatNullPointerException().isThrownBy(() -> new RecordType(null, List.of()));
      assertThatNullPointerException().isThrownBy(() -> new Component("a", null));
      assertThatNullPointerException()
          .isThrownBy(() -> new EnumType("E", Arrays.asList("A", null)));
      assertThatNullPointerException().isThrownBy(() -> new Reference(null));
    }

    @Test
    void refusesAmbiguousNames() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> record("R", component("a", PLAN), component("a", Scalar.INT)))
          .withMessage("R has two components named a");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new EnumType("E", List.of("A", "B", "A")))
          .withMessage("E has two constants named A");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SealedType("S", List.of(ACCOUNT, record("shop.Account"))))
          .withMessage("S has two variants named shop.Account");
    }

    @Test
    void refusesEmptyNames() {
      assertThatIllegalArgumentException().isThrownBy(() -> record(""));
      assertThatIllegalArgumentException().isThrownBy(() -> component("", PLAN));
      assertThatIllegalArgumentException().isThrownBy(() -> new EnumType("E", List.of("")));
    }

    @Test
    void copiesItsLists() {
      List<String> constants = new ArrayList<>(List.of("A"));
      EnumType type = new EnumType("E", constants);
      constants.add("B");
      assertThat(type.constants()).containsExactly("A");
    }
  }

  @Nested
  class MinimumBytes {
    @Test
    void recordsTakeTheSumOfTheirComponents() {
      assertThat(ACCOUNT.minimumBytes()).isEqualTo(2);
      assertThat(record("R", component("a", Scalar.UUID), component("b", ACCOUNT)).minimumBytes())
          .isEqualTo(18);
      assertThat(record("Empty").minimumBytes()).isZero();
    }

    @Test
    void sealedTypesTakeTheirSmallestVariant() {
      assertThat(SHAPE.minimumBytes()).isEqualTo(2);
      assertThat(
              new SealedType("S", List.of(record("A", component("id", Scalar.UUID)), record("B")))
                  .minimumBytes())
          .isEqualTo(1);
    }

    @Test
    void recursionCountsOnlyTheWayOut() {
      TypeDescriptor operation =
          new SealedType(
              "Op",
              List.of(
                  record("Not", component("op", new Reference("Op"))),
                  record("Id", component("id", Scalar.UUID))));
      assertThat(operation.minimumBytes()).isEqualTo(17);
      assertThat(Tree.CODEC.type().minimumBytes()).isEqualTo(2);
    }

    @Test
    void typeWithoutValuesHasNoFiniteMinimum() {
      TypeDescriptor endless =
          record("R", component("id", Scalar.UUID), component("r", new Reference("R")));
      assertThat(endless.minimumBytes()).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Nested
  class Text {
    @Test
    void showsEverything() {
      TypeDescriptor type =
          record(
              "R",
              component("a", new OptionalType(Scalar.BIG_DECIMAL)),
              component("b", new MapType(Scalar.STRING, list(PLAN))),
              component("c", new SequenceType(Kind.ARRAY, Scalar.INT)),
              component("d", new SequenceType(Kind.SET, new Reference("R"))));
      assertThat(type.text())
          .isEqualTo(
              "record R(a: Optional<BigDecimal>,"
                  + " b: Map<String, List<enum shop.Plan {FREE, TRIAL, PRO}>>,"
                  + " c: Int[], d: Set<^R>)");
      assertThat(type).hasToString(type.text());
    }

    @Test
    void showsVariants() {
      assertThat(SHAPE.text())
          .isEqualTo(
              "sealed shop.Shape {record shop.Shape$Circle(r: Int),"
                  + " record shop.Shape$Group(parts: List<^shop.Shape>)}");
    }
  }

  @Nested
  class StoredForm {
    @Test
    void comesBackEqual() {
      RandomGenerator random = Seed.random("descriptors");
      Sample<TypeDescriptor> sample = DescriptorSample.sample();
      for (TypeDescriptor type : sample.values(random, 2000)) {
        assertThat(sample.decode(sample.encode(type))).isEqualTo(type);
      }
    }

    @Test
    void describesItself() {
      TypeDescriptor self = TypeDescriptor.codec().type();
      Sample<TypeDescriptor> sample = DescriptorSample.sample();
      assertThat(sample.decode(sample.encode(self))).isEqualTo(self);
      assertThat(self.minimumBytes()).isEqualTo(2);
    }

    @Test
    void everyScalarComesBack() {
      Sample<TypeDescriptor> sample = DescriptorSample.sample();
      for (Scalar scalar : Scalar.values()) {
        assertThat(sample.decode(sample.encode(scalar))).isSameAs(scalar);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "08", // no such variant
          "001c", // no such scalar
          "02030003", // no such kind
          "070141", // a reference to nothing
          "040000", // a record without a name
          "0401520201610003016100 03", // two components named a
          "0501450201410141", // two constants named A
          "06015300", // no variant
          "04015201016101070153", // a reference to another name
          "0401ff00" // not UTF-8
        })
    void refusesWhatIsNoDescriptor(String hex) {
      byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
      assertThatExceptionOfType(DecodingException.class)
          .isThrownBy(() -> TypeDescriptor.codec().decode(new Decoder(bytes)));
    }

    @Test
    void refusesToWriteAReferenceToNothing() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TypeDescriptor.codec().encode(new Reference("Gone"), new Encoder()))
          .withMessageContaining("Gone");
    }

    @Test
    void boundsNesting() {
      TypeDescriptor deep = Scalar.INT;
      for (int i = 0; i < Encoder.MAX_DEPTH; i++) {
        deep = new OptionalType(deep);
      }
      TypeDescriptor tooDeep = deep;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TypeDescriptor.codec().encode(tooDeep, new Encoder()));
      byte[] bytes = new byte[100_000];
      Arrays.fill(bytes, (byte) 1);
      assertThatExceptionOfType(DecodingException.class)
          .isThrownBy(() -> TypeDescriptor.codec().decode(new Decoder(bytes)))
          .withMessageContaining("nested deeper");
    }
  }

  static RecordType record(String name, Component... components) {
    return new RecordType(name, List.of(components));
  }

  static Component component(String name, TypeDescriptor type) {
    return new Component(name, type);
  }

  static TypeDescriptor list(TypeDescriptor element) {
    return new SequenceType(Kind.LIST, element);
  }
}
