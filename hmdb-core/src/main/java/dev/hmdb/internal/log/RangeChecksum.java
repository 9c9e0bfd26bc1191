package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * The CRC32C of any range of a file's tail at about the same small cost, whatever its length. For
 * one thread.
 */
final class RangeChecksum {
  /*
   * Behind damage a frame may begin at every single byte, and bytes that are no frame may well look
   * like the length of one. Checking each by reading all of its payload takes time that grows with the
   * square of the tail: half an hour for a torn frame of some megabytes of unlucky data.
   *
   * A CRC register is linear. Let C(x) be the register after all bytes from the origin to x, begun with
   * 0, and let shift(r, n) be r after n zero bytes. Then the register after the bytes of [a, b), begun
   * with r, is C(b) ^ shift(C(a) ^ r, b - a). C is kept at every STEP bytes and completed byte by byte;
   * shift multiplies by a power of x modulo the polynomial, by repeated squaring: at most 34 products
   * of 32 steps. Together about two microseconds.
   *
   * Polynomials are held as CRC32C holds them: the highest bit is the coefficient of x^0.
   */
  private static final int POLYNOMIAL = 0x82F63B78;

  private static final int STEP = 256;

  private static final int[] TABLE = table();

  /** At index i: x^(8 * 2^i), the product with which is 2^i zero bytes. */
  private static final int[] ZERO_BYTES = zeroBytes();

  private final DiskFile file;
  private final long origin;

  /** C at origin + index * STEP. */
  private final int[] registers;

  private final byte[] piece = new byte[STEP];

  RangeChecksum(DiskFile file, long origin, long end) throws IOException {
    this.file = file;
    this.origin = origin;
    this.registers = new int[Math.toIntExact((end - origin) / STEP) + 1];
    byte[] chunk = new byte[STEP * Math.clamp(registers.length, 1, 4096)];
    CRC32C crc = new CRC32C();
    int index = 0;
    while (index + 1 < registers.length) {
      int length = Math.min(chunk.length, (registers.length - 1 - index) * STEP);
      read(origin + (long) index * STEP, chunk, length);
      for (int at = 0; at < length; at += STEP) {
        crc.reset();
        crc.update(chunk, at, STEP);
        registers[index + 1] = ~(int) crc.getValue() ^ shift(~registers[index], STEP);
        index++;
      }
    }
  }

  /**
   * The CRC32C of {@code before} and then the bytes of {@code [from, from + length)}.
   *
   * @param before a CRC32C of what comes before, as {@link CRC32C#getValue} gives it
   */
  int of(int before, long from, int length) throws IOException {
    return ~(register(from + length) ^ shift(register(from) ^ ~before, length));
  }

  private int register(long offset) throws IOException {
    int index = (int) ((offset - origin) / STEP);
    long start = origin + (long) index * STEP;
    int length = (int) (offset - start);
    read(start, piece, length);
    int register = registers[index];
    for (int i = 0; i < length; i++) {
      register = (register >>> 8) ^ TABLE[(register ^ piece[i]) & 0xFF];
    }
    return register;
  }

  private void read(long offset, byte[] bytes, int length) throws IOException {
    if (file.read(offset, bytes, 0, length) < length) {
      throw new IOException(
          file.path() + ": became shorter than " + (offset + length) + " while it was read");
    }
  }

  private static int shift(int register, int bytes) {
    int shifted = register;
    for (int i = 0; bytes >>> i != 0; i++) {
      if ((bytes >>> i & 1) != 0) {
        shifted = product(shifted, ZERO_BYTES[i]);
      }
    }
    return shifted;
  }

  private static int product(int a, int b) {
    int product = 0;
    int power = b; // b * x^i
    for (int coefficient = 1 << 31; coefficient != 0; coefficient >>>= 1) {
      if ((a & coefficient) != 0) {
        product ^= power;
      }
      power = timesX(power);
    }
    return product;
  }

  private static int timesX(int a) {
    return (a >>> 1) ^ ((a & 1) != 0 ? POLYNOMIAL : 0);
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int register = i;
      for (int bit = 0; bit < 8; bit++) {
        register = timesX(register);
      }
      table[i] = register;
    }
    return table;
  }

  private static int[] zeroBytes() {
    int[] powers = new int[31];
    powers[0] = 1 << 23; // x^8
    for (int i = 1; i < powers.length; i++) {
      powers[i] = product(powers[i - 1], powers[i - 1]);
    }
    return powers;
  }
}
