package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void laterChangesOfTheArrayDoNotReachIt() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toByteArray()[1] = 9;
    assertThat(bytes).isEqualTo(Bytes.of((byte) 1, (byte) 2));
  }

  @Test
  void equalContentIsEqual() {
    Bytes bytes = Bytes.parseHex("00ff");
    assertThat(bytes)
        .isEqualTo(Bytes.copyOf(new byte[] {7, 0, -1}, 1, 2))
        .hasSameHashCodeAs(Bytes.parseHex("00FF"))
        .isNotEqualTo(Bytes.parseHex("00fe"));
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    assertThat(Bytes.parseHex("7f")).isLessThan(Bytes.parseHex("80"));
    assertThat(Bytes.parseHex("80")).isLessThan(Bytes.parseHex("8000"));
  }

  @Test
  void textIsHexadecimal() {
    assertThat(Bytes.parseHex("00ab")).hasToString("00ab");
    assertThat(Bytes.of()).hasToString("");
  }

  @Test
  void longTextIsCutAndSaysTheLength() {
    assertThat(Bytes.of(new byte[33])).hasToString("00".repeat(32) + "…(33 bytes)");
    assertThat(Bytes.of(new byte[33]).toHex()).isEqualTo("00".repeat(33));
  }

  @Test
  void otherTextThanHexadecimalIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.parseHex("0"));
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.parseHex("zz"));
  }

  @Test
  void indexIsChecked() {
    Bytes bytes = Bytes.parseHex("0102");
    assertThat(bytes.length()).isEqualTo(2);
    assertThat(bytes.get(1)).isEqualTo((byte) 2);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.get(2));
  }

  @Test
  void codecWritesLengthAndBytes() {
    Encoder out = new Encoder();
    Bytes.codec().encode(Bytes.parseHex("0a0b"), out);
    assertThat(out.toByteArray()).containsExactly(2, 0x0a, 0x0b);
    assertThat(Bytes.codec().decode(new Decoder(out.toByteArray())))
        .isEqualTo(Bytes.parseHex("0a0b"));
    assertThat(Bytes.codec().type()).isEqualTo(TypeDescriptor.Scalar.BYTES);
  }

  @Test
  void freezingKeepsTheInstance() {
    Bytes bytes = Bytes.parseHex("01");
    assertThat(Bytes.codec().freeze(bytes)).isSameAs(bytes);
  }
}
