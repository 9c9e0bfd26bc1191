package dev.hmdb.processor;

import static dev.hmdb.processor.SchemaCompiler.compile;
import static dev.hmdb.processor.SchemaCompiler.errors;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What users are told, and where. In the sources a line that is wrong says so in a comment after
 * {@code //!}: the whole message.
 */
class DiagnosticsTest {
  private static final String IMPORTS =
      """
      package app;
      import dev.hmdb.*;
      import dev.hmdb.codec.*;
      import java.util.*;
      """;

  /** Compiles one source file and compares what is reported with what its comments expect. */
  private static void check(String source) {
    String text = IMPORTS + source;
    List<String> expected = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (String message : List.of(lines.get(i).split("//! ")).stream().skip(1).toList()) {
        expected.add((i + 1) + ": " + message.strip());
      }
    }
    assertThat(expected).as("the test expects something").isNotEmpty();
    assertThat(errors(compile(JavaFileObjects.forSourceString("app.App", text))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** As {@link #check}, for the schema {@code App} with these members. */
  private static void checkMembers(String members) {
    check("@Schema public interface App {\n" + members + "\n}\n");
  }

  @Nested
  class TheInterface {
    @Test
    void classIsNoSchema() {
      check(
          """
          @Schema
          public class App {} //! [hmdb-101] @Schema is on the class App; a schema is an interface: \
          write interface App { Table<K, V> name(); }
          """);
    }

    @Test
    void recordIsNoSchema() {
      check(
          """
          @Schema
          record App() {} //! [hmdb-101] @Schema is on the record App; a schema is an interface: \
          write interface App { Table<K, V> name(); }
          """);
    }

    @Test
    void annotationTypeIsNoSchema() {
      check(
          """
          @Schema
          @interface App {} //! [hmdb-101] @Schema is on the annotation type App; a schema is an \
          interface: write interface App { Table<K, V> name(); }
          """);
    }

    @Test
    void genericInterfaceIsNoSchema() {
      check(
          """
          @Schema
          interface App<T> { //! [hmdb-102] the schema App has type parameters; remove them and \
          write the types in its tables
            Table<String, String> names();
          }
          """);
    }

    @Test
    void privateInterfaceIsOutOfReach() {
      check(
          """
          class App {
            @Schema
            private interface Inner { //! [hmdb-103] the schema App.Inner is out of reach: \
          App.Inner is private; make it package-private or public
              Table<String, String> names();
            }
          }
          """);
    }

    @Test
    void schemaWithoutTablesIsRefused() {
      check(
          """
          @Schema
          interface App { //! [hmdb-104] the schema App has no table; add a method such as \
          Table<String, Account> accounts()
            default int one() { return 1; }
            static int two() { return 2; }
          }
          """);
    }

    @Test
    void sealedSchemaIsRefused() {
      check(
          """
          @Schema
          sealed interface App permits Other { //! [hmdb-112] the schema App is sealed, so its \
          database class could not implement it; remove 'sealed'
            Table<String, String> names();
          }
          non-sealed interface Other extends App {}
          """);
    }

    @Test
    void schemaCannotExtendSchema() {
      check(
          """
          @Schema
          interface App { Table<String, String> names(); }
          @Schema
          interface Other extends App { //! [hmdb-111] the schema Other extends the schema App; \
          move what they share to an interface without @Schema that both extend
            Table<String, String> others();
          }
          """);
    }

    @Test
    void existingClassOfTheGeneratedNameIsReported() {
      check(
          """
          @Schema
          interface App { //! [hmdb-113] the class app.AppDb, which has to be generated, exists \
          already; rename it or the schema
            Table<String, String> names();
          }
          class AppDb {}
          """);
    }
  }

  @Nested
  class Tables {
    @Test
    void otherReturnTypeIsRefused() {
      checkMembers(
          """
          Map<String, String> names(); //! [hmdb-105] names returns Map<String, String>; return \
          dev.hmdb.Table<K, V> or another kind of table or index, or make it a default or static \
          method
          """);
    }

    @Test
    void voidMethodIsRefused() {
      checkMembers(
          """
          void names(); //! [hmdb-105] names returns void; return dev.hmdb.Table<K, V> or \
          another kind of table or index, or make it a default or static method
          """);
    }

    @Test
    void parametersAreRefused() {
      checkMembers(
          """
          Table<String, String> names(int i); //! [hmdb-106] the table names has parameters; remove \
          them, or make it a default method
          """);
    }

    @Test
    void typeParametersAreRefused() {
      checkMembers(
          """
          <T> Table<String, String> names(); //! [hmdb-107] the table names has type parameters of \
          its own; remove them and write the types
          """);
    }

    @Test
    void throwsClauseIsRefused() {
      checkMembers(
          """
          Table<String, String> names() throws Exception; //! [hmdb-108] the table names has a \
          throws clause; remove it
          """);
    }

    @Test
    void methodNamesOfTheDatabaseAreReserved() {
      checkMembers(
          """
          Table<String, String> backup(); //! [hmdb-109] the name backup is taken by a method of \
          dev.hmdb.Database; give the table another name
          Table<String, String> inMemory(); //! [hmdb-109] the name inMemory is taken by a method of \
          the generated class; give the table another name
          """);
    }

    @Test
    void defaultMethodCannotOverrideOneOfTheDatabase() {
      checkMembers(
          """
          Table<String, String> names();
          default int close() { return 1; } //! [hmdb-109] the name close is taken by a method of \
          dev.hmdb.Database; give the method another name
          default int close(int times) { return times; }
          """);
    }

    @Test
    void inheritedTableOfTheSameNameIsRefused() {
      check(
          """
          interface One { Table<String, String> names(); }
          interface Two { Table<String, String> names(); } //! [hmdb-110] there is a table names \
          already, from app.One; give one of them another name
          @Schema interface App extends One, Two {}
          """);
    }

    @Test
    void overloadIsRefused() {
      checkMembers(
          """
          Table<String, String> names();
          Table<String, String> names(int i); //! [hmdb-106] the table names has parameters; remove \
          them, or make it a default method //! [hmdb-110] there is a table names already, from \
          app.App; give one of them another name
          """);
    }

    @Test
    void rawTableIsRefused() {
      assertThat(
              errors(
                  compile(
                      List.of("-Xlint:-rawtypes"),
                      List.of(),
                      JavaFileObjects.forSourceString(
                          "app.App", IMPORTS + "@Schema interface App {\n  Table names();\n}\n"))))
          .containsExactly(
              "6: [hmdb-203] names: Table lacks its type arguments; write them, such as"
                  + " Table<String, Account>");
    }
  }

  @Nested
  class Types {
    @Test
    void classIsRefused() {
      checkMembers(
          """
          Table<String, Counter> counters(); //! [hmdb-201] the value of counters: App.Counter \
          cannot be stored; write a record of its parts, or name a codec with @UseCodec
          class Counter { int count; }
          """);
    }

    @Test
    void mutableClassesOfTheJdkHaveAnAlternative() {
      checkMembers(
          """
          Table<String, Event> events();
          record Event(
              Date at, //! [hmdb-201] App.Event.at: Date cannot be stored; it is mutable; use \
          java.time.Instant
              StringBuilder text, //! [hmdb-201] App.Event.text: StringBuilder cannot be stored; use \
          String
              List<Object> parts, //! [hmdb-201] App.Event.parts: Object cannot be stored; use the \
          type of the values, or a sealed interface of them
              ArrayList<String> tags, //! [hmdb-201] App.Event.tags: ArrayList<String> cannot be \
          stored; use java.util.List
              Collection<String> all) {} //! [hmdb-201] App.Event.all: Collection<String> cannot be \
          stored; use java.util.List or java.util.Set
          """);
    }

    @Test
    void voidIsRefused() {
      checkMembers(
          """
          Table<String, Void> names(); //! [hmdb-201] the value of names: Void cannot be stored; use \
          Boolean, or a record without components
          """);
    }

    @Test
    void sealedClassIsRefused() {
      checkMembers(
          """
          Table<String, Shape> shapes(); //! [hmdb-201] the value of shapes: App.Shape cannot be \
          stored; make it a sealed interface of records
          abstract sealed class Shape permits Circle {}
          final class Circle extends Shape {}
          """);
    }

    @Test
    void openInterfaceIsRefused() {
      checkMembers(
          """
          Table<String, Shape> shapes(); //! [hmdb-202] the value of shapes: the interface App.Shape \
          is open to any class; make it sealed, permitting records and enums, or name a codec with \
          @UseCodec
          interface Shape {}
          """);
    }

    @Test
    void rawTypeIsRefused() {
      assertThat(
              errors(
                  compile(
                      List.of("-Xlint:-rawtypes"),
                      List.of(),
                      JavaFileObjects.forSourceString(
                          "app.App",
                          IMPORTS
                              + """
                              @Schema interface App {
                                Table<String, Map> maps();
                                Table<String, Box> boxes();
                                record Box<T>(T value) {}
                              }
                              """))))
          .containsExactly(
              "6: [hmdb-203] the value of maps: Map lacks its type arguments; write them, such as"
                  + " Map<String, String>",
              "7: [hmdb-203] the value of boxes: App.Box lacks its type arguments; write them, such"
                  + " as App.Box<String>");
    }

    @Test
    void openTypeVariableIsRefused() {
      checkMembers(
          """
          <T> Table<String, T> names(); //! [hmdb-107] the table names has type parameters of its \
          own; remove them and write the types //! [hmdb-204] the value of names: the type T is left \
          open; write a concrete type
          """);
    }

    @Test
    void wildcardIsRefused() {
      checkMembers(
          """
          Table<String, List<?>> lists(); //! [hmdb-205] the value of lists: the type ? is left open \
          by a wildcard; write a concrete type
          Table<String, Box<? extends Number>> boxes(); //! [hmdb-205] the value of boxes: the type \
          ? extends java.lang.Number is left open by a wildcard; write a concrete type
          Table<String, Tag<List<?>>> tags(); //! [hmdb-205] the value of tags: the type ? is left \
          open by a wildcard; write a concrete type
          record Box<T>(T value) {}
          record Tag<T>(int value) {}
          """);
    }

    @Test
    void privateRecordIsRefused() {
      check(
          """
          class Outer {
            private record Secret(int value) {}
            record Open(Secret secret) {} //! [hmdb-206] Outer.Open.secret: Outer.Secret cannot be \
          used by the code generated in package app, because Outer.Secret is private; make it \
          package-private or public
          }
          @Schema
          interface App {
            Table<String, Outer.Open> names();
          }
          """);
    }

    @Test
    void recordOfAnotherPackageHasToBePublic() {
      var other =
          JavaFileObjects.forSourceString(
              "other.Open",
              """
              package other;
              public record Open(Closed closed) {}
              record Closed(int value) {}
              """);
      var app =
          JavaFileObjects.forSourceString(
              "app.App",
              IMPORTS + "@Schema interface App {\n  Table<String, other.Open> opens();\n}\n");
      assertThat(errors(compile(other, app)))
          .containsExactly(
              "2: [hmdb-206] Open.closed: Closed cannot be used by the code generated in package"
                  + " app, because Closed is not public; make it public");
    }

    @Test
    void classAmongTheVariantsIsRefused() {
      checkMembers(
          """
          Table<String, Shape> shapes();
          sealed interface Shape {}
          record Circle(int radius) implements Shape {}
          final class Square implements Shape {} //! [hmdb-207] App.Shape permits App.Square, which \
          is a class; permit only records, enums and sealed interfaces, or name a codec for it with \
          @UseCodec
          non-sealed interface Other extends Shape {} //! [hmdb-207] App.Shape permits App.Other, \
          which is an interface that is not sealed; permit only records, enums and sealed \
          interfaces, or name a codec for it with @UseCodec
          """);
    }

    @Test
    void recordThatAlwaysContainsItselfIsRefused() {
      checkMembers(
          """
          Table<String, Node> nodes();
          record Node(int value, Node next) {} //! [hmdb-208] a value of App.Node would contain \
          another one without end; break the circle with an Optional, a List, or a sealed interface \
          that has another variant
          """);
    }

    @Test
    void enumWithoutConstantsIsRefused() {
      checkMembers(
          """
          Table<String, None> nones(); //! [hmdb-209] the value of nones: the enum App.None has no \
          constants, so there is no value to store; add one
          enum None {}
          """);
    }

    @Test
    void nullableIsRefused() {
      check(
          """
          @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
          @interface Nullable {}
          @Schema
          interface App {
            Table<String, Account> accounts();
            Table<String, @Nullable String> names(); //! [hmdb-210] the value of names is marked \
          @Nullable, but null cannot be stored; use Optional<String> without the annotation
            record Account(
                @Nullable String name, //! [hmdb-210] App.Account.name is marked @Nullable, but null \
          cannot be stored; use Optional<String> without the annotation
                List<@Nullable String> tags) {} //! [hmdb-210] App.Account.tags is marked @Nullable, \
          but null cannot be stored; use Optional<String> without the annotation
          }
          """);
    }

    @Test
    void nullableDeclarationAnnotationIsRefused() {
      check(
          """
          @interface Nullable {}
          @Schema
          interface App {
            Table<String, Account> accounts();
            record Account(
                @Nullable String name) {} //! [hmdb-210] App.Account.name is marked @Nullable, but \
          null cannot be stored; use Optional<String> without the annotation
          }
          """);
    }

    @Test
    void variantWhoseArgumentsDoNotFollowIsRefused() {
      checkMembers(
          """
          Table<String, Shape> shapes();
          sealed interface Shape {} //! [hmdb-211] App.Shape: the type parameter T of App.Box does \
          not follow from App.Shape; let it occur in the type that App.Box implements
          record Box<T>(T value) implements Shape {}
          record Circle(int radius) implements Shape {}
          """);
    }

    @Test
    void endlesslyGrowingTypeIsRefused() {
      checkMembers(
          """
          Table<String, Nest<String>> nests(); //! [hmdb-212] the type arguments of \
          App.Nest grow without end; let it contain itself with the same arguments
          record Nest<T>(T value, Optional<Nest<List<T>>> next) {}
          """);
    }

    @Test
    void sealedTypeWithoutFittingVariantIsRefused() {
      checkMembers(
          """
          Table<String, Result<String>> results();
          sealed interface Result<T> {} //! [hmdb-213] no permitted type of App.Result<String> fits \
          its type arguments, so there is no value to store; permit one that does
          record Count(int value) implements Result<Integer> {}
          """);
    }

    @Test
    void argumentOfGenericRecordIsReportedWhereItIsWritten() {
      checkMembers(
          """
          Table<String, Box<Thread>> boxes(); //! [hmdb-201] App.Box<Thread>.value: Thread cannot be \
          stored; write a record of its parts, or name a codec with @UseCodec
          record Box<T>(T value) {}
          """);
    }
  }

  @Nested
  class Keys {
    @Test
    void arraysAreNoKeys() {
      checkMembers(
          """
          Table<byte[], String> blobs(); //! [hmdb-301] the key of blobs: byte[] cannot be in a key; \
          use dev.hmdb.Bytes
          Table<int[], String> numbers(); //! [hmdb-301] the key of numbers: int[] cannot be in a \
          key; use a record of its elements, or a String or dev.hmdb.Bytes made of them
          """);
    }

    @Test
    void collectionsAreNoKeys() {
      checkMembers(
          """
          Table<List<String>, String> lists(); //! [hmdb-301] the key of lists: List<String> cannot \
          be in a key; use a record of its elements, or a String or dev.hmdb.Bytes made of them
          """);
    }

    @Test
    void optionalIsNoKey() {
      checkMembers(
          """
          Table<Optional<String>, String> names(); //! [hmdb-301] the key of names: \
          Optional<String> cannot be in a key; use a sealed interface of two records, one of them \
          for what is absent
          """);
    }

    @Test
    void whatIsInsideAKeyCounts() {
      checkMembers(
          """
          Table<Key, String> names(); //! [hmdb-301] the key of names, in App.Path.parts: \
          List<String> cannot be in a key; use a record of its elements, or a String or \
          dev.hmdb.Bytes made of them
          Table<String, Path> paths();
          sealed interface Key {}
          record Path(List<String> parts) implements Key {}
          """);
    }

    @Test
    void classIsNoKey() {
      checkMembers(
          """
          Table<Id, String> names(); //! [hmdb-201] the key of names: App.Id cannot be stored; write \
          a record of its parts, or name a codec with @UseCodec
          class Id {}
          """);
    }

    @Test
    void arraysAreNeitherKeysOfMapsNorInSets() {
      checkMembers(
          """
          Table<String, Index> indexes();
          Table<String, Set<List<int[]>>> sets(); //! [hmdb-302] the value of sets: int[] cannot be \
          an element of a Set, because arrays are equal only to themselves; use java.util.List
          record Name(byte[] text) {}
          record Index(
              Map<byte[], String> one, //! [hmdb-302] App.Index.one: byte[] cannot be a key of a \
          Map, because arrays are equal only to themselves; use dev.hmdb.Bytes
              Set<Name> two) {} //! [hmdb-302] App.Index.two, in App.Name.text: byte[] cannot be an \
          element of a Set, because arrays are equal only to themselves; use dev.hmdb.Bytes
          """);
    }
  }

  @Nested
  class UserCodecs {
    private static final String MONEY =
        """
        final class Money {}
        class MoneyCodec implements Codec<Money> {
          public MoneyCodec() {}
          public TypeDescriptor type() { return TypeDescriptor.Scalar.INT; }
          public void encode(Money value, Encoder out) {}
          public Money decode(Decoder in) { return new Money(); }
        }
        """;

    private void checkWithMoney(String members) {
      check("@Schema public interface App {\n" + members + "\n}\n" + MONEY);
    }

    @Test
    void codecOfAnotherTypeIsRefused() {
      checkWithMoney(
          """
          Table<String, Account> accounts();
          record Account(
              @UseCodec(MoneyCodec.class)
              Optional<Money> balance) {} //! [hmdb-401] App.Account.balance: MoneyCodec is a codec \
          of Money, not of Optional<Money>; name a Codec<Optional<Money>>, or put @UseCodec on the \
          schema
          """);
    }

    @Test
    void codecOfAnotherTypeOnAClassIsRefused() {
      checkWithMoney(
          """
          Table<String, Account> accounts();
          @UseCodec(MoneyCodec.class)
          final class Account {} //! [hmdb-401] App.Account: MoneyCodec is a codec of Money, not of \
          App.Account; name a Codec<App.Account>
          """);
    }

    @Test
    void codecOutOfReachIsRefused() {
      var money =
          JavaFileObjects.forSourceString(
              "other.Money",
              """
              package other;
              import dev.hmdb.UseCodec;
              import dev.hmdb.codec.*;
              @UseCodec(MoneyCodec.class)
              public final class Money {}
              class MoneyCodec implements Codec<Money> {
                public TypeDescriptor type() { return TypeDescriptor.Scalar.INT; }
                public void encode(Money value, Encoder out) {}
                public Money decode(Decoder in) { return new Money(); }
              }
              """);
      var app =
          JavaFileObjects.forSourceString(
              "app.App",
              IMPORTS + "@Schema interface App {\n  Table<String, other.Money> balances();\n}\n");
      assertThat(errors(compile(money, app)))
          .containsExactly(
              "5: [hmdb-402] Money: the codec MoneyCodec cannot be used by the code generated in"
                  + " package app, because MoneyCodec is not public; make it public");
    }

    @Test
    void abstractCodecIsRefused() {
      check(
          """
          @Schema
          @UseCodec(Half.class)
          interface App { //! [hmdb-403] App: the codec Half is abstract; write a static class that \
          is not abstract
            Table<String, Integer> numbers();
          }
          abstract class Half implements Codec<Integer> {}
          """);
    }

    @Test
    void innerCodecIsRefused() {
      check(
          """
          @Schema
          @UseCodec(Outer.Inner.class)
          interface App { //! [hmdb-403] App: the codec Outer.Inner is an inner class that is not \
          static; write a static class that is not abstract
            Table<String, Integer> numbers();
          }
          class Outer {
            class Inner implements Codec<Integer> {
              public TypeDescriptor type() { return TypeDescriptor.Scalar.INT; }
              public void encode(Integer value, Encoder out) {}
              public Integer decode(Decoder in) { return 1; }
            }
          }
          """);
    }

    @Test
    void codecWithoutConstructorIsRefused() {
      check(
          """
          @Schema
          @UseCodec(Picky.class)
          interface App { //! [hmdb-404] App: the codec Picky lacks an accessible constructor \
          without parameters; add a public one
            Table<String, Integer> numbers();
          }
          class Picky implements Codec<Integer> {
            public Picky(int size) {}
            public TypeDescriptor type() { return TypeDescriptor.Scalar.INT; }
            public void encode(Integer value, Encoder out) {}
            public Integer decode(Decoder in) { return 1; }
          }
          """);
    }

    @Test
    void twoCodecsOnOneComponentAreRefused() {
      checkWithMoney(
          """
          Table<String, Account> accounts();
          record Account(
              @UseCodec(MoneyCodec.class) @UseCodec(MoneyCodec.class)
              Money balance) {} //! [hmdb-405] App.Account.balance: both MoneyCodec and MoneyCodec \
          are codecs of Money; remove one
          """);
    }

    @Test
    void twoCodecsOfOneTypeAreRefused() {
      check(
          """
          @Schema
          @UseCodec(MoneyCodec.class)
          @UseCodec(OtherCodec.class)
          interface App { //! [hmdb-405] App: both MoneyCodec and OtherCodec are codecs of Money; \
          remove one
            Table<String, Money> balances();
          }
          class OtherCodec extends MoneyCodec {}
          """
              + MONEY);
    }
  }

  @Nested
  class ThePast {
    @Test
    void renamedNeedsAName() {
      checkMembers(
          """
          @Renamed(from = {})
          Table<String, String> names(); //! [hmdb-501] names: @Renamed names no earlier name; write \
          @Renamed(from = "...")
          """);
    }

    @Test
    void renamedNeedsANameThatCanHaveBeen() {
      checkMembers(
          """
          Table<String, Account> accounts();
          record Account(
              @Renamed(from = "old.mail")
              String email) {} //! [hmdb-502] App.Account.email: nothing was ever named "old.mail"; \
          write the earlier name alone, as it was declared
          """);
    }

    @Test
    void componentCannotHaveBeenAnotherThatIsThere() {
      checkMembers(
          """
          Table<String, Account> accounts();
          record Account(
              String mail,
              @Renamed(from = "mail")
              String email) {} //! [hmdb-503] App.Account.email: @Renamed says that it was called \
          mail, but mail is the name of a component now; remove it from @Renamed, or give the \
          component mail another name
          """);
    }

    @Test
    void twoConstantsCannotHaveBeenOne() {
      checkMembers(
          """
          Table<String, Plan> plans();
          enum Plan {
            @Renamed(from = "GOLD")
            PREMIUM,
            @Renamed(from = "GOLD") //! [hmdb-504] App.Plan.FIRST: @Renamed says that it was called \
          GOLD, and so says the constant PREMIUM; remove one of them
            FIRST
          }
          """);
    }

    @Test
    void twoTablesCannotHaveBeenOne() {
      checkMembers(
          """
          @Renamed(from = "all")
          Table<String, String> some();
          @Renamed(from = "all")
          Table<String, String> others(); //! [hmdb-504] others: @Renamed says that it was called \
          all, and so says the table some; remove one of them
          """);
    }

    @Test
    void variantCannotHaveBeenAnotherThatIsThere() {
      checkMembers(
          """
          Table<String, Shape> shapes();
          sealed interface Shape {}
          record Disc() implements Shape {}
          @Renamed(from = "Disc")
          record Circle() implements Shape {} //! [hmdb-503] App.Circle: @Renamed says that it was \
          called Disc, but Disc is the name of a variant now; remove it from @Renamed, or give the \
          variant Disc another name
          """);
    }

    @Test
    void renamedIsRefusedWhereNoNameIsStored() {
      checkMembers(
          """
          Table<String, Account> accounts();
          @Renamed(from = "User")
          record Account( //! [hmdb-505] @Renamed is on the record Account, which has no name in \
          stored data; it belongs on a table's method, a record component, an enum constant, or a \
          variant of a sealed interface
              String email) {
            @Renamed(from = "mail")
            public String email() { //! [hmdb-505] @Renamed is on the method email, which has no name \
          in stored data; it belongs on a table's method, a record component, an enum constant, or a \
          variant of a sealed interface
              return email;
            }
          }
          @Renamed(from = "all")
          default int count() { return 1; } //! [hmdb-505] @Renamed is on the method count, which has \
          no name in stored data; it belongs on a table's method, a record component, an enum \
          constant, or a variant of a sealed interface
          """);
    }

    @Test
    void defaultOfACollectionIsNeedless() {
      checkMembers(
          """
          Table<String, Account> accounts();
          record Account(
              @Default("none")
              List<String> tags) {} //! [hmdb-506] App.Account.tags: no text can state a value of \
          List<String>; remove @Default: what is added is empty in values that lack it
          """);
    }

    @Test
    void defaultOfARecordCannotBeStated() {
      checkMembers(
          """
          Table<String, Account> accounts();
          record Name(String text) {}
          record Account(
              @Default("none")
              Name name) {} //! [hmdb-506] App.Account.name: no text can state a value of App.Name; \
          make it an Optional, which is empty in values that lack it
          """);
    }

    @Test
    void defaultMustBeAValueOfItsType() {
      checkMembers(
          """
          Table<String, Account> accounts();
          enum Plan { FREE, PREMIUM }
          record Account(
              @Default("GOLD")
              Plan plan, //! [hmdb-507] App.Account.plan: "GOLD" is no App.Plan: its constants are \
          FREE, PREMIUM; correct @Default
              @Default("yes")
              boolean open, //! [hmdb-507] App.Account.open: "yes" is no boolean: it is neither true \
          nor false; correct @Default
              @Default("128")
              byte level, //! [hmdb-507] App.Account.level: "128" is no byte: Value out of range. \
          Value:"128" Radix:10; correct @Default
              @Default("")
              Optional<Character> letter) {} //! [hmdb-507] App.Account.letter: "" is no \
          Optional<Character>: it has 0 chars; correct @Default
          """);
    }

    @Test
    void droppedOnASchemaNeedsNames() {
      check(
          """
          @Schema
          @Dropped
          interface App { //! [hmdb-508] App: @Dropped names no table; write @Dropped("..."), or \
          remove the annotation
            Table<String, String> names();
          }
          """);
    }

    @Test
    void droppedNeedsNamesThatCanHaveBeen() {
      check(
          """
          @Schema
          @Dropped("no table")
          interface App { //! [hmdb-509] App: no table was ever named "no table"; write the name of \
          its method
            Table<String, String> names();
          }
          """);
    }

    @Test
    void tableThatIsThereIsNotDropped() {
      check(
          """
          @Schema
          @Dropped("names")
          interface App { //! [hmdb-510] App: @Dropped names names, which is a table; remove the \
          name, or the table's method
            Table<String, String> names();
          }
          """);
    }

    @Test
    void droppedOnATableMeansThatTable() {
      checkMembers(
          """
          Table<String, String> names();
          @Dropped("others")
          Table<String, String> notes(); //! [hmdb-511] notes: @Dropped is on a table's method, where \
          it means that table; write it without names, and put the names of other tables on the schema
          """);
    }

    @Test
    void droppedIsRefusedWhereNoTableIs() {
      checkMembers(
          """
          Table<String, Account> accounts();
          @Dropped("notes")
          record Account(String email) {} //! [hmdb-512] @Dropped is on the record Account; it \
          belongs on a schema, with names, or on a table's method
          """);
    }

    @Test
    void schemaOfDroppedTablesAloneHasNone() {
      check(
          """
          @Schema
          interface App { //! [hmdb-104] the schema App has no table; add a method such as \
          Table<String, Account> accounts()
            @Dropped
            Table<String, String> names();
          }
          """);
    }
  }

  @Test
  void everyMistakeIsReportedAtOnce() {
    checkMembers(
        """
        Table<byte[], Date> one(); //! [hmdb-201] the value of one: Date cannot be stored; it is \
        mutable; use java.time.Instant //! [hmdb-301] the key of one: byte[] cannot be in a key; use \
        dev.hmdb.Bytes
        Table<String, Thread> two(); //! [hmdb-201] the value of two: Thread cannot be stored; write \
        a record of its parts, or name a codec with @UseCodec
        String three(); //! [hmdb-105] three returns String; return dev.hmdb.Table<K, V> or \
        another kind of table or index, or make it a default or static method
        """);
  }

  @Test
  void mistakeInAClassFileIsReportedWhereTheClassIsUsed() {
    checkMembers(
        """
        Table<String, dev.hmdb.processor.samples.Unstorable> one(); //! [hmdb-201] Unstorable.at: \
        Date cannot be stored; it is mutable; use java.time.Instant
        """);
  }

  @Nested
  class IndexesAndOrders {
    private static final String ACCOUNTS =
        """
        Table<String, Account> accounts();
        record Account(String email, Plan plan, Address address, Map<String, Integer> scores) {}
        record Address(String city) {}
        enum Plan { FREE }
        """;

    private static void checkIndex(String members) {
      checkMembers(ACCOUNTS + members);
    }

    @Test
    void indexWithoutPathIsRefused() {
      checkIndex(
          """
          TableIndex<Plan, String, Account> byPlan(); //! [hmdb-701] byPlan returns \
          TableIndex<App.Plan, String, App.Account>, but nothing says of what; write \
          @Index("table.component") before it
          """);
    }

    @Test
    void uniqueIndexWithoutPathIsRefused() {
      checkIndex(
          """
          UniqueIndex<Plan, String, Account> byPlan(); //! [hmdb-701] byPlan returns \
          UniqueIndex<App.Plan, String, App.Account>, but nothing says of what; write \
          @Unique("table.component") before it
          """);
    }

    @Test
    void missingTableIsNamedWithTheNearest() {
      checkIndex(
          """
          @Index("acounts.plan")
          TableIndex<Plan, String, Account> byPlan(); //! [hmdb-702] byPlan: in "acounts.plan", \
          there is no table acounts; write accounts
          """);
    }

    @Test
    void tablesAreListedWhereNoneIsNear() {
      checkIndex(
          """
          @Index("users.plan")
          TableIndex<Plan, String, Account> byPlan(); //! [hmdb-702] byPlan: in "users.plan", \
          there is no table users; there is accounts
          """);
    }

    @Test
    void multimapHasNoIndex() {
      checkIndex(
          """
          SetMultimap<String, String> tags();
          @Index("tags")
          TableIndex<String, String, String> byTag(); //! [hmdb-703] byTag: there is no index of \
          tags, which is a set multimap; only of a Table and of a SortedTable
          """);
    }

    @Test
    void pathsOfTwoTablesAreRefused() {
      checkIndex(
          """
          Table<String, Plan> plans();
          @Index({"accounts.plan", "plans"})
          TableIndex<Plan, String, Account> byPlan(); //! [hmdb-704] byPlan: one path is of \
          accounts, another one of plans; an index is of one table: write two indexes
          """);
    }

    @Test
    void missingComponentIsNamedWithTheNearest() {
      checkIndex(
          """
          @Index("accounts.adress.city")
          TableIndex<String, String, Account> byCity(); //! [hmdb-705] byCity: in \
          "accounts.adress.city", App.Account has no component adress; write address
          """);
    }

    @Test
    void missingNestedComponentIsNamed() {
      checkIndex(
          """
          @Index("accounts.address.town")
          TableIndex<String, String, Account> byCity(); //! [hmdb-705] byCity: in \
          "accounts.address.town", App.Address has no component town; there is city
          """);
    }

    @Test
    void pathBehindAStringIsRefused() {
      checkIndex(
          """
          @Index("accounts.email.host")
          TableIndex<String, String, Account> byHost(); //! [hmdb-706] byHost: in \
          "accounts.email.host", String is no record, so there is no host in it; end the path \
          before that
          """);
    }

    @Test
    void pathIntoAMapIsRefused() {
      checkIndex(
          """
          @Index("accounts.scores.key")
          TableIndex<String, String, Account> byScore(); //! [hmdb-706] byScore: in \
          "accounts.scores.key", Map<String, Integer> is a Map, so there is no key in it; end the \
          path before that
          """);
    }

    @Test
    void typeOfTheIndexKeyIsNamed() {
      checkIndex(
          """
          @Index("accounts.plan")
          TableIndex<String, String, Account> byPlan(); //! [hmdb-707] byPlan returns \
          TableIndex<String, String, App.Account>, but what it is declared to find makes it \
          TableIndex<App.Plan, String, App.Account>; return that
          """);
    }

    @Test
    void typesOfTheTableAreNamed() {
      checkIndex(
          """
          @Unique("accounts.email") UniqueIndex<String, Long, Address> byEmail(); //! [hmdb-707] byEmail returns \
          UniqueIndex<String, Long, App.Address>, but what it is declared to find makes it \
          UniqueIndex<String, String, App.Account>; return that
          """);
    }

    @Test
    void severalPathsNeedARecord() {
      checkIndex(
          """
          @Index({"accounts.plan", "accounts.address.city"})
          TableIndex<String, String, Account> byBoth(); //! [hmdb-708] byBoth has 2 paths, so its \
          index key is a record of what they lead to, but it returns \
          TableIndex<String, String, App.Account>; write a record of (App.Plan plan, String city) and let \
          that be the first type argument
          """);
    }

    @Test
    void recordOfOtherComponentsIsRefused() {
      checkIndex(
          """
          record CityAndPlan(String city, Plan plan) {}
          @Index({"accounts.plan", "accounts.address.city"})
          TableIndex<CityAndPlan, String, Account> byBoth(); //! [hmdb-708] byBoth has 2 paths, so \
          its index key is a record of what they lead to, but it returns \
          TableIndex<App.CityAndPlan, String, App.Account>; write a record of (App.Plan plan, String city) and \
          let that be the first type argument
          """);
    }

    @Test
    void indexKeyMustBeOneThatCanBeAKey() {
      checkIndex(
          """
          @Index("accounts.scores")
          TableIndex<Map<String, Integer>, String, Account> byAll(); //! [hmdb-301] the index key \
          of byAll: Map<String, Integer> cannot be in a key; use a record of its elements, or a \
          String or dev.hmdb.Bytes made of them
          """);
    }

    @Test
    void indexAnnotationOnATableIsRefused() {
      checkMembers(
          """
          @Index("names") Table<String, String> names(); //! [hmdb-709] @Index is on the method \
          names; put it on a schema's method that returns a TableIndex or a SortedIndex
          """);
    }

    @Test
    void indexAnnotationOnAUniqueIndexIsRefused() {
      checkIndex(
          """
          @Index("accounts.email") UniqueIndex<String, String, Account> byEmail(); //! [hmdb-709] \
          @Index is on the method byEmail; write @Unique instead
          """);
    }

    @Test
    void uniqueAnnotationOnAPlainIndexIsRefused() {
      checkIndex(
          """
          @Unique("accounts.email") SortedIndex<String, String, Account> byEmail(); //! [hmdb-710] \
          @Unique is on the method byEmail; write @Index instead, or return a SortedUniqueIndex
          """);
    }

    @Test
    void keyWithoutOrderIsRefused() {
      checkMembers(
          """
          SortedTable<Locale, String> names(); //! [hmdb-711] the key of names: Locale cannot be \
          put in order, because it is not Comparable; make it Comparable, or name a comparator with \
          @Order
          """);
    }

    @Test
    void componentWithoutOrderIsNamed() {
      checkMembers(
          """
          SortedTable<Place, String> names(); //! [hmdb-711] the key of names: App.Place.language \
          cannot be put in order, because Locale is not Comparable; make it Comparable, or name a \
          comparator with @Order
          record Place(int number, Locale language) {}
          """);
    }

    @Test
    void indexKeyWithoutOrderIsRefused() {
      checkMembers(
          """
          Table<String, Locale> languages();
          @Index("languages")
          SortedIndex<Locale, String, Locale> byLanguage(); //! [hmdb-711] the index key of \
          byLanguage: Locale cannot be put in order, because it is not Comparable; make it \
          Comparable, or name a comparator with @Order
          """);
    }

    @Test
    void orderOfAPlainTableIsRefused() {
      checkMembers(
          """
          @Order(Backwards.class) Table<String, String> names(); //! [hmdb-712] @Order is on the \
          method names, which has no keys in order; return a SortedTable, or remove it
          class Backwards implements Comparator<String> {
            public int compare(String one, String other) { return other.compareTo(one); }
          }
          """);
    }

    @Test
    void abstractComparatorIsRefused() {
      checkMembers(
          """
          @Order(Backwards.class)
          SortedTable<String, String> names(); //! [hmdb-713] names: the comparator App.Backwards \
          cannot be used, because it is abstract; write a static class that is not abstract
          abstract class Backwards implements Comparator<String> {}
          """);
    }

    @Test
    void comparatorWithoutConstructorIsRefused() {
      checkMembers(
          """
          @Order(Backwards.class)
          SortedTable<String, String> names(); //! [hmdb-713] names: the comparator App.Backwards \
          cannot be used, because it lacks an accessible constructor without parameters; add a \
          public one
          class Backwards implements Comparator<String> {
            public Backwards(int strength) {}
            public int compare(String one, String other) { return other.compareTo(one); }
          }
          """);
    }

    @Test
    void comparatorOfAnotherTypeIsRefused() {
      checkMembers(
          """
          @Order(Backwards.class)
          SortedTable<Long, String> names(); //! [hmdb-714] names: App.Backwards compares String, \
          not Long; name a Comparator<Long>
          class Backwards implements Comparator<String> {
            public int compare(String one, String other) { return other.compareTo(one); }
          }
          """);
    }

    @Test
    void valuesOfASetMultimapAreLikeKeys() {
      checkMembers(
          """
          SetMultimap<String, List<String>> names(); //! [hmdb-301] the value of names: \
          List<String> cannot be in a key; use a record of its elements, or a String or \
          dev.hmdb.Bytes made of them
          """);
    }

    @Test
    void indexHasNoEarlierName() {
      checkIndex(
          """
          @Index("accounts.plan")
          @Renamed(from = "plans")
          TableIndex<Plan, String, Account> byPlan(); //! [hmdb-505] @Renamed is on the method \
          byPlan, which has no name in stored data; it belongs on a table's method, a record \
          component, an enum constant, or a variant of a sealed interface
          """);
    }

    @Test
    void indexAndTableOfOneNameAreRefused() {
      checkMembers(
          """
          Table<String, String> names();
          Cell<String> close(); //! [hmdb-109] the name close is taken by a method of \
          dev.hmdb.Database; give the table another name
          """);
    }
  }

  @Nested
  class Constraints {
    private static final String TABLES =
        """
        record Username(String value) {}
        record Meta(Username author, Optional<Username> reviewer, Username[] all) {}
        record Account(Username owner, Meta meta) {}
        Table<Username, String> people();
        Cell<String> settings();
        """;

    private static void checkConstraint(String members) {
      checkMembers(TABLES + members);
    }

    @Test
    void referenceOnACellIsRefused() {
      checkConstraint(
          """
          @References(table = "people") Cell<Username> chosen(); //! [hmdb-801] @References is on \
          the method chosen; put it on a schema's method that returns a Table or a SortedTable
          """);
    }

    @Test
    void repeatedReferencesOnACellAreRefused() {
      checkConstraint(
          """
          @References(table = "people") @References(table = "people")
          Cell<Username> chosen(); //! [hmdb-801] @References is on the method chosen; put it on a \
          schema's method that returns a Table or a SortedTable
          """);
    }

    @Test
    void referenceToWhatIsNotThereIsRefused() {
      checkConstraint(
          """
          @References(table = "peple", component = "owner")
          Table<String, Account> accounts(); //! [hmdb-802] accounts: @References names the table \
          "peple", which is not there; write people
          """);
    }

    @Test
    void referenceToACellIsRefused() {
      checkConstraint(
          """
          @References(table = "settings", component = "owner")
          Table<String, Account> accounts(); //! [hmdb-803] accounts: nothing can refer to settings, \
          which is a cell; only to a Table and to a SortedTable
          """);
    }

    @Test
    void referenceOfBothIsRefused() {
      checkConstraint(
          """
          @References(table = "people", component = "owner", keyComponent = "value")
          Table<Username, Account> accounts(); //! [hmdb-804] accounts: @References names a \
          component and a keyComponent, and it is one that refers; write @References for each
          """);
    }

    @Test
    void referenceByAComponentThatIsNotThereIsRefused() {
      checkConstraint(
          """
          @References(table = "people", component = "ower")
          Table<String, Account> accounts(); //! [hmdb-705] accounts: in "ower", App.Account has no \
          component ower; write owner
          """);
    }

    @Test
    void referenceOfAnotherTypeIsRefused() {
      checkConstraint(
          """
          @References(table = "people")
          Table<String, Account> accounts(); //! [hmdb-805] accounts: what refers to people, the \
          key, is String, and the keys there are App.Username; let it be one of those
          """);
    }

    @Test
    void componentOfAnotherTypeIsRefused() {
      checkConstraint(
          """
          @References(table = "people", component = "owner.value")
          Table<String, Account> accounts(); //! [hmdb-805] accounts: what refers to people, \
          owner.value, is String, and the keys there are App.Username; let it be one of those
          """);
    }

    @Test
    void whatIsAlwaysThereCannotBeEmptied() {
      checkConstraint(
          """
          @References(table = "people", component = "meta.author", onDelete = OnDelete.SET_EMPTY)
          Table<String, Account> accounts(); //! [hmdb-806] accounts: SET_EMPTY cannot make \
          meta.author empty, because it is always there; make it an Optional, or write another \
          onDelete
          """);
    }

    @Test
    void anArrayCannotBeEmptied() {
      checkConstraint(
          """
          @References(table = "people", component = "meta.all", onDelete = OnDelete.SET_EMPTY)
          Table<String, Account> accounts(); //! [hmdb-806] accounts: SET_EMPTY cannot make \
          meta.all empty, because it is in an array; make that a List, or write another onDelete
          """);
    }

    @Test
    void aKeyCannotBeEmptied() {
      checkConstraint(
          """
          @References(table = "people", onDelete = OnDelete.SET_EMPTY)
          Table<Username, Account> accounts(); //! [hmdb-806] accounts: SET_EMPTY cannot make \
          the key empty, because keys do not change; let a component of the value refer, or write \
          another onDelete
          """);
    }

    @Test
    void checkThatIsNotStaticIsRefused() {
      checkConstraint(
          """
          @Check("people")
          default boolean isRight(String value) { //! [hmdb-807] @Check is on the method isRight; \
          make it static: a check sees one entry, and no table
            return true;
          }
          """);
    }

    @Test
    void checkOfWhatIsNotThereIsRefused() {
      checkConstraint(
          """
          @Check("peple")
          static boolean isRight(String value) { //! [hmdb-808] isRight: @Check names the table \
          "peple", which is not there; write people
            return true;
          }
          """);
    }

    @Test
    void checkOfACellIsRefused() {
      checkConstraint(
          """
          @Check("settings")
          static boolean isRight(String value) { //! [hmdb-809] isRight: there is no check of \
          settings, which is a cell; only of a Table and of a SortedTable
            return true;
          }
          """);
    }

    @Test
    void checkWithOtherParametersIsRefused() {
      checkConstraint(
          """
          @Check("people")
          static boolean isRight(String key, String value) { //! [hmdb-810] isRight: a check of \
          people takes (App.Username, String), or the latter alone, and returns boolean, String or \
          Optional<String>, but this is boolean isRight(String, String)
            return true;
          }
          """);
    }

    @Test
    void checkWithoutAnAnswerIsRefused() {
      checkConstraint(
          """
          @Check("people")
          static void isRight(String value) {} //! [hmdb-810] isRight: a check of people takes \
          (App.Username, String), or the latter alone, and returns boolean, String or \
          Optional<String>, but this is void isRight(String)
          """);
    }

    @Test
    void privateCheckIsRefused() {
      checkConstraint(
          """
          @Check("people")
          private static boolean isRight(String value) { //! [hmdb-811] isRight: the check cannot \
          be called, because it is private; remove 'private'
            return true;
          }
          """);
    }

    @Test
    void checkThatThrowsCheckedExceptionsIsRefused() {
      checkConstraint(
          """
          @Check("people")
          static boolean isRight(String value) throws Exception { //! [hmdb-811] isRight: the check \
          cannot be called, because it throws checked exceptions; remove the throws clause
            return true;
          }
          """);
    }
  }

  @Test
  void idsAreUnique() {
    assertThat(Stream.of(Problem.values()).map(Problem::id)).doesNotHaveDuplicates();
  }

  @Test
  void idsAreThoseOfThePage() throws Exception {
    var page = java.nio.file.Files.readString(java.nio.file.Path.of("../docs/diagnostics.md"));
    var ids = new TreeSet<String>();
    var matcher = java.util.regex.Pattern.compile("(?m)^\\| `(hmdb-\\d+)` \\|").matcher(page);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    assertThat(ids)
        .containsExactlyElementsOf(Stream.of(Problem.values()).map(Problem::id).toList());
  }
}
