package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.hmdb.Bytes;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.samples.Samples.Arrays;
import dev.hmdb.processor.samples.Samples.Awkward;
import dev.hmdb.processor.samples.Samples.Boxes;
import dev.hmdb.processor.samples.Samples.Branch;
import dev.hmdb.processor.samples.Samples.Cash;
import dev.hmdb.processor.samples.Samples.Chain;
import dev.hmdb.processor.samples.Samples.Collections;
import dev.hmdb.processor.samples.Samples.Count;
import dev.hmdb.processor.samples.Samples.Custom;
import dev.hmdb.processor.samples.Samples.Err;
import dev.hmdb.processor.samples.Samples.Gold;
import dev.hmdb.processor.samples.Samples.Leaf;
import dev.hmdb.processor.samples.Samples.Many;
import dev.hmdb.processor.samples.Samples.Money;
import dev.hmdb.processor.samples.Samples.Name;
import dev.hmdb.processor.samples.Samples.Nothing;
import dev.hmdb.processor.samples.Samples.Nothings;
import dev.hmdb.processor.samples.Samples.Ok;
import dev.hmdb.processor.samples.Samples.Optionals;
import dev.hmdb.processor.samples.Samples.Pair;
import dev.hmdb.processor.samples.Samples.Plan;
import dev.hmdb.processor.samples.Samples.Primitives;
import dev.hmdb.processor.samples.Samples.Scalars;
import dev.hmdb.processor.samples.Samples.Special;
import dev.hmdb.processor.samples.Samples.Tree;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What generated codecs do, loaded and run without a database. */
class GeneratedCodecTest {
  private static ClassLoader classes;

  @BeforeAll
  static void generate() {
    Compilation compilation =
        SchemaCompiler.compile(
            JavaFileObjects.forSourceString(
                "app.App",
                """
                package app;
                import dev.hmdb.*;
                import dev.hmdb.processor.samples.Samples.*;
                import java.util.List;
                import java.util.Map;
                import java.util.Set;
                @Schema
                public interface App {
                  Table<Name, Primitives> primitives();
                  Table<Name, Boxes> boxes();
                  Table<Name, Scalars> scalars();
                  Table<Name, Optionals> optionals();
                  Table<Name, Collections> collections();
                  Table<Name, Arrays> arrays();
                  Table<Name, Nothings> nothings();
                  Table<Name, Even> evens();
                  Table<Name, Awkward> awkward();
                  Table<Plan, Tree> trees();
                  Table<Name, Chain> chains();
                  Table<Name, Pair<String, List<Integer>>> pairs();
                  Table<Name, Result<String>> strings();
                  Table<Name, Result<Integer>> integers();
                  Table<Money, Custom> customs();
                  Table<Asset, Map<String, List<byte[]>>> blobs();
                  Table<Name, Set<List<String>>> sets();
                }
                """));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    classes = SchemaCompiler.load(compilation);
  }

