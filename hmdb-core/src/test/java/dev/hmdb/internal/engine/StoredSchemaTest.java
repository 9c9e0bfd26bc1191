package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DynamicDatabase;
import dev.hmdb.Options;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.engine.Form.Opened;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opening without the program's classes loses nothing that was stored before a change. */
@Timeout(60)
class StoredSchemaTest {
  private static final Form USERS = Form.named("V1").table("users", Scalar.INT, Scalar.INT);

  @TempDir Path directory;

  private static DynamicValue scalar(Object value) {
    return new DynamicValue.Scalar(value);
  }

  private static Form accounts(TypeDescriptor value) {
    return Form.named("V2")
        .table("accounts", Scalar.INT, value)
        .says(Evolution.builder().renamedTable("accounts", "users").build());
  }

  private Directory files() throws IOException {
    return RealDirectory.open(directory, true);
  }

  private void write(Form second) throws IOException {
    try (Opened first = USERS.open(files())) {
      first.table("users").put(scalar(1), scalar(10));
    }
    second.open(files()).close();
  }

  private DynamicValue stored(String table) {
    try (DynamicDatabase db = DynamicDatabase.open(directory, Options.defaults())) {
      return db.table(table).get(scalar(1));
    }
  }

  @Test
  void aRenamedTableKeepsWhatItHad() throws IOException {
    write(accounts(Scalar.INT));
    assertThat(stored("accounts")).isEqualTo(scalar(10));
  }

  @Test
  void entriesOfOtherBytesAreForTheProgramToRead() throws IOException {
    write(accounts(Scalar.DOUBLE));
    assertThatThrownBy(() -> stored("accounts"))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("has entries of table accounts as an earlier form");
  }

  // The component looked like one that was lost and one that was gained, and is empty; compacting
  // made that last.
  @Test
  void aRenamedComponentIsForTheProgramToRead() throws IOException {
    Form first = Form.named("V1").table("t", Scalar.INT, optional("nick"));
    Form second =
        Form.named("V1")
            .table("t", Scalar.INT, optional("alias"))
            .says(Evolution.builder().renamed("R", "alias", "nick").build());
    first.open(files()).close();
    second.open(files()).close();
    assertThatThrownBy(() -> stored("t")).isInstanceOf(SchemaMismatchException.class);
  }

  private static RecordType optional(String component) {
    return new RecordType(
        "R",
        List.of(
            new RecordType.Component(component, new TypeDescriptor.OptionalType(Scalar.STRING))));
  }

  @Test
  void aTableThatWasDroppedAndMadeAgainIsEmpty() throws IOException {
    write(Form.named("V2").says(Evolution.builder().version(2).droppedTables("users").build()));
    USERS.under("V2").says(Evolution.builder().version(3).build()).open(files()).close();
    assertThat(stored("users")).isNull();
  }

  @Test
  void anAddedComponentOfOlderEntriesIsForTheProgramToSay() throws IOException {
    Form first = Form.named("V1").table("t", Scalar.INT, new RecordType("R", List.of()));
    RecordType more = new RecordType("R", List.of(new RecordType.Component("n", Scalar.INT)));
    Form second =
        Form.named("V2")
            .table("t", Scalar.INT, more)
            .says(Evolution.builder().defaultValue("R", "n", Codecs.INT, 18).build());
    first.open(files()).close();
    second.open(files()).close();
    assertThatThrownBy(() -> stored("t")).isInstanceOf(SchemaMismatchException.class);
  }
}
