package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Codecs;
import org.junit.jupiter.api.Test;

class SameBytesTest {
  @Test
  void whatEqualsTellsApartMayBeTheSame() {
    SameBytes<byte[]> same = new SameBytes<>(Codecs.BYTE_ARRAY);
    assertThat(same.areSame(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
    assertThat(same.areSame(new byte[] {1, 2}, new byte[] {1, 3})).isFalse();
    assertThat(same.areSame(new byte[] {1, 2}, new byte[] {1, 2, 3})).isFalse();
  }

  @Test
  void nothingIsTheSameAsNothingOnly() {
    SameBytes<String> same = new SameBytes<>(Codecs.STRING);
    assertThat(same.areSame(null, null)).isTrue();
    assertThat(same.areSame("", null)).isFalse();
    assertThat(same.areSame(null, "")).isFalse();
  }
}
