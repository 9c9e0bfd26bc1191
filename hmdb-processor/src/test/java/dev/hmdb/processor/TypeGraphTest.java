package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeGraphTest {
  private static final StoredType INT = new PrimitiveValue(Primitive.INT);
  private static final StoredType STRING = new Scalar(ScalarType.STRING);
  private static final ClassType CODEC = ClassType.of("app.MoneyCodec");
  private static final StoredType MONEY =
      new Custom(CODEC, ClassType.of("app.Money"), ClassType.of("app.Money"));

  private static ClassType type(String name) {
    return ClassType.of("app." + name);
  }

  private static StoredType named(String name) {
    return new Named(type(name));
  }

  private static Definition record(String name, StoredType... types) {
    List<Component> components = new ArrayList<>();
    for (StoredType each : types) {
      components.add(new Component("c" + components.size(), each));
    }
    return new RecordDefinition(type(name), components, false, true);
  }

  private static Definition sealed(String name, StoredType... variants) {
    return new SealedDefinition(type(name), List.of(variants));
  }

  private static TypeGraph graph(Definition... definitions) {
    Map<ClassType, Definition> byType = new LinkedHashMap<>();
    for (Definition definition : definitions) {
      byType.put(definition.type(), definition);
    }
    return new TypeGraph(byType);
  }

  /** A tree as people write it: a sealed type, and a record that contains it twice. */
  private static TypeGraph tree(StoredType leaf) {
    return graph(
        sealed("Tree", named("Leaf"), named("Branch")),
        record("Leaf", leaf),
        record("Branch", named("Tree"), named("Tree")));
  }

  @Test
  void typesThatContainEachOtherAreRecursive() {
    TypeGraph graph = tree(INT);
    assertThat(graph.isRecursive(type("Tree"))).isTrue();
    assertThat(graph.isRecursive(type("Branch"))).isTrue();
    assertThat(graph.isRecursive(type("Leaf"))).isFalse();
  }

  @Test
  void typeAboveACircleIsNotInIt() {
    TypeGraph graph =
        graph(record("Top", named("Node")), record("Node", new OptionalValue(named("Node"))));
    assertThat(graph.isRecursive(type("Top"))).isFalse();
    assertThat(graph.inOneCircle(type("Top"), type("Node"))).isFalse();
  }

  @Test
  void eachLevelOfATreeIsCountedOnce() {
    TypeGraph graph = tree(INT);
    assertThat(graph.isTurningPoint(type("Tree"))).isTrue();
    assertThat(graph.isTurningPoint(type("Branch"))).isFalse();
  }

  @Test
  void everyCircleHasATurningPoint() {
    TypeGraph graph =
        graph(
            record("A", new ListValue(named("B")), new ListValue(named("C"))),
            record("B", new ListValue(named("C"))),
            record("C", new ListValue(named("B"))));
    assertThat(graph.isTurningPoint(type("B")) || graph.isTurningPoint(type("C"))).isTrue();
    assertThat(graph.isTurningPoint(type("A"))).isFalse();
  }

  @Test
  void minimumOfARecordIsTheSumOfItsComponents() {
    TypeGraph graph = graph(record("A", INT, new Scalar(ScalarType.UUID)));
    assertThat(graph.minimumBytes(named("A"))).isEqualTo(17);
  }

  @Test
  void minimumOfARecursiveTypeIsThatOfItsLeaves() {
    assertThat(tree(INT).minimumBytes(named("Tree"))).isEqualTo(2);
    assertThat(tree(INT).minimumBytes(named("Branch"))).isEqualTo(4);
  }

  @Test
  void typeWithoutFiniteValueHasNoMinimum() {
    TypeGraph graph = graph(record("A", named("B")), record("B", INT, named("A")));
    assertThat(graph.minimumBytes(named("A"))).isEqualTo(TypeGraph.ENDLESS);
  }

  @Test
  void onlyCustomCodecsDecideWhetherAMoneyIsEmpty() {
    TypeGraph graph = graph(record("A", MONEY, named("Empty")), record("Empty"));
    assertThat(graph.decidingCodecs(named("A"))).containsExactly(CODEC);
    assertThat(graph.decidingCodecs(named("Empty"))).isEmpty();
  }

  @Test
  void collectionAnywhereInsideMakesATypeMutable() {
    TypeGraph graph = tree(new ListValue(STRING));
    assertThat(graph.isMutable(named("Branch"))).isTrue();
    assertThat(tree(STRING).isMutable(named("Branch"))).isFalse();
  }

  @Test
  void referenceAnywhereInsideMakesATypeNullable() {
    TypeGraph graph =
        graph(
            sealed("S", named("E"), named("R")),
            new EnumDefinition(type("E"), List.of("ONE")),
            record("R", STRING),
            record("P", INT));
    assertThat(graph.hasNullable(type("S"))).isTrue();
    assertThat(graph.hasNullable(type("E"))).isFalse();
    assertThat(graph.hasNullable(type("P"))).isFalse();
  }
}
