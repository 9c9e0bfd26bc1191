package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListKeyTest {
  private static final int MILLION = 1_000_000;

  private static ListKey between(@Nullable ListKey lower, @Nullable ListKey upper) {
    ListKey key = ListKey.between(lower, upper);
    if (lower != null) {
      assertThat(lower.compareTo(key)).isNegative();
    }
    if (upper != null) {
      assertThat(key.compareTo(upper)).isNegative();
    }
    return key;
  }

  private static byte[] encoded(ListKey key) {
    Encoder out = new Encoder();
    ListKey.codec().encode(key, out);
    return out.toByteArray();
  }

  private static ListKey decoded(int... bytes) {
    byte[] input = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      input[i] = (byte) bytes[i];
    }
    return ListKey.codec().decode(new Decoder(input));
  }

  @Test
  void aMillionAtTheEndTakeOneDigit() {
    ListKey last = null;
    for (int i = 0; i < MILLION; i++) {
      last = ListKey.between(last, null);
    }
    assertThat(last).isEqualTo(ListKey.of(MILLION - 1));
    assertThat(encoded(last)).hasSize(6);
  }

  @Test
  void aMillionAtTheFrontTakeOneDigit() {
    ListKey first = null;
    for (int i = 0; i < MILLION; i++) {
      first = ListKey.between(null, first);
    }
    assertThat(first).isEqualTo(ListKey.of(1 - MILLION));
  }

  @Test
  void aMillionAtIndexOneTakeTwoDigits() {
    ListKey first = ListKey.of(0);
    ListKey second = ListKey.of(1);
    for (int i = 0; i < MILLION; i++) {
      second = between(first, second);
    }
    assertThat(second.length()).isEqualTo(2);
  }

  @Test
  void aMillionEachBehindTheOneBeforeTakeTwoDigits() {
    ListKey lower = ListKey.of(0);
    ListKey upper = ListKey.of(1);
    for (int i = 0; i < MILLION; i++) {
      lower = between(lower, upper);
    }
    assertThat(lower.length()).isEqualTo(2);
  }

  @Test
  void aMillionInAGapOfWhatWasRemovedStayShort() {
    ListKey first = ListKey.of(0);
    ListKey second = ListKey.of(Integer.MAX_VALUE);
    for (int i = 0; i < MILLION; i++) {
      second = between(first, second);
    }
    assertThat(second.length()).isEqualTo(2);
  }

  @Test
  void randomPlacesStayShort() {
    RandomGenerator random = Seed.random("ListKey");
    List<ListKey> keys = new ArrayList<>();
    long bytes = 0;
    int longest = 0;
    for (int i = 0; i < 100_000; i++) {
      int at = random.nextInt(keys.size() + 1);
      ListKey key =
          between(at == 0 ? null : keys.get(at - 1), at == keys.size() ? null : keys.get(at));
      keys.add(at, key);
      bytes += encoded(key).length;
      longest = Math.max(longest, key.length());
    }
    assertThat(longest).isLessThan(64);
    assertThat(bytes / keys.size()).isLessThan(24);
  }

  @Test
  void keysBetweenAnyTwoAreFoundAtTheEdgesToo() {
    RandomGenerator random = Seed.random("edges");
    int[] edges = {ListKey.LEAST, ListKey.LEAST + 1, -1, 0, 1, Integer.MAX_VALUE};
    TreeSet<ListKey> keys = new TreeSet<>();
    while (keys.size() < 300) {
      int[] digits = new int[1 + random.nextInt(4)];
      for (int i = 0; i < digits.length; i++) {
        digits[i] = edges[random.nextInt(edges.length)];
      }
      if (digits[digits.length - 1] != ListKey.LEAST) {
        keys.add(ListKey.of(digits));
      }
    }
    between(null, keys.first());
    between(keys.last(), null);
    for (ListKey key : keys.headSet(keys.last())) {
      between(key, keys.higher(key));
    }
  }

  @Test
  void endsOfTheDigitsTakeOneMore() {
    assertThat(between(ListKey.of(Integer.MAX_VALUE), null))
        .isEqualTo(ListKey.of(Integer.MAX_VALUE, 0));
    assertThat(between(null, ListKey.of(ListKey.LEAST + 1)))
        .isEqualTo(ListKey.of(ListKey.LEAST, 0));
  }

  @Test
  void prefixComesBeforeWhatItBegins() {
    assertThat(ListKey.of(1)).isLessThan(ListKey.of(1, -5)).isEqualTo(ListKey.of(1));
    assertThat(ListKey.of(1, -5)).isLessThan(ListKey.of(2)).hasToString("1.-5");
  }

  @Test
  void wrongOrderIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListKey.between(ListKey.of(2), ListKey.of(1)))
        .withMessage("lower=2 upper=1");
  }

  @Test
  void labelsThatNobodyMakesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(ListKey::of);
    assertThatIllegalArgumentException().isThrownBy(() -> ListKey.of(0, ListKey.LEAST));
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> decoded(0, 1, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF));
  }

  @Test
  void digitsAreStoredAsOneAndAList() {
    assertThat(encoded(ListKey.of(1, -1, 300))).containsExactly(2, 2, 1, 0xFB, 0x58, 0x02);
    assertThat(ListKey.codec().type()).hasToString("record ListKey(first: Int, rest: List<Int>)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 1000})
  void longLabelsComeBack(int length) {
    int[] digits = new int[length];
    for (int i = 0; i < length; i++) {
      digits[i] = i - 5;
    }
    ListKey key = ListKey.of(digits);
    assertThat(ListKey.codec().decode(new Decoder(encoded(key))))
        .isEqualTo(key)
        .hasSameHashCodeAs(key);
  }

  @Test
  void entryKeysAreRecordsOfTheirParts() {
    assertThat(SetEntryKey.codec(Codecs.STRING, Codecs.LONG).type())
        .hasToString("record SetEntryKey(key: String, value: Long)");
    assertThat(ListEntryKey.codec(Codecs.STRING).type())
        .hasToString(
            "record ListEntryKey(key: String, position: record ListKey(first: Int, rest: List<Int>))");
    assertThat(Unit.codec().type()).hasToString("record Unit()");
  }

  @Test
  void partsOfEntryKeysAreFrozen() {
    byte[] part = {1};
    SetEntryKey<String, byte[]> frozen =
        SetEntryKey.codec(Codecs.STRING, Codecs.BYTE_ARRAY).freeze(new SetEntryKey<>("a", part));
    assertThat(frozen.value()).isNotSameAs(part).containsExactly(1);
  }

  @Test
  void nullIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> new SetEntryKey<String, @Nullable String>("a", null))
        .withMessage("value is null");
  }
}
