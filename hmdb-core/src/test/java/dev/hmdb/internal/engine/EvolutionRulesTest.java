package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.DynamicValue.Constant;
import dev.hmdb.schema.DynamicValue.OptionalOf;
import dev.hmdb.schema.DynamicValue.RecordOf;
import dev.hmdb.schema.DynamicValue.SequenceOf;
import dev.hmdb.schema.DynamicValue.Variant;
import dev.hmdb.schema.Evolution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each change that a schema may make in place, in both directions: the later form finds what the
 * earlier one stored, as if written anew; the earlier form is refused from then on.
 */
@ParameterizedClass(name = "compacted={0}")
@ValueSource(booleans = {false, true})
class EvolutionRulesTest {
  private final boolean isCompacted;
  private final SimulatedDirectory directory = new SimulatedDirectory();

  EvolutionRulesTest(boolean isCompacted) {
    this.isCompacted = isCompacted;
  }

  /** One change. */
  private record Rule(
      String name,
      TypeDescriptor before,
      TypeDescriptor after,
      Evolution evolution,
      DynamicValue stored,
      DynamicValue expected) {
    @Override
    public String toString() {
      return name;
    }

    Form earlier() {
      return Form.named("shop.Schema").table("things", Scalar.STRING, before);
    }

    Form later() {
      return Form.named("shop.Schema").table("things", Scalar.STRING, after).says(evolution);
    }
  }

