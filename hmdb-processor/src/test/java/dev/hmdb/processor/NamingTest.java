package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {
  private static final ClassType STRING = ClassType.of("java.lang.String");

  @Test
  void packageIsLeftOut() {
    ClassType inner = new ClassType("app", List.of("Outer", "Inner"), List.of());
    assertThat(new Naming(List.of(inner)).name(inner)).isEqualTo("Outer.Inner");
  }

  @Test
  void namesakesHaveBinaryNames() {
    ClassType one = new ClassType("one", List.of("Outer", "Id"), List.of());
    ClassType two = new ClassType("two", List.of("Outer", "Id"), List.of());
    assertThat(new Naming(List.of(one, two)).name(one)).isEqualTo("one.Outer$Id");
  }

  @Test
  void namesakesAmongArgumentsCount() {
    ClassType box = ClassType.of("app.Box", ClassType.of("one.Id"));
    ClassType id = ClassType.of("two.Id");
    assertThat(new Naming(List.of(box, id)).name(box)).isEqualTo("Box<one.Id>");
  }

  @Test
  void instantiationsOfOneTypeAreNoNamesakes() {
    ClassType one = ClassType.of("app.Box", STRING);
    ClassType two = ClassType.of("app.Box", ClassType.of("java.lang.Integer"));
    assertThat(new Naming(List.of(one, two)).name(one)).isEqualTo("Box<String>");
  }

  @Test
  void identifierSpellsArgumentsAndArraysOut() {
    ClassType map = ClassType.of("java.util.Map", STRING, new ArrayType(Primitive.INT.type()));
    assertThat(Naming.identifier(map)).isEqualTo("MapOfStringAndArrayOfInt");
  }

  @ParameterizedTest
  @CsvSource({"accounts, ACCOUNTS", "maxSize, MAX_SIZE", "foo_Bar, FOO_BAR", "URLs, URLS"})
  void constantsAreInCapitals(String name, String constant) {
    assertThat(Naming.constant(name)).isEqualTo(constant);
  }
}
