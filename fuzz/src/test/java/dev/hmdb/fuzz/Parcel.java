package dev.hmdb.fuzz;

import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.SegmentRepair;
import dev.hmdb.internal.snapshot.SnapshotRepair;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a directory, as the bytes of one input. */
public record Parcel(Map<String, byte[]> files) {
  /*
   * parcel = mode file*
   * file   = name length content      ; one byte, two bytes (little-endian), as many as there are
   *
   * A checksum stops a fuzzer at once. So the mode may ask for what it cannot guess: bit 0, that
   * headers belong to one database and hold; bit 1, that the checksums of frames, sections and the
   * trailer hold. Whatever else the bytes say stays.
   */
  static final int WHOLE_HEADERS = 1;
  static final int WHOLE_CHECKSUMS = 2;

  /** No file is longer, so that a log can grow on the simulated disk. */
  private static final int MAX_FILE = 0xFFFF;

  private static final int DISK_FILE = 1 << 18;

  /** At its index: the name. The indices are in stored inputs; names are only added. */
  private static final List<String> NAMES =
      List.of(
          "log-0000000000000001.hmdb",
          "log-0000000000000002.hmdb",
          "log-0000000000000003.hmdb",
          "snapshot-0000000000000001.hmdb",
          "snapshot-0000000000000002.hmdb",
          "snapshot-0000000000000003.hmdb",
          "log-0000000000000002.hmdb.tmp",
          "snapshot-0000000000000002.hmdb.tmp",
          "log-9999999999999999.hmdb",
          "snapshot-9999999999999999.hmdb",
          "log-0000000000000002.hmdb.damaged-1",
          "notes.txt");

  /** Reads an input; any bytes are one. */
  public static Parcel of(byte[] input) {
    Map<String, byte[]> files = new TreeMap<>();
    int at = 1;
    while (at + 3 <= input.length) {
      String name = NAMES.get((input[at] & 0xFF) % NAMES.size());
      int length = (input[at + 1] & 0xFF) | (input[at + 2] & 0xFF) << 8;
      int end = Math.min(input.length, at + 3 + length);
      files.put(name, Arrays.copyOfRange(input, at + 3, end));
      at = end;
    }
    int mode = input.length == 0 ? 0 : input[0];
    if ((mode & WHOLE_HEADERS) != 0) {
      DatabaseId id = new DatabaseId(0x0123456789ABCDEFL, 0x1122334455667788L);
      files.forEach((name, bytes) -> repairHeader(name, bytes, id));
    }
    if ((mode & WHOLE_CHECKSUMS) != 0) {
      files.forEach(Parcel::repairChecksums);
    }
    return new Parcel(files);
  }

  private static boolean isSegment(String name) {
    return name.startsWith("log-");
  }

  private static boolean isSnapshot(String name) {
    return name.startsWith("snapshot-");
  }

  private static void repairHeader(String name, byte[] bytes, DatabaseId id) {
    if (isSegment(name)) {
      SegmentRepair.header(bytes, id, number(name));
    } else if (isSnapshot(name)) {
      SnapshotRepair.header(bytes, id, number(name));
    }
  }

  private static long number(String name) {
    int from = name.indexOf('-') + 1;
    return Long.parseLong(name.substring(from, from + 16));
  }

  private static void repairChecksums(String name, byte[] bytes) {
    if (isSegment(name)) {
      SegmentRepair.frames(bytes);
    } else if (isSnapshot(name)) {
      SnapshotRepair.sections(bytes);
    }
  }

  /** A directory of these files. */
  public SimulatedDirectory directory() {
    SimulatedDirectory directory = new SimulatedDirectory(DISK_FILE);
    files.forEach(directory::put);
    return directory;
  }

  /** An input of which {@link #of} makes these files, up to what the mode changes. */
  byte[] input(int mode) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write(mode);
    files.forEach((name, bytes) -> {
      if (bytes.length > MAX_FILE) {
        throw new IllegalArgumentException(name + " has " + bytes.length + " bytes");
      }
      input.write(NAMES.indexOf(name));
      input.write(bytes.length);
      input.write(bytes.length >> 8);
      input.writeBytes(bytes);
    });
    return input.toByteArray();
  }

  /** The files of a directory that have a name here. */
  static Parcel of(SimulatedDirectory directory) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : directory.list()) {
      if (NAMES.contains(name)) {
        files.put(name, directory.bytes(name));
      }
    }
    return new Parcel(files);
  }
}