  @SuppressWarnings("unchecked")
  private static <T> Codec<T> codec(String name) {
    try {
      Field instance = classes.loadClass("app.AppCodecs$" + name).getDeclaredField("INSTANCE");
      instance.setAccessible(true);
      return (Codec<T>) instance.get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> byte[] encode(Codec<T> codec, T value) {
    Encoder out = new Encoder();
    codec.encode(value, out);
    return out.toByteArray();
  }

  private static <T> T decode(Codec<T> codec, byte[] bytes) {
    Decoder in = new Decoder(bytes);
    T value = codec.decode(in);
    in.expectEnd();
    return value;
  }

  private static <T> T roundTrip(Codec<T> codec, T value) {
    return decode(codec, encode(codec, value));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static Scalars scalars() {
    return new Scalars(
        "Zoë",
        new UUID(1, 2),
        BigInteger.valueOf(-300),
        new BigDecimal("12.340"),
        Instant.ofEpochSecond(5, 7),
        Duration.ofMillis(-3),
        Period.of(1, -2, 3),
        LocalDate.of(2024, 2, 29),
        LocalTime.of(23, 59, 59, 1),
        LocalDateTime.of(2024, 2, 29, 12, 0),
        OffsetDateTime.of(2024, 2, 29, 12, 0, 0, 0, ZoneOffset.ofHours(2)),
        ZonedDateTime.of(2024, 2, 29, 12, 0, 0, 0, ZoneId.of("Europe/Berlin")),
        ZoneId.of("Asia/Tokyo"),
        ZoneOffset.ofHoursMinutes(5, 45),
        Year.of(2024),
        YearMonth.of(2024, 2),
        URI.create("https://example.org/a?b"),
        Locale.forLanguageTag("de-CH"),
        Currency.getInstance("CHF"),
        Bytes.of((byte) 1, (byte) 2),
        DayOfWeek.FRIDAY);
  }

  @Nested
  class RoundTrip {
    private <T> void check(String codecName, T value) {
      assertThat(roundTrip(GeneratedCodecTest.<T>codec(codecName), value)).isEqualTo(value);
    }

    @Test
    void primitives() {
      check(
          "PrimitivesCodec",
          new Primitives(
              true, (byte) -1, Short.MIN_VALUE, 300, Long.MIN_VALUE, '€', -0.0f, Double.NaN));
    }

    @Test
    void boxes() {
      check("BoxesCodec", new Boxes(false, (byte) 7, (short) -3, 1, 2L, 'x', 1.5f, 2.5));
    }

    @Test
    void scalarTypes() {
      check("ScalarsCodec", scalars());
    }

    @Test
    void optionals() {
      check(
          "OptionalsCodec",
          new Optionals(
              Optional.of("a"),
              Optional.of(List.of("b", "c")),
              Optional.of(Optional.of(1)),
              OptionalInt.of(2),
              OptionalLong.of(3),
              OptionalDouble.of(4)));
    }

    @Test
    void emptyOptionals() {
      check(
          "OptionalsCodec",
          new Optionals(
              Optional.empty(),
              Optional.empty(),
              Optional.of(Optional.empty()),
              OptionalInt.empty(),
              OptionalLong.empty(),
              OptionalDouble.empty()));
    }

    @Test
    void collections() {
      check("CollectionsCodec", collectionsSample());
    }

    @Test
    void moreElementsThanRoomIsMadeForAtFirst() {
      List<String> many = java.util.stream.IntStream.range(0, 1000).mapToObj(i -> "" + i).toList();
      check(
          "CollectionsCodec",
          new Collections(many, Set.of(), Map.of(), List.of(), Map.of(), Set.of()));
    }

    @Test
    void arrays() {
      Arrays value = arraysSample();
      Arrays read = roundTrip(codec("ArraysCodec"), value);
      assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void recursiveSealedTypes() {
      check(
          "TreeCodec",
          new Branch(
              new Leaf(1), new Many(List.of(new Leaf(2), Special.NIL, new Many(List.of())))));
    }

    @Test
    void recursiveRecords() {
      check("ChainCodec", new Chain(1, Optional.of(new Chain(2, Optional.empty()))));
    }

    @Test
    void genericRecords() {
      check("PairOfStringAndListOfIntegerCodec", new Pair<>("a", List.of(1, 2)));
    }

    @Test
    void genericSealedTypes() {
      check("ResultOfStringCodec", new Ok<>("a"));
      check("ResultOfStringCodec", new Err<String>("b"));
      check("ResultOfIntegerCodec", new Ok<>(1));
      check("ResultOfIntegerCodec", new Count(2));
    }

    @Test
    void customCodecs() {
      check("CustomCodec", new Custom(new Money(1), List.of(new Money(2)), 3, 4));
    }

    @Test
    void customVariants() {
      check("AssetCodec", new Cash(new Money(1)));
      check("AssetCodec", new Gold(2));
    }

    @Test
    void componentsWithAwkwardNames() {
      check(
          "AwkwardCodec",
          new Awkward(
              1,
              2,
              3,
              4,
              5,
              6,
              List.of("a"),
              7,
              Map.of("k", List.of("v")),
              8,
              9,
              10,
              11,
              12,
              List.of("b")));
    }

    @Test
    void elementsWithoutContent() {
      Nothings value =
          new Nothings(
              List.of(new Nothing(), new Nothing()),
              new Nothing[] {new Nothing(), new Nothing(), new Nothing()},
              Set.of(new Nothing()));
      Nothings read = roundTrip(codec("NothingsCodec"), value);
      assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void collectionsThatTablesHoldDirectly() {
      Codec<Map<String, List<byte[]>>> codec = codec("MapOfStringAndListOfArrayOfByteCodec");
      Map<String, List<byte[]>> read = roundTrip(codec, Map.of("a", List.of(bytes(1, 2))));
      assertThat(read.get("a").getFirst()).containsExactly(1, 2);
    }
  }

  private static Collections collectionsSample() {
    return new Collections(
        List.of("a", "b"),
        Set.of(1, 2, 3),
        Map.of("k", 5L),
        List.of(List.of(1), List.of()),
        Map.of(new Name("n"), Map.of("m", List.of(new Money(1)))),
        Set.of(List.of(new Name("x"))));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types
  private static Arrays arraysSample() {
    return new Arrays(
        bytes(1, 2),
        new int[] {3, 4},
        new String[] {"a"},
        new int[][] {{5}, {}},
        new List[] {List.of("b")},
        Optional.of(bytes(6)),
        List.of(bytes(7)));
  }

  @Nested
  class Encoding {
    @Test
    void recordIsItsComponentsInOrder() {
      assertThat(
              encode(codec("PairOfStringAndListOfIntegerCodec"), new Pair<>("a", List.of(1, -1))))
          .containsExactly(1, 'a', 2, 2, 1);
    }

    @Test
    void enumIsTheIndexOfItsConstant() {
      assertThat(encode(codec("PlanCodec"), Plan.PREMIUM)).containsExactly(1);
    }

    @Test
    void nestedSealedTypeIsFlattenedInPlace() {
      assertThat(encode(GeneratedCodecTest.<Tree>codec("TreeCodec"), new Leaf(0)))
          .containsExactly(0, 0);
      assertThat(
              encode(
                  GeneratedCodecTest.<Tree>codec("TreeCodec"),
                  new Branch(Special.NIL, Special.NIL)))
          .containsExactly(1, 3, 0, 3, 0);
      assertThat(encode(GeneratedCodecTest.<Tree>codec("TreeCodec"), new Many(List.of())))
          .containsExactly(2, 0);
    }

    @Test
    void codecOnAComponentIsUsedThereOnly() {
      assertThat(encode(codec("CustomCodec"), new Custom(new Money(0), List.of(), 1, 1)))
          .containsExactly(0, 0, 1, 2);
    }

    @Test
    void nullComponentIsNamed() {
      assertThatNullPointerException()
          .isThrownBy(
              () -> encode(codec("PairOfStringAndListOfIntegerCodec"), new Pair<>("a", null)))
          .withMessage("Samples.Pair<String, List<Integer>>.second is null");
    }

    @Test
    void nullItselfIsNamed() {
      assertThatNullPointerException()
          .isThrownBy(() -> encode(codec("PlanCodec"), null))
          .withMessage("Samples.Plan is null");
    }

    @Test
    void moreElementsWithoutContentThanCanBeReadAreRefused() {
      List<Nothing> tooMany =
          java.util.Collections.nCopies(Decoder.MAX_ZERO_SIZE_ELEMENTS + 1, new Nothing());
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              encode(codec("NothingsCodec"), new Nothings(tooMany, new Nothing[0], Set.of())));
    }

    @Test
    void depthCountsLevelsOfTheTree() {
      Codec<Tree> codec = codec("TreeCodec");
      Tree deepest = nested(Encoder.MAX_DEPTH);
      assertThat(roundTrip(codec, deepest)).isEqualTo(deepest);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encode(codec, nested(Encoder.MAX_DEPTH + 1)));
    }
  }

  /** A tree of that many levels. */
  private static Tree nested(int levels) {
    Tree tree = new Leaf(0);
    for (int i = 1; i < levels; i++) {
      tree = new Many(List.of(tree));
    }
    return tree;
  }

  @Nested
  class HostileBytes {
    private void refused(String codecName, String message, int... bytes) {
      assertThatExceptionOfType(DecodingException.class)
          .isThrownBy(() -> decode(codec(codecName), bytes(bytes)))
          .withMessageContaining(message);
    }

    @Test
    void constantThatDoesNotExistIsRefused() {
      refused("PlanCodec", "Samples.Plan has no variant 2", 2);
    }

    @Test
    void variantThatDoesNotExistIsRefused() {
      refused("TreeCodec", "Samples.Tree has no variant 4", 4);
    }

    @Test
    void countThatTheInputCannotHoldIsRefused() {
      refused("SetOfListOfStringCodec", "exceeds the input", 200);
    }

    @Test
    void nestingThatIsTooDeepIsRefused() {
      int[] bytes = new int[2 * Encoder.MAX_DEPTH + 2];
      for (int i = 0; i < bytes.length; i += 2) {
        bytes[i] = 2;
        bytes[i + 1] = 1;
      }
      refused("TreeCodec", "deeper than " + Encoder.MAX_DEPTH, bytes);
    }

    @Test
    void whatTheConstructorRefusesIsAnErrorOfTheBytes() {
      assertThatExceptionOfType(DecodingException.class)
          .isThrownBy(() -> decode(codec("EvenCodec"), bytes(2)))
          .withMessage("Samples.Even refuses its components at offset 1")
          .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void elementsWithoutContentTakeNoMemory() {
      Nothings read = decode(codec("NothingsCodec"), bytes(0xfb, 0xff, 0xff, 0, 0xfb, 0xff, 0xff));
      assertThat(read.list()).hasSize(65_535);
      assertThat(read.list().getFirst()).isSameAs(read.list().getLast());
      assertThat(read.set()).hasSize(1);
    }
  }

  @Nested
  class Freezing {
    @Test
    void immutableValueStaysTheSame() {
      Scalars value = scalars();
      assertThat(GeneratedCodecTest.<Scalars>codec("ScalarsCodec").freeze(value)).isSameAs(value);
    }

    @Test
    void immutableCollectionsStayTheSame() {
      Collections value = collectionsSample();
      assertThat(GeneratedCodecTest.<Collections>codec("CollectionsCodec").freeze(value))
          .isSameAs(value);
    }

    @Test
    void deeplyImmutableTreeStaysTheSame() {
      Tree value = new Branch(new Many(List.of(new Leaf(1))), Special.NIL);
      assertThat(GeneratedCodecTest.<Tree>codec("TreeCodec").freeze(value)).isSameAs(value);
    }

    @Test
    void mutableCollectionsAreCopied() {
      List<Tree> children = new ArrayList<>(List.of(new Leaf(1)));
      Tree frozen = GeneratedCodecTest.<Tree>codec("TreeCodec").freeze(new Many(children));
      children.clear();
      assertThat(frozen).isEqualTo(new Many(List.of(new Leaf(1))));
    }

    @Test
    void mutableCollectionInsideAnImmutableOneIsCopied() {
      List<Integer> inner = new ArrayList<>(List.of(1));
      Set<Integer> set = new HashSet<>(Set.of(1));
      Map<String, List<Money>> map = new HashMap<>(Map.of("a", List.of(new Money(1))));
      Collections value =
          new Collections(
              List.of(), set, Map.of(), List.of(inner), Map.of(new Name("n"), map), Set.of());
      Collections frozen = GeneratedCodecTest.<Collections>codec("CollectionsCodec").freeze(value);
      assertThat(frozen).isEqualTo(value);
      inner.clear();
      set.clear();
      map.clear();
      assertThat(frozen.lists()).containsExactly(List.of(1));
      assertThat(frozen.set()).containsExactly(1);
      assertThat(frozen.maps().get(new Name("n"))).containsOnlyKeys("a");
    }

    @Test
    void resultsAreImmutable() {
      Collections frozen =
          GeneratedCodecTest.<Collections>codec("CollectionsCodec")
              .freeze(
                  new Collections(
                      new ArrayList<>(List.of("a")),
                      Set.of(),
                      Map.of(),
                      List.of(),
                      Map.of(),
                      Set.of()));
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> frozen.list().add("b"));
    }

    @Test
    void arraysAreCloned() {
      Arrays value = arraysSample();
      Arrays frozen = GeneratedCodecTest.<Arrays>codec("ArraysCodec").freeze(value);
      assertThat(frozen).usingRecursiveComparison().isEqualTo(value);
      assertThat(frozen.bytes()).isNotSameAs(value.bytes());
      assertThat(frozen.matrix()[0]).isNotSameAs(value.matrix()[0]);
      assertThat(frozen.maybe().orElseThrow()).isNotSameAs(value.maybe().orElseThrow());
      assertThat(frozen.blobs().getFirst()).isNotSameAs(value.blobs().getFirst());
    }

    @Test
    void nullComponentIsNamed() {
      assertThatNullPointerException()
          .isThrownBy(() -> codec("NameCodec").freeze(new Name(null)))
          .withMessage("Samples.Name.value is null");
    }

    @Test
    void nullElementIsNamed() {
      List<String> list = new ArrayList<>(List.of("a", "b"));
      list.add(null);
      assertThatNullPointerException()
          .isThrownBy(() ->
              codec("CollectionsCodec")
                  .freeze(new Collections(list, Set.of(), Map.of(), List.of(), Map.of(), Set.of())))
          .withMessage("Samples.Collections.list[2] is null");
    }

    @Test
    void nullDeepInsideIsNamed() {
      List<Integer> inner = new ArrayList<>();
      inner.add(null);
      assertThatNullPointerException()
          .isThrownBy(() ->
              codec("CollectionsCodec")
                  .freeze(
                      new Collections(
                          List.of(),
                          Set.of(),
                          Map.of(),
                          List.of(List.of(), inner),
                          Map.of(),
                          Set.of())))
          .withMessage("Samples.Collections.lists[1][0] is null");
    }

    @Test
    void nullInsideATreeIsNamed() {
      assertThatNullPointerException()
          .isThrownBy(() -> codec("TreeCodec").freeze(new Branch(Special.NIL, null)))
          .withMessage("Samples.Branch.right is null");
    }

    @Test
    void nullValueOfAMapIsNamed() {
      Map<String, Long> map = new HashMap<>();
      map.put("k", null);
      assertThatNullPointerException()
          .isThrownBy(() ->
              codec("CollectionsCodec")
                  .freeze(new Collections(List.of(), Set.of(), map, List.of(), Map.of(), Set.of())))
          .withMessage("Samples.Collections.map[k] is null");
    }

    @Test
    void nestingThatCannotBeEncodedIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec("TreeCodec").freeze(nested(Encoder.MAX_DEPTH + 1)))
          .withMessage("Samples.Tree nests deeper than 128 levels");
    }

    @Test
    void deepestNestingIsAccepted() {
      Tree deepest = nested(Encoder.MAX_DEPTH);
      assertThat(codec("TreeCodec").freeze(deepest)).isSameAs(deepest);
    }
  }

  @Nested
  class Descriptors {
    @Test
    void recordDescribesItsComponents() {
      assertThat(codec("CashCodec").type())
          .isEqualTo(
              new RecordType(
                  "Samples.Cash", List.of(new RecordType.Component("amount", Scalar.LONG))));
    }

    @Test
    void instantiationsHaveTheirArgumentsInTheName() {
      assertThat(((RecordType) codec("PairOfStringAndListOfIntegerCodec").type()).name())
          .isEqualTo("Samples.Pair<String, List<Integer>>");
    }

    @Test
    void recursionIsAReference() {
      SealedType tree = (SealedType) codec("TreeCodec").type();
      RecordType many = (RecordType) tree.variants().get(2);
      assertThat(many.components().getFirst().type())
          .isEqualTo(new SequenceType(SequenceType.Kind.LIST, new Reference("Samples.Tree")));
    }

    @Test
    void recursionSeenFromInsideReferencesTheInside() {
      RecordType many = (RecordType) codec("ManyCodec").type();
      SealedType tree = (SealedType) ((SequenceType) many.components().getFirst().type()).element();
      assertThat(tree.variants().get(2)).isEqualTo(new Reference("Samples.Many"));
    }

    @Test
    void customVariantHasItsOwnName() {
      SealedType asset = (SealedType) codec("AssetCodec").type();
      assertThat(asset.variants().get(1))
          .isEqualTo(
              new RecordType(
                  "Samples.Gold", List.of(new RecordType.Component("value", Scalar.INT))));
    }

    @Test
    void descriptorsCanBeStored() {
      for (String name : List.of("ScalarsCodec", "ArraysCodec", "TreeCodec", "AssetCodec")) {
        TypeDescriptor type = codec(name).type();
        assertThat(roundTrip(TypeDescriptor.codec(), type)).isEqualTo(type);
      }
    }

    @Test
    void minimumBytesAreThoseOfTheEncoding() {
      for (ScalarType scalar : ScalarType.values()) {
        if (scalar != ScalarType.ZONE_OFFSET) {
          assertThat(scalar.minimumBytes())
              .as(scalar.name())
              .isEqualTo(Scalar.valueOf(scalar.name()).minimumBytes());
        }
      }
      for (Primitive primitive : Primitive.values()) {
        assertThat(primitive.minimumBytes())
            .as(primitive.name())
            .isEqualTo(Scalar.valueOf(primitive.name()).minimumBytes());
      }
    }
  }
}
