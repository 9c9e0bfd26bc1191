package dev.hmdb.codec;

import static dev.hmdb.codec.TypeDescriptorTest.component;
import static dev.hmdb.codec.TypeDescriptorTest.list;
import static dev.hmdb.codec.TypeDescriptorTest.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DescriptorDifferenceTest {

  @Test
  void equalDescriptorsDoNotDiffer() {
    RandomGenerator random = Seed.random("descriptors");
    for (TypeDescriptor type : DescriptorSample.sample().values(random, 500)) {
      assertThat(difference(type, type)).isEmpty();
    }
  }

  @Test
  void unequalScalarsAreNamed() {
    assertThat(
            difference(
                record("Account", component("email", Scalar.STRING)),
                record("Account", component("email", Scalar.INT))))
        .containsExactly("value.email: String became Int");
  }

  @Test
  void classNamesDoNotMatter() {
    assertThat(
            difference(
                record("a.Account", component("plan", new EnumType("a.Plan", List.of("FREE")))),
                record("b.Konto", component("plan", new EnumType("b.Tarif", List.of("FREE"))))))
        .isEmpty();
  }

  @Test
  void lostAndGainedConstantsAreNamed() {
    assertThat(
            difference(
                record("A", component("plan", plan("FREE", "TRIAL"))),
                record("A", component("plan", plan("FREE", "TEAM")))))
        .containsExactly(
            "value.plan: enum Plan lost constant TRIAL",
            "value.plan: enum Plan gained constant TEAM");
  }

  @Test
  void reorderedConstantsAreNamed() {
    assertThat(difference(plan("A", "B", "C"), plan("C", "A")))
        .containsExactly(
            "value: enum Plan lost constant B",
            "value: enum Plan reordered its constants: A, C became C, A");
  }

  @Test
  void lostGainedAndReorderedComponentsAreNamed() {
    assertThat(
            difference(
                record(
                    "a.R",
                    component("x", Scalar.INT),
                    component("y", Scalar.INT),
                    component("z", Scalar.INT)),
                record(
                    "R",
                    component("z", Scalar.INT),
                    component("x", Scalar.LONG),
                    component("w", Scalar.INT))))
        .containsExactly(
            "value: record R lost component y",
            "value: record R gained component w",
            "value: record R reordered its components: x, z became z, x",
            "value.x: Int became Long");
  }

  @Test
  void componentsOfOneTypeAreEachNamed() {
    assertThat(
            difference(
                record("R", component("a", Scalar.INT), component("b", Scalar.INT)),
                record("R", component("a", Scalar.LONG), component("b", Scalar.LONG))))
        .containsExactly("value.a: Int became Long", "value.b: Int became Long");
  }

  @Test
  void pathsLeadThroughContainers() {
    assertThat(
            difference(
                new MapType(Scalar.INT, list(new OptionalType(plan("A")))),
                new MapType(Scalar.LONG, list(new OptionalType(plan("A", "B"))))))
        .containsExactly(
            "value{key}: Int became Long", "value{value}[]: enum Plan gained constant B");
  }

  @Test
  void kindsOfContainersAreNamed() {
    assertThat(difference(new OptionalType(Scalar.INT), Scalar.INT))
        .containsExactly("value: Optional<Int> became Int");
    assertThat(difference(list(Scalar.INT), new SequenceType(SequenceType.Kind.SET, Scalar.STRING)))
        .containsExactly("value: List<Int> became Set<String>", "value[]: Int became String");
    assertThat(difference(plan("A"), record("Plan")))
        .containsExactly("value: enum Plan became record Plan");
  }

  @Test
  void variantsAreKnownBySimpleName() {
    TypeDescriptor before =
        new SealedType(
            "a.Shape",
            List.of(record("a.Shape$Circle", component("r", Scalar.INT)), record("a.Shape$Dot")));
    TypeDescriptor after =
        new SealedType(
            "b.Shape",
            List.of(record("b.Circle", component("r", Scalar.LONG)), record("b.Square")));
    assertThat(difference(before, after))
        .containsExactly(
            "value: sealed Shape lost variant Dot",
            "value: sealed Shape gained variant Square",
            "value<Circle>.r: Int became Long");
  }

  @Test
  void variantsOfOneShapeThatSwapAreNoticed() {
    TypeDescriptor before = new SealedType("S", List.of(record("A"), record("B")));
    TypeDescriptor after = new SealedType("S", List.of(record("B"), record("A")));
    assertThat(difference(before, after))
        .containsExactly("value: sealed S reordered its variants: A, B became B, A");
  }

  @Test
  void recursionIsFollowedOnce() {
    assertThat(difference(node(Scalar.INT), node(Scalar.LONG)))
        .containsExactly("value.label: Int became Long");
  }

  @Test
  void unrolledRecursionIsTheSameShape() {
    TypeDescriptor once = node(Scalar.INT);
    TypeDescriptor twice =
        record("Node", component("label", Scalar.INT), component("children", list(once)));
    assertThat(difference(once, twice)).isEmpty();
    assertThat(difference(twice, once)).isEmpty();
  }

  @Test
  void renamedRecursiveTypeIsTheSameShape() {
    TypeDescriptor renamed =
        record(
            "Tree",
            component("label", Scalar.INT),
            component("children", list(new Reference("Tree"))));
    assertThat(difference(node(Scalar.INT), renamed)).isEmpty();
  }

  @Test
  void differenceInsideUnrolledRecursionIsFound() {
    TypeDescriptor unrolled =
        record(
            "Node",
            component("label", Scalar.INT),
            component("children", list(node(Scalar.STRING))));
    assertThat(difference(node(Scalar.INT), unrolled))
        .containsExactly("value.children[].label: Int became String");
  }

  @Test
  void randomPairsAreComparedToAnEnd() {
    RandomGenerator random = Seed.random("pairs of descriptors");
    for (int i = 0; i < 5000; i++) {
      TypeDescriptor before = DescriptorSample.descriptor(random, 5, List.of());
      TypeDescriptor after = DescriptorSample.descriptor(random, 5, List.of());
      assertThat(difference(before, after).isEmpty())
          .as("%s and %s", before, after)
          .isEqualTo(difference(after, before).isEmpty());
    }
  }

  private static List<String> difference(TypeDescriptor before, TypeDescriptor after) {
    return TypeDescriptor.difference("value", before, after);
  }

  private static TypeDescriptor plan(String... constants) {
    return new EnumType("shop.Plan", List.of(constants));
  }

  private static TypeDescriptor node(TypeDescriptor label) {
    return record(
        "Node", component("label", label), component("children", list(new Reference("Node"))));
  }
}
