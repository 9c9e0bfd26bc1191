package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class DecoderTest {

  @Test
  void nativeMemoryIsReadEvenAfterItIsGone() {
    Decoder in;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(3);
      segment.copyFrom(MemorySegment.ofArray(new byte[] {2, 'h', 'i'}));
      in = new Decoder(segment);
    }
    assertThat(in.readString()).isEqualTo("hi");
    in.expectEnd();
  }

  @Test
  void readOnlySegmentsAreRead() {
    Decoder in = new Decoder(MemorySegment.ofArray(new byte[] {7}).asReadOnly());
    assertThat(in.readByte()).isEqualTo((byte) 7);
  }

  @Test
  void offsetsCountFromTheStartOfTheInput() {
    Decoder in = new Decoder(new byte[] {9, 9, 1, 5}, 2, 2);
    assertThat(in.readBoolean()).isTrue();
    assertThat(in.offset()).isEqualTo(1);
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(in::readBoolean)
        .withMessage("expected 0 or 1, found 5 at offset 1")
        .satisfies(e -> assertThat(e.offset()).isEqualTo(1));
  }

  @Test
  void nothingIsReadBeyondTheLimit() {
    Decoder in = new Decoder(new byte[] {1, 2, 3}, 0, 2);
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> in.readRawBytes(3))
        .withMessage("unexpected end: 3 bytes wanted, 2 left at offset 0");
  }

  @Test
  void trailingBytesAreRefused() {
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> new Decoder(new byte[2]).expectEnd())
        .withMessageStartingWith("2 trailing bytes");
  }

  @Test
  void countIsComparedWithTheBytesThatAreLeft() {
    Decoder in = new Decoder(new byte[] {3, 0, 0, 0, 0, 0});
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> in.readCount(2))
        .withMessage("count 3 exceeds the input: at most 2 fit at offset 0");
  }

  @Test
  void nestingIsBoundedOnBothSides() {
    Tree deepest = Tree.chain(Encoder.MAX_DEPTH);
    Encoder out = new Encoder();
    Tree.CODEC.encode(deepest, out);
    assertThat(Tree.CODEC.decode(new Decoder(out.toByteArray()))).isEqualTo(deepest);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tree.CODEC.encode(Tree.chain(Encoder.MAX_DEPTH + 1), new Encoder()));
    byte[] deeper = new byte[2 * Encoder.MAX_DEPTH + 2];
    for (int i = 1; i < deeper.length - 1; i += 2) {
      deeper[i] = 1;
    }
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> Tree.CODEC.decode(new Decoder(deeper)))
        .withMessageContaining("nested deeper");
  }

  @Test
  void resetForgetsDepthAndPosition() {
    Decoder in = new Decoder(new byte[] {1});
    in.enter();
    in.readByte();
    in.reset(new byte[] {4, 5}, 1, 1);
    assertThat(in.offset()).isZero();
    assertThat(in.readByte()).isEqualTo((byte) 5);
    for (int i = 0; i < Encoder.MAX_DEPTH; i++) {
      in.enter();
    }
  }

  @Test
  void unknownVariantNamesTheType() {
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> new Decoder(new byte[] {3}).readVariant(3, "Plan"))
        .withMessage("Plan has no variant 3, only 3 at offset 0");
  }

  @Test
  void negativeLengthIsTheCallersMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decoder(new byte[1]).readRawBytes(-1));
  }
}
