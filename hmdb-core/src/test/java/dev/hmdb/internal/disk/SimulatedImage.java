package dev.hmdb.internal.disk;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the operating system and the disk hold of one file. Guarded by its directory. */
final class SimulatedImage {
  /*
   * Three images of the file:
   *   bytes    what a process reads, and what its mappings are;
   *   clean    what the operating system believes to be on the disk;
   *   durable  what is on the disk.
   * A sector is dirty if it was written since it was last synced, which is noted, or if it differs from
   * `clean`, which is how stores through a mapping are found. A sync makes dirty sectors durable and
   * clean. A sync that fails makes them clean and not durable, as Linux does: the next one succeeds
   * and leaves them where they are.
   *
   * A mapping is a slice of `bytes`, so that must not be replaced while there is one: the first mapping
   * gives it its final capacity. It is made of longs, because what is made of bytes cannot be accessed
   * as a shared variable.
   */
  static final int SECTOR = 512;

  private MemorySegment bytes = allocate(0);
  private int size;
  private byte[] clean = new byte[0];
  private byte[] durable = new byte[0];
  private final BitSet written = new BitSet();

  private boolean hasFinalCapacity;
  private final List<MemorySegment> mappings = new ArrayList<>();

  int handles;

  private static MemorySegment allocate(int capacity) {
    long[] longs = new long[(capacity + Long.BYTES - 1) / Long.BYTES];
    return MemorySegment.ofArray(longs).asSlice(0, capacity);
  }

  int size() {
    return size;
  }