  private static TypeDescriptor record(Object... components) {
    RecordType.Component[] all = new RecordType.Component[components.length / 2];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          new RecordType.Component(
              (String) components[2 * i], (TypeDescriptor) components[2 * i + 1]);
    }
    return new RecordType("shop.Thing", Arrays.asList(all));
  }

  private static DynamicValue value(Object... components) {
    Map<String, DynamicValue> all = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i += 2) {
      Object value = components[i + 1];
      all.put(
          (String) components[i],
          value instanceof DynamicValue known ? known : new DynamicValue.Scalar(value));
    }
    return new RecordOf(all);
  }

  private static EnumType plan(String... constants) {
    return new EnumType("shop.Plan", List.of(constants));
  }

  private static SealedType shape(String... variants) {
    return new SealedType(
        "shop.Shape",
        Arrays.stream(variants)
            .map(name ->
                (TypeDescriptor)
                    new RecordType(
                        "shop." + name, List.of(new RecordType.Component("r", Scalar.INT))))
            .toList());
  }

  private static DynamicValue empty() {
    return new OptionalOf(Optional.empty());
  }

  static Stream<Rule> rules() {
    TypeDescriptor name = record("name", Scalar.STRING);
    DynamicValue ann = value("name", "Ann");
    TypeDescriptor optional = new OptionalType(Scalar.STRING);
    TypeDescriptor list = new SequenceType(SequenceType.Kind.LIST, Scalar.INT);
    TypeDescriptor array = new SequenceType(SequenceType.Kind.ARRAY, Scalar.INT);
    DynamicValue circle = new Variant("Circle", value("r", 1));
    return Stream.of(
        new Rule(
            "an added Optional is empty",
            name,
            record("name", Scalar.STRING, "email", optional),
            Evolution.none(),
            ann,
            value("name", "Ann", "email", empty())),
        new Rule(
            "an added collection is empty",
            name,
            record("tags", list, "name", Scalar.STRING),
            Evolution.none(),
            ann,
            value("tags", new SequenceOf(List.of()), "name", "Ann")),
        new Rule(
            "an added component has its default",
            name,
            record("name", Scalar.STRING, "age", Scalar.INT),
            Evolution.builder().defaultValue("shop.Thing", "age", Codecs.INT, 18).build(),
            ann,
            value("name", "Ann", "age", 18)),
        new Rule(
            "a component is removed",
            record("name", Scalar.STRING, "age", Scalar.INT),
            name,
            Evolution.none(),
            value("name", "Ann", "age", 3),
            ann),
        new Rule(
            "a component is renamed",
            name,
            record("fullName", Scalar.STRING),
            Evolution.builder().renamed("shop.Thing", "fullName", "name").build(),
            ann,
            value("fullName", "Ann")),
        new Rule(
            "components are reordered",
            record("name", Scalar.STRING, "age", Scalar.INT),
            record("age", Scalar.INT, "name", Scalar.STRING),
            Evolution.none(),
            value("name", "Ann", "age", 3),
            value("age", 3, "name", "Ann")),
        new Rule(
            "a number is widened without other bytes",
            record("n", Scalar.INT),
            record("n", Scalar.LONG),
            Evolution.none(),
            value("n", 300),
            value("n", 300L)),
        new Rule(
            "a number is widened to other bytes",
            record("n", Scalar.INT),
            record("n", Scalar.DOUBLE),
            Evolution.none(),
            value("n", 300),
            value("n", 300d)),
        new Rule(
            "a value becomes an Optional of it",
            name,
            record("name", optional),
            Evolution.none(),
            ann,
            value("name", new OptionalOf(Optional.of(new DynamicValue.Scalar("Ann"))))),
        new Rule(
            "a constant is added behind",
            plan("FREE", "TRIAL"),
            plan("FREE", "TRIAL", "TEAM"),
            Evolution.none(),
            new Constant("TRIAL"),
            new Constant("TRIAL")),
        new Rule(
            "a constant is added in front",
            plan("FREE", "TRIAL"),
            plan("TEAM", "FREE", "TRIAL"),
            Evolution.none(),
            new Constant("TRIAL"),
            new Constant("TRIAL")),
        new Rule(
            "a constant is renamed",
            plan("FREE", "TRIAL"),
            plan("FREE", "TEST"),
            Evolution.builder().renamed("shop.Plan", "TEST", "TRIAL").build(),
            new Constant("TRIAL"),
            new Constant("TEST")),
        new Rule(
            "a variant is added",
            shape("Circle"),
            shape("Square", "Circle"),
            Evolution.none(),
            circle,
            circle),
        new Rule(
            "a variant is renamed",
            shape("Circle"),
            shape("Ring"),
            Evolution.builder().renamed("shop.Shape", "Ring", "Circle").build(),
            circle,
            new Variant("Ring", value("r", 1))),
        new Rule(
            "an array becomes a list",
            array,
            list,
            Evolution.none(),
            new SequenceOf(List.of(new DynamicValue.Scalar(7))),
            new SequenceOf(List.of(new DynamicValue.Scalar(7)))));
  }

  @AfterEach
  void leavesNoFileOpen() {
    assertThat(directory.openFiles()).isZero();
  }

  private static DynamicValue key(String text) {
    return new DynamicValue.Scalar(text);
  }

  private void store(Rule rule, Form form) {
    try (Form.Opened db = form.open(directory)) {
      db.table("things").put(key("gone"), rule.stored);
      db.table("things").put(key("kept"), rule.stored);
      db.table("things").remove(key("gone"));
      if (isCompacted) {
        db.engine().compact();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theLaterFormFindsWhatTheEarlierOneStored(Rule rule) {
    store(rule, rule.earlier());
    try (Form.Opened db = rule.later().open(directory)) {
      assertThat(db.table("things").asMap()).isEqualTo(Map.of(key("kept"), rule.expected));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void onlyReadingChangesNoByte(Rule rule) {
    store(rule, rule.earlier());
    SimulatedDirectory copy = directory.kill().readOnly();
    try (Form.Opened db = rule.later().open(copy)) {
      assertThat(db.table("things").asMap()).isEqualTo(Map.of(key("kept"), rule.expected));
    }
    assertThat(copy.list()).isEqualTo(directory.list());
    for (String name : copy.list()) {
      assertThat(copy.bytes(name)).isEqualTo(directory.bytes(name));
    }
    try (Form.Opened db = rule.earlier().open(copy)) {
      assertThat(db.table("things").asMap()).isEqualTo(Map.of(key("kept"), rule.stored));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void bothFormsTogetherAreReadAgain(Rule rule) {
    store(rule, rule.earlier());
    try (Form.Opened db = rule.later().open(directory)) {
      db.table("things").put(key("more"), rule.expected);
    }
    Map<DynamicValue, DynamicValue> expected =
        Map.of(key("kept"), rule.expected, key("more"), rule.expected);
    try (Form.Opened db = rule.later().open(directory)) {
      assertThat(db.table("things").asMap()).isEqualTo(expected);
      db.engine().compact();
    }
    try (Form.Opened db = rule.later().open(directory)) {
      assertThat(db.table("things").asMap()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theEarlierFormIsRefusedFromThenOn(Rule rule) {
    store(rule, rule.earlier());
    rule.later().open(directory).close();
    assertThatThrownBy(() -> rule.earlier().open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("was opened with a later form of its schema")
        .hasMessageContaining("things.value");
    try (Form.Opened db = rule.later().open(directory)) {
      db.engine().compact();
    }
    assertThatThrownBy(() -> rule.earlier().open(directory.kill().readOnly()))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("was opened with a later form of its schema");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theEarlierVersionIsRefusedFromThenOn(Rule rule) {
    Form earlier = rule.earlier().says(Evolution.builder().version(1).build());
    store(rule, earlier);
    Form later = rule.later();
    rule.later().open(directory).close(); // without a version, which the lineage makes up for
    assertThatThrownBy(() -> earlier.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining(
            "was opened with a later form of its schema, " + later.schema().name())
        .hasMessageContaining("cannot go back to shop.Schema version 1 in place");
  }
}
