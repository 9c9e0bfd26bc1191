package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.fuzz.Parcel;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan of the segments in a {@link Parcel}: says how far the log goes, or that it is corrupt or
 * newer, and the same each time. What a salvage keeps begins with what a scan shows.
 */
public final class ScanTarget {
  private ScanTarget() {}

  /** What a scan found, in words that can be compared. */
  private record Found(@Nullable LogScan scan, String refusal, List<String> frames) {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    SimulatedDirectory directory = Parcel.of(input).directory().readOnly();
    Found found = scan(directory);
    assertThat(scan(directory)).isEqualTo(found);
    LogScan scan = found.scan();
    if (scan != null) {
      assertThat(scan.frames()).isGreaterThanOrEqualTo(found.frames().size());
      assertThat(scan.tornBytes()).isNotNegative();
      List<String> salvaged = salvage(directory, scan.databaseId());
      assertThat(salvaged).hasSizeGreaterThanOrEqualTo(found.frames().size());
      assertThat(salvaged.subList(0, found.frames().size())).isEqualTo(found.frames());
      if (scan.isSealed()) {
        assertThat(scan.tornBytes()).isZero();
      }
    } else {
      salvage(directory, null);
    }
    assertThat(directory.openFiles()).isZero();
    assertThat(directory.liveMappings()).isZero();
  }

  private static Found scan(SimulatedDirectory directory) throws IOException {
    List<String> frames = new ArrayList<>();
    try {
      LogScan scan =
          LogScan.readOnly(
              directory,
              Segments.FIRST,
              null,
              (kind, position, buffer, offset, length) ->
                  frames.add(frame(kind, position, buffer, offset, length)));
      return new Found(scan, "", frames);
    } catch (CorruptDatabaseException | DatabaseOpenException e) {
      return new Found(null, e.toString(), frames);
    }
  }

  /**
   * The frames that a salvage shows, of the segments up to the first that is of another database.
   */
  private static List<String> salvage(SimulatedDirectory directory, @Nullable DatabaseId databaseId)
      throws IOException {
    List<String> frames = new ArrayList<>();
    for (long number : LogSalvage.numbers(directory)) {
      try (LogSalvage segment = LogSalvage.open(directory, number)) {
        if (segment == null || (databaseId != null && !segment.databaseId().equals(databaseId))) {
          break;
        }
        segment.read(
            (kind, position, buffer, offset, length) ->
                frames.add(frame(kind, position, buffer, offset, length)),
            (offset, length, bodies) -> {
              assertThat(length).isPositive();
              assertThat(offset + length).isLessThanOrEqualTo(segment.size());
              assertThat(bodies).allSatisfy(body -> assertThat(body.length).isPositive());
            });
      } catch (DatabaseOpenException e) {
        break; // a newer release wrote it
      }
    }
    return frames;
  }

  private static String frame(byte kind, long position, byte[] buffer, int offset, int length) {
    return kind + "@" + position + ":" + HexFormat.of().formatHex(buffer, offset, offset + length);
  }
}
