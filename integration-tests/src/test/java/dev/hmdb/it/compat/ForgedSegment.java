package dev.hmdb.it.compat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes of a segment that no writer writes, with checksums that hold; by docs/format/log.md. */
final class ForgedSegment {
  private static final int HEADER = 64;
  private static final int FRAME_HEAD = 8;
  private static final int ID = 16;
  private static final int NUMBER = 32;
  private static final int BASE = 40;
  private static final int HEADER_CHECKSUM = 60;

  private byte[] bytes;

  private ForgedSegment(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy. */
  static ForgedSegment of(byte[] segment) {
    return new ForgedSegment(segment.clone());
  }

  /** A segment without frames, of the same database. */
  ForgedSegment next(long number, long base) {
    ForgedSegment next = new ForgedSegment(Arrays.copyOf(bytes, HEADER));
    next.numbers().putLong(NUMBER, number).putLong(BASE, base);
    CRC32C checksum = new CRC32C();
    checksum.update(next.bytes, 0, HEADER_CHECKSUM);
    next.numbers().putInt(HEADER_CHECKSUM, (int) checksum.getValue());
    return next;
  }

  private ByteBuffer numbers() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes() {
    return bytes;
  }

  /** The offsets of the frames. */
  List<Integer> frames() {
    List<Integer> offsets = new ArrayList<>();
    int end = bytes.length - FRAME_HEAD;
    for (int at = HEADER; at < end && length(at) > 0; at += FRAME_HEAD + length(at)) {
      offsets.add(at);
    }
    return offsets;
  }

  private int length(int frame) {
    return numbers().getInt(frame);
  }

  byte[] payload(int frame) {
    int begin = frame + FRAME_HEAD;
    return Arrays.copyOfRange(bytes, begin, begin + length(frame));
  }

  /** Appends a frame with this payload. */
  ForgedSegment append(byte[] payload) {
    int at = bytes.length;
    bytes = Arrays.copyOf(bytes, at + FRAME_HEAD + payload.length);
    replace(at, payload);
    return this;
  }

  /** Appends a frame with this payload, in hexadecimal digits; blanks do not count. */
  ForgedSegment append(String payload) {
    return append(HexFormat.of().parseHex(payload.replace(" ", "")));
  }

  /** Replaces the payload of a frame by one as long. */
  void replace(int frame, byte[] payload) {
    System.arraycopy(payload, 0, bytes, frame + FRAME_HEAD, payload.length);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, ID, 16);
    checksum.update(bytes, NUMBER, 8);
    checksum.update(eightBytes(numbers().getLong(BASE) + frame));
    numbers().putInt(frame, payload.length);
    checksum.update(bytes, frame, 4);
    checksum.update(payload);
    numbers().putInt(frame + 4, (int) checksum.getValue());
  }

  private static byte[] eightBytes(long number) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }
}
