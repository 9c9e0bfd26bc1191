package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that somebody put in the place of others, or took away. */
class ForeignFilesTest {
  private static final String LOG_2 = "log-0000000000000002.hmdb";
  private static final String SNAPSHOT_2 = "snapshot-0000000000000002.hmdb";
  private static final String SNAPSHOT_3 = "snapshot-0000000000000003.hmdb";
  private static final Options OPTIONS = Options.defaults().compaction(Compaction.manual());

  private final SimulatedDirectory directory = compacted();
  private final SimulatedDirectory theirs = compacted();

  private static SimulatedDirectory compacted() {
    SimulatedDirectory directory = new SimulatedDirectory();
    Engine<TwoTables> engine = TwoTables.open(directory, OPTIONS);
    TwoTables.of(engine).words().put("a", "1");
    engine.compact();
    TwoTables.of(engine).words().put("a", "2");
    engine.close();
    return directory;
  }

  private void compact() {
    Engine<TwoTables> engine = TwoTables.open(directory, OPTIONS);
    engine.compact();
    engine.close();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refusal() {
    return assertThatThrownBy(() -> TwoTables.open(directory, OPTIONS))
        .isInstanceOf(CorruptDatabaseException.class);
  }

  @AfterEach
  void leaveNoFileOpen() {
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void aSnapshotOfAnotherDatabaseIsSaidToBeOne() {
    directory.put(SNAPSHOT_2, theirs.bytes(SNAPSHOT_2));

    refusal()
        .hasMessageStartingWith(
            "simulated/"
                + LOG_2
                + ": it belongs to another database than the snapshot file of its number, so that one"
                + " of the two was put here by mistake: database id at offset 16 found=");
  }

  @Test
  void aSnapshotOfAnotherDatabaseUnderAnotherNameIsNotCalledDamaged() {
    compact();
    directory.put(SNAPSHOT_3, theirs.bytes(SNAPSHOT_2));

    refusal()
        .hasMessageStartingWith(
            "simulated/" + SNAPSHOT_3 + ": snapshot number at offset=32 found=2 expected=3")
        .hasMessageContaining("it belongs to another database and was not read")
        .message()
        .doesNotContain("the schema is damaged");
  }

  @Test
  void anOldSnapshotUnderAnotherNameIsSaidToBeOne() {
    byte[] old = directory.bytes(SNAPSHOT_2);
    compact();
    directory.put(SNAPSHOT_3, old);

    refusal()
        .hasMessageContaining("it is snapshot number 2 under another name and was not read")
        .message()
        .doesNotContain("the schema is damaged");
  }

  @Test
  void aSegmentOfAnotherDatabaseIsSaidToBeOne() {
    directory.put(LOG_2, theirs.bytes(LOG_2));

    refusal().hasMessageContaining("another database than the snapshot file of its number");
  }

  @Test
  void aSnapshotThatIsMissingIsNotTakenForASegment() throws IOException {
    directory.delete(SNAPSHOT_2);

    refusal()
        .hasMessageStartingWith(
            "simulated: what comes before "
                + LOG_2
                + " is missing: the snapshot file of that number, or else the segments from"
                + " log-0000000000000001.hmdb on; nothing was changed; put the files back, or restore"
                + " the directory from a backup");
  }
}
