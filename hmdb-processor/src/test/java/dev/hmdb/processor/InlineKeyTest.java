package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlineKeyTest {
  private static final String TYPES =
      """
      record UserId(long value) {}
      record Boxed(Long value) {}
      record Nested(UserId id) {}
      record Cell(int row, short column) {}
      record Tenant(UserId user, Plan plan) {}
      record Three(long a, long b, long c) {}
      record Nothing() {}
      record Ratio(double value) {}
      record Rounded(long value) {
        @Override public boolean equals(Object other) {
          return other instanceof Rounded that && that.value / 10 == value / 10;
        }
        @Override public int hashCode() {
          return Long.hashCode(value / 10);
        }
      }
      record Shown(long value) {
        public long value() {
          return Math.abs(value);
        }
      }
      enum Plan { FREE, PREMIUM }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Long | return key; | return first;",
        "Integer | return key; | return (int) first;",
        "Short | return key; | return (short) first;",
        "Byte | return key; | return (byte) first;",
        "Character | return key; | return (char) first;",
        "Boolean | return key ? 1 : 0; | return first != 0;",
        "Plan | return key.ordinal(); | return Keys.Plan.values()[(int) first];",
        "UserId | return key.value(); | return new Keys.UserId(first);",
        "Boxed | return key.value(); | return new Keys.Boxed(first);",
        "Nested | return key.id().value(); | return new Keys.Nested(new Keys.UserId(first));",
      })
  void aKeyOfOneNumberIsKeptAsIt(String type, String number, String key) {
    assertThat(generatedFor(type))
        .contains("implements KeyShape.OneLong<", number, key)
        .contains("new RowsKey()");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.util.UUID | key.getMostSignificantBits() | key.getLeastSignificantBits()"
            + " | new UUID(first, second)",
        "Cell | key.row() | key.column() | new Keys.Cell((int) first, (short) second)",
        "Tenant | key.user().value() | key.plan().ordinal()"
            + " | new Keys.Tenant(new Keys.UserId(first), Keys.Plan.values()[(int) second])",
      })
  void aKeyOfTwoNumbersIsKeptAsThem(String type, String first, String second, String key) {
    assertThat(generatedFor(type))
        .contains("implements KeyShape.TwoLongs<")
        .contains("return " + first + ";", "return " + second + ";", "return " + key + ";");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String",
        "Three",
        "Nothing",
        "Ratio",
        "Double",
        "Rounded",
        "Shown",
        "java.time.Instant",
        "java.math.BigInteger"
      })
  void everyOtherKeyIsKeptAsTheObjectThatItIs(String type) {
    assertThat(generatedFor(type)).doesNotContain("KeyShape");
  }

  @Test
  void aTypeOfTheSchemaThatIsCalledLikeTheShapeKeepsItsName() {
    Compilation compilation = compile("Table<UserId, String> rows(); record RowsKey(int x) {}");
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    assertThat(SchemaCompiler.generated(compilation, "com.example.KeysDb"))
        .contains("class RowsKey2 implements KeyShape.OneLong<");
  }

  private static String generatedFor(String keyType) {
    Compilation compilation = compile("Table<" + keyType + ", String> rows();");
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    return SchemaCompiler.generated(compilation, "com.example.KeysDb");
  }

  private static Compilation compile(String members) {
    return SchemaCompiler.compile(
        JavaFileObjects.forSourceString(
            "com.example.Keys",
            "package com.example; import dev.hmdb.*; @Schema public interface Keys { "
                + members
                + TYPES
                + "}"));
  }
}
