package dev.hmdb.it.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of logs that no writer writes, but whose checksums hold, the second reader makes what opening
 * them makes. So {@code docs/format} says what is taken and what is not.
 */
class SecondReaderOfForgedLogsTest {
  private static final int ROUNDS = Integer.getInteger("hmdb.damageRounds", 60);
  private static final long FAR = 1L << 34;

  /** In the table with id 0: unsynced, COMMIT, PUT, "a", 1. */
  private static final String PUT = "00 02 00 01 61 02";

  private static final String NEXT = "00 04";

  @TempDir Path written;
  @TempDir Path forged;

  /** A segment with nothing but a SCHEMA frame. */
  private ForgedSegment empty;

  private byte[] schema;
  private SecondReader reader;

  @BeforeEach
  void write() throws Exception {
    reader = SecondReader.get();
    LedgerDb.open(written).close();
    byte[] file = Files.readAllBytes(written.resolve("log-0000000000000001.hmdb"));
    ForgedSegment segment = ForgedSegment.of(file);
    schema = segment.payload(segment.frames().getFirst());
    empty = segment.next(1, 0).append(schema);
  }

  private ForgedSegment next(long base) {
    return empty.next(2, base).append(schema);
  }

  private void agree(ForgedSegment... segments) throws Exception {
    int number = 1;
    for (ForgedSegment segment : segments) {
      Files.write(forged.resolve("log-%016d.hmdb".formatted(number++)), segment.bytes());
    }
    assertThat(reader.entriesUnlessRefused(forged)).isEqualTo(entriesUnlessRefused());
  }

  private List<String> entriesUnlessRefused() {
    try (LedgerDb db = LedgerDb.openReadOnly(forged)) {
      return EntryLines.of(Ledger.class, EntryLines.content(Ledger.class, db));
    } catch (CorruptDatabaseException e) {
      return null;
    }
  }

  /** Payloads of frames behind the schema. */
  private enum Frames {
    PLAIN(PUT),
    UNSYNCED_LONGER_THAN_NEED_BE("fb 00 00 02 00 01 61 02"),
    UNSYNCED_OF_128_BITS("fe 00000000000000000000000000000000 02"),
    UNSYNCED_BEFORE_THE_LOG("fd ff ff ff ff ff ff ff ff 02 00 01 61 02"),
    NO_KIND("fb 00 00"),
    KIND_0("00 00"),
    KIND_5(PUT, "00 05"),
    SEAL_WITH_A_BODY(PUT, "00 03 00"),
    SEAL_OF_UNSYNCED("01 03", PUT),
    FRAMES_BEHIND_A_SEAL("00 03", PUT, "00 03"),
    NEXT_WITHOUT_NEXT_SEGMENT(PUT, NEXT),
    NO_OPERATIONS("00 02", PUT),
    TWO_OPERATIONS("00 02 00 01 61 02 04 01 62 04"),
    REMOVE_OF_WHAT_IS_NOT_THERE("00 02 01 01 61", PUT),
    CLEAR_AND_PUT(PUT, "00 02 02 00 01 62 04"),
    OPERATION_3(PUT, "00 02 03"),
    NO_SUCH_TABLE(PUT, "00 02 0a"),
    HEADER_OF_64_BITS("00 02 fd 00 00 00 00 01 00 00 00"),
    HALF_AN_OPERATION(PUT, "00 02 00 01 61"),
    KEY_OF_ANOTHER_TYPE("00 02 00 03 61 02"),
    KEY_WITH_A_LONGER_LENGTH(PUT, "00 02 00 fb 01 00 61 04"),
    REMOVE_WITH_A_LONGER_LENGTH(PUT, "00 02 01 fb 01 00 61"),
    CATALOG_OF_LAYOUT_255(PUT, "00 01 ff 00 00"),
    CATALOG_WITH_BYTES_BEHIND(PUT, "00 01 01 00 00 00");

    private final List<String> payloads;

    Frames(String... payloads) {
      this.payloads = List.of(payloads);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnFrames(Frames frames) throws Exception {
    frames.payloads.forEach(empty::append);
    agree(empty);
  }

  /** What the segment behind one with a commit may look like. */
  private enum Second {
    AT_THE_END,
    BEFORE_THE_END,
    BEFORE_THE_BEGINNING,
    FAR_BEHIND,
    OUT_OF_RANGE
  }

  private ForgedSegment second(Second second, int end) {
    return next(
        switch (second) {
          case AT_THE_END -> end;
          case BEFORE_THE_END -> end - 1;
          case BEFORE_THE_BEGINNING -> -1;
          case FAR_BEHIND -> FAR;
          case OUT_OF_RANGE -> Long.MAX_VALUE - 10;
        });
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnWhereASegmentBegins(Second second) throws Exception {
    empty.append(PUT).append(NEXT);
    agree(empty, second(second, empty.bytes().length));
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnWhereASegmentBehindATearBegins(Second second) throws Exception {
    empty.append(PUT);
    agree(empty, second(second, empty.bytes().length));
  }

  @Test
  void agreesOnACommitWithoutCatalog() throws Exception {
    agree(empty.next(1, 0).append(PUT));
  }

  @Test
  void agreesOnASegmentWithoutCatalogOfItsOwn() throws Exception {
    agree(empty.append(NEXT), empty.next(2, FAR).append(PUT));
  }

  @Test
  void agreesOnASegmentWithoutFrames() throws Exception {
    agree(empty.append(PUT).append(NEXT), empty.next(2, FAR));
  }

  @Test
  void agreesOnBytesOfCommitsThatAreOthers() throws Exception {
    Random random = new Random(Seed.next("SecondReaderOfForgedLogsTest"));
    for (int n = 1; n <= 20; n++) {
      empty.append("00 02 00 01 %02x 04 02 %02x 62 %02x".formatted(0x60 + n, n % 3, n));
      empty.append("00 02 01 01 %02x".formatted(0x60 + n / 2));
    }
    byte[] plain = empty.bytes();
    for (int i = 0; i < ROUNDS; i++) {
      ForgedSegment segment = ForgedSegment.of(plain);
      List<Integer> frames = segment.frames();
      int frame = frames.get(random.nextInt(1, frames.size()));
      byte[] payload = segment.payload(frame);
      payload[random.nextInt(payload.length)] =
          (byte) random.nextInt(random.nextBoolean() ? 8 : 256);
      segment.replace(frame, payload);
      agree(segment);
    }
  }
}
