package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.log.LittleEndian;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Makes entries of the payloads of compressed blocks. For several threads. */
final class BlockInflation implements AutoCloseable {
  /*
   * A payload is input, even if its checksum holds. The length that it claims is compared with what its
   * bytes can hold at most, and with MAX_LENGTH, before an array of it is made, and the stream has to end
   * exactly where the array and the payload do. So a block can cost 16 MiB beside its own bytes, whatever it
   * says, and nothing grows while it is read.
   *
   * An Inflater has memory outside of the heap, so there are only as many as threads that ever read at
   * once, and close() ends them.
   */
  private final ConcurrentLinkedQueue<Inflater> idle = new ConcurrentLinkedQueue<>();

  /**
   * The entries that a payload holds.
   *
   * @throws DataFormatException if it is none of a compressed block; its message says why
   */
  byte[] entries(byte[] payload) throws DataFormatException {
    int max = CompressedLayout.maxLength(payload.length);
    long length = max == 0 ? 0 : claimed(payload);
    if (length == 0 || length > max) {
      throw new DataFormatException(
          "length=" + length + " is not possible in " + payload.length + " bytes");
    }
    byte[] entries = new byte[(int) length];
    Inflater inflater = taken();
    try {
      inflater.setInput(payload, CompressedLayout.STREAM_OFFSET, stream(payload));
      int found = fill(inflater, entries);
      // The end of a stream is a symbol of its own, which may still be to come.
      int more = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
      if (found < length || more > 0 || !inflater.finished() || inflater.getRemaining() > 0) {
        throw new DataFormatException(
            "the stream does not end with length=" + length + " and with the block");
      }
      return entries;
    } finally {
      giveBack(inflater);
    }
  }

  /** The entries as far as a payload that is damaged has them; not to be trusted. */
  byte[] entriesOfDamaged(byte[] payload) {
    int max = CompressedLayout.maxLength(payload.length);
    if (max == 0) {
      return new byte[0];
    }
    long claimed = claimed(payload);
    byte[] entries = new byte[claimed == 0 ? max : (int) Math.min(claimed, max)];
    Inflater inflater = taken();
    try {
      inflater.setInput(payload, CompressedLayout.STREAM_OFFSET, stream(payload));
      int found = fill(inflater, entries);
      return Arrays.copyOf(entries, found);
    } catch (DataFormatException e) { // from here on; what came before is in the array
      return Arrays.copyOf(entries, (int) inflater.getBytesWritten());
    } finally {
      giveBack(inflater);
    }
  }

  private static long claimed(byte[] payload) {
    return LittleEndian.getUnsignedInt(payload, CompressedLayout.LENGTH_OFFSET);
  }

  private static int stream(byte[] payload) {
    return payload.length - CompressedLayout.STREAM_OFFSET;
  }

  /** Inflates until the array is full or there is no more; returns how much there was. */
  private static int fill(Inflater inflater, byte[] into) throws DataFormatException {
    int found = 0;
    while (found < into.length) {
      int more = inflater.inflate(into, found, into.length - found);
      if (more == 0) {
        return found; // the end of the stream or of the input; no dictionary is ever set
      }
      found += more;
    }
    return found;
  }

  private Inflater taken() {
    Inflater inflater = idle.poll();
    return inflater == null ? new Inflater(true) : inflater;
  }

  private void giveBack(Inflater inflater) {
    inflater.reset();
    idle.add(inflater);
  }

  /** Gives back memory outside of the heap. Nobody may be reading. */
  @Override
  public void close() {
    for (Inflater inflater = idle.poll(); inflater != null; inflater = idle.poll()) {
      inflater.end();
    }
  }
}