  /** What a process reads now. */
  private byte[] seen() {
    byte[] seen = new byte[size];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, seen, 0, size);
    return seen;
  }

  int mappings() {
    return mappings.size();
  }

  int read(long offset, byte[] buffer, int bufferOffset, int length) {
    int count = Math.clamp(size - offset, 0, length);
    MemorySegment.copy(
        bytes, ValueLayout.JAVA_BYTE, Math.min(offset, size), buffer, bufferOffset, count);
    return count;
  }

  void write(int offset, byte[] buffer, int bufferOffset, int length) {
    extend(offset + length);
    MemorySegment.copy(buffer, bufferOffset, bytes, ValueLayout.JAVA_BYTE, offset, length);
    if (length > 0) {
      written.set(offset / SECTOR, (offset + length - 1) / SECTOR + 1);
    }
  }

  void truncate(int newSize) throws IOException {
    for (MemorySegment mapping : mappings) {
      if (endOf(mapping) > newSize) {
        throw new IOException("a mapping reaches beyond the new size " + newSize);
      }
    }
    extend(newSize);
    bytes.asSlice(newSize, size - newSize).fill((byte) 0);
    size = newSize;
  }

  private void extend(int newSize) {
    int capacity = capacity();
    if (newSize > capacity) {
      reallocate(Math.max(newSize, 2 * capacity));
    }
    size = Math.max(size, newSize);
  }

  private int capacity() {
    return (int) bytes.byteSize();
  }

  private void reallocate(int capacity) {
    if (hasFinalCapacity) {
      throw new IllegalStateException(
          "a mapped file of "
              + capacity()
              + " bytes cannot grow; give the directory more capacity");
    }
    MemorySegment larger = allocate(capacity);
    MemorySegment.copy(bytes, 0, larger, 0, size);
    bytes = larger;
  }

  MemorySegment map(int offset, int length, int capacity) {
    if (!hasFinalCapacity) {
      reallocate(Math.max(capacity, capacity()));
      hasFinalCapacity = true;
    }
    MemorySegment mapping = bytes.asSlice(offset, length);
    mappings.add(mapping);
    return mapping;
  }

  void unmap(MemorySegment mapping) {
    mappings.removeIf(live -> live == mapping);
  }

  private static long endOf(MemorySegment mapping) {
    // a heap segment's address is its offset in the array
    return mapping.address() + mapping.byteSize();
  }

  void sync() {
    // One copy for both: what a mapping is given meanwhile is in neither, and so still dirty.
    byte[] seen = seen();
    byte[] next = Arrays.copyOf(durable, size);
    for (int sector : dirty(seen)) {
      copySector(seen, next, sector);
    }
    durable = next;
    markClean(seen);
  }

  /** Makes a range durable, and the size as far as that needs it. */
  void sync(int offset, int length) {
    if (length > 0) {
      int end = offset + length;
      byte[] seen = seen();
      durable = Arrays.copyOf(durable, Math.max(durable.length, end));
      clean = Arrays.copyOf(clean, Math.max(clean.length, end));
      for (int sector = offset / SECTOR; sector * SECTOR < end; sector++) {
        copySector(seen, durable, sector);
        copySector(seen, clean, sector);
        written.clear(sector);
      }
    }
  }

  /**
   * The operating system tries to write the dirty sectors, cannot, and forgets that they are dirty.
   */
  void failSync() {
    markClean(seen());
  }

  private void markClean(byte[] seen) {
    clean = seen;
    written.clear();
  }

  /** The operating system writes some dirty sectors of its own accord. */
  void writeBack(RandomGenerator random) {
    byte[] seen = seen();
    byte[] next = Arrays.copyOf(durable, Math.max(durable.length, size));
    clean = Arrays.copyOf(clean, Math.max(clean.length, size));
    for (int sector : dirty(seen)) {
      if (random.nextBoolean()) {
        copySector(seen, next, sector);
        copySector(seen, clean, sector);
        written.clear(sector);
      }
    }
    durable = next;
  }

  private int[] dirty(byte[] seen) {
    int sectors = (size + SECTOR - 1) / SECTOR;
    int[] dirty = new int[sectors];
    int count = 0;
    for (int sector = 0; sector < sectors; sector++) {
      if (written.get(sector) || differs(seen, size, clean, clean.length, sector)) {
        dirty[count++] = sector;
      }
    }
    return Arrays.copyOf(dirty, count);
  }

  /** What is left after a power cut. */
  SimulatedImage crash(LossPattern pattern, RandomGenerator random) {
    byte[] seen = seen();
    int longest = Math.max(size, durable.length);
    int[] atStake = new int[(longest + SECTOR - 1) / SECTOR];
    int count = 0;
    for (int sector = 0; sector * SECTOR < longest; sector++) {
      if (differs(seen, size, durable, durable.length, sector)) {
        atStake[count++] = sector;
      }
    }
    byte[] left = Arrays.copyOf(durable, longest);
    boolean[] kept = pattern.kept(count, random);
    for (int i = 0; i < count; i++) {
      if (kept[i]) {
        Arrays.fill(
            left, atStake[i] * SECTOR, Math.min((atStake[i] + 1) * SECTOR, longest), (byte) 0);
        copySector(seen, left, atStake[i]);
      }
    }
    return ofDurable(Arrays.copyOf(left, sizeLeft(pattern, random)));
  }

  /**
   * A file may come out longer than its data, which is then zeros, or shorter than what was kept.
   */
  private int sizeLeft(LossPattern pattern, RandomGenerator random) {
    return switch (pattern) {
      case NONE -> size;
      case ALL -> durable.length;
      case PREFIX, RANDOM ->
          switch (random.nextInt(3)) {
            case 0 -> size;
            case 1 -> durable.length;
            default ->
                Math.min(size, durable.length)
                    + random.nextInt(Math.abs(size - durable.length) + 1);
          };
    };
  }

  private static SimulatedImage ofDurable(byte[] bytes) {
    SimulatedImage image = new SimulatedImage();
    image.write(0, bytes, 0, bytes.length);
    image.written.clear();
    image.clean = bytes;
    image.durable = bytes;
    return image;
  }

  /** What another process finds when this one is gone. */
  SimulatedImage kill() {
    SimulatedImage image = new SimulatedImage();
    image.bytes = allocate(size);
    MemorySegment.copy(bytes, 0, image.bytes, 0, size);
    image.size = size;
    image.clean = clean;
    image.durable = durable;
    image.written.or(written);
    return image;
  }

  /** Whether the sector of two files differs, both taken to go on with zeros. */
  private static boolean differs(byte[] a, int aSize, byte[] b, int bSize, int sector) {
    int from = sector * SECTOR;
    int to = from + SECTOR;
    if (to <= aSize && to <= bSize) {
      return !Arrays.equals(a, from, to, b, from, to);
    }
    return !Arrays.equals(padded(a, aSize, from), padded(b, bSize, from));
  }

  private static byte[] padded(byte[] bytes, int size, int from) {
    byte[] sector = new byte[SECTOR];
    int length = Math.clamp(size - from, 0, SECTOR);
    if (length > 0) {
      System.arraycopy(bytes, from, sector, 0, length);
    }
    return sector;
  }

  private static void copySector(byte[] from, byte[] to, int sector) {
    int start = sector * SECTOR;
    int length = Math.min(SECTOR, Math.min(from.length, to.length) - start);
    if (length > 0) {
      System.arraycopy(from, start, to, start, length);
    }
  }
}
