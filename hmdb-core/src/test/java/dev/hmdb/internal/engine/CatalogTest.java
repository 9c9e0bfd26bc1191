package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.schema.Evolution;
import dev.hmdb.schema.TableType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static final Form FIRST =
      Form.named("shop.V1")
          .table("users", Scalar.INT, user(new RecordType.Component("name", Scalar.STRING)))
          .table("notes", Scalar.INT, Scalar.STRING);

  private static final Form SECOND =
      Form.named("shop.V2")
          .table(
              "users",
              Scalar.INT,
              user(
                  new RecordType.Component("name", Scalar.STRING),
                  new RecordType.Component("age", Scalar.BYTE)))
          .table("plans", Scalar.INT, new EnumType("shop.Plan", List.of("FREE", "TEAM")))
          .says(
              Evolution.builder()
                  .version(2)
                  .droppedTables("notes")
                  .defaultValue("shop.User", "age", Codecs.BYTE, (byte) 18)
                  .build());

  private static RecordType user(RecordType.Component... components) {
    return new RecordType("shop.User", List.of(components));
  }

  private static byte[] encoded(Catalog catalog) {
    Encoder out = new Encoder();
    catalog.encode(out);
    return out.toByteArray();
  }

  private static Catalog decoded(byte[] bytes) {
    return Catalog.decode(new Decoder(bytes));
  }

  static Catalog changed() {
    return Catalog.empty().with(FIRST.schema()).with(SECOND.schema());
  }

  @Test
  void aChangeKeepsAccountOfWhatWas() {
    assertThat(changed().version()).isEqualTo(2);
    assertThat(changed().nextId()).isEqualTo(4);
    assertThat(changed().lineage())
        .containsExactly(Catalog.empty().with(FIRST.schema()).fingerprint());
    assertThat(decoded(encoded(changed()))).isEqualTo(changed());
  }

  @Test
  void theFirstLayoutIsRead() {
    Encoder out = new Encoder();
    out.writeByte((byte) 1);
    out.writeString("shop.V1");
    out.writeCount(1);
    out.writeVarint(3);
    out.writeString("users");
    TypeDescriptor.codec().encode(Scalar.INT, out);
    TypeDescriptor.codec().encode(Scalar.STRING, out);
    assertThat(decoded(out.toByteArray()))
        .isEqualTo(
            new Catalog(
                "shop.V1",
                0,
                4,
                List.of(new Catalog.Entry(3, "users", Scalar.INT, Scalar.STRING)),
                List.of()));
  }

  @Test
  void aLaterLayoutIsRefused() {
    byte[] bytes = encoded(changed());
    bytes[0] = 3;
    assertThatThrownBy(() -> decoded(bytes))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("schema layout 3, expected 2");
  }

  @Test
  void anIdBeyondTheNextOneIsRefused() {
    Catalog catalog = changed();
    Catalog wrong = new Catalog(catalog.schemaName(), 2, 3, catalog.tables(), catalog.lineage());
    assertThatThrownBy(() -> decoded(encoded(wrong)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("the next id is 3, but a table has id 3");
  }

  @Test
  void theSameFormChangesNothing() {
    Catalog catalog = changed();
    assertThat(catalog.with(SECOND.schema())).isSameAs(catalog);
  }

  private static Fingerprint fingerprint(TypeDescriptor value) {
    return Fingerprint.of(List.of(new TableType("t", Scalar.INT, value)));
  }

  private static TypeDescriptor list(String name, String next) {
    return new RecordType(
        name, List.of(new RecordType.Component(next, new OptionalType(new Reference(name)))));
  }

  @Test
  void namesOfClassesDoNotCountInAFingerprint() {
    assertThat(fingerprint(list("a.Node", "next"))).isEqualTo(fingerprint(list("b.Item", "next")));
    assertThat(fingerprint(new EnumType("A", List.of("X"))))
        .isEqualTo(fingerprint(new EnumType("B", List.of("X"))));
  }

  @Test
  void namesOfComponentsConstantsAndVariantsCountInAFingerprint() {
    assertThat(fingerprint(list("a.Node", "next")))
        .isNotEqualTo(fingerprint(list("a.Node", "other")));
    assertThat(fingerprint(new EnumType("A", List.of("X"))))
        .isNotEqualTo(fingerprint(new EnumType("A", List.of("Y"))));
    assertThat(fingerprint(new SealedType("S", List.of(user()))))
        .isNotEqualTo(
            fingerprint(new SealedType("S", List.of(new RecordType("Other", List.of())))));
    assertThat(fingerprint(new SealedType("S", List.of(user()))))
        .isEqualTo(fingerprint(new SealedType("T", List.of(new RecordType("b.User", List.of())))));
  }

  @Test
  void genericVariantsHaveSimpleNamesInAFingerprint() {
    SealedType before =
        new SealedType(
            "S",
            List.of(
                new RecordType("a.Ok<a.User>", List.of()),
                new RecordType("a.No<a.User>", List.of())));
    SealedType moved =
        new SealedType(
            "S",
            List.of(
                new RecordType("b.Ok<a.User>", List.of()),
                new RecordType("b.No<a.User>", List.of())));
    assertThat(fingerprint(before)).isEqualTo(fingerprint(moved));
  }

  @Test
  void variantsThatOnlyNamesTellApartHaveAFingerprint() {
    TypeDescriptor one = new OptionalType(user());
    TypeDescriptor two = new OptionalType(new RecordType("shop.Other", List.of()));
    SealedType type = new SealedType("S", List.of(one, two));
    assertThat(fingerprint(type)).isNotEqualTo(fingerprint(new SealedType("S", List.of(one))));
  }

  @Test
  void theOrderOfTablesDoesNotCountInAFingerprint() {
    TableType one = new TableType("one", Scalar.INT, Scalar.INT);
    TableType two = new TableType("two", Scalar.INT, Scalar.LONG);
    assertThat(Fingerprint.of(List.of(one, two))).isEqualTo(Fingerprint.of(List.of(two, one)));
  }
}
