package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private final Encoder out = new Encoder(0);

  @Test
  void bufferGrowsAndKeepsWhatWasWritten() {
    for (int i = 0; i < 1000; i++) {
      out.writeRawLong(i);
    }
    Decoder in = new Decoder(out.array(), 0, out.position());
    for (int i = 0; i < 1000; i++) {
      assertThat(in.readRawLong()).isEqualTo(i);
    }
    in.expectEnd();
  }

  @Test
  void clearForgetsBytesAndDepth() {
    out.enter();
    out.writeInt(1);
    out.clear();
    assertThat(out.position()).isZero();
    for (int i = 0; i < Encoder.MAX_DEPTH; i++) {
      out.enter();
    }
  }

  @Test
  void varintBoundariesTakeTheShortestForm() {
    for (long value : new long[] {0, 250}) {
      assertThat(sizeOfVarint(value)).isEqualTo(1);
    }
    for (long value : new long[] {251, 0xFFFF}) {
      assertThat(sizeOfVarint(value)).isEqualTo(3);
    }
    for (long value : new long[] {0x1_0000, 0xFFFF_FFFFL}) {
      assertThat(sizeOfVarint(value)).isEqualTo(5);
    }
    for (long value : new long[] {0x1_0000_0000L, Long.MAX_VALUE, -1}) {
      assertThat(sizeOfVarint(value)).isEqualTo(9);
    }
  }

  @Test
  void largest128BitIntegersComeBack() {
    BigInteger largest = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    BigInteger least = BigInteger.ONE.shiftLeft(127).negate();
    out.writeVarint128(largest);
    out.writeInt128(least);
    Decoder in = new Decoder(out.toByteArray());
    assertThat(in.readVarint128()).isEqualTo(largest);
    assertThat(in.readInt128()).isEqualTo(least);
  }

  @Test
  void integersBeyond128BitsAreRefused() {
    BigInteger tooLarge = BigInteger.ONE.shiftLeft(128);
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeVarint128(tooLarge));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out.writeVarint128(BigInteger.valueOf(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeInt128(tooLarge.shiftRight(1)));
  }

  @Test
  void negativeCountsAndIndexesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeCount(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeVariant(-1));
  }

  @Test
  void surrogatesAreNoCodePoints() {
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeCodePoint(0xD800));
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeCodePoint(0x110000));
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeCodePoint(-1));
  }

  @Test
  void nanPayloadsAreKept() {
    out.writeFloat(Float.intBitsToFloat(0x7FC00001));
    out.writeDouble(Double.longBitsToDouble(0xFFF8000000000001L));
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("0100c07f010000000000f8ff");
  }

  private int sizeOfVarint(long value) {
    out.clear();
    out.writeVarint(value);
    return out.position();
  }
}
