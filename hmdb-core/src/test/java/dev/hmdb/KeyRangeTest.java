package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
  private record Place(String room, int row, int seat) {}

  private static final Comparator<Place> BY_COMPONENTS =
      Comparator.comparing(Place::room).thenComparingInt(Place::row).thenComparingInt(Place::seat);

  private static List<Integer> numbersIn(KeyRange<Integer> range) {
    return IntStream.rangeClosed(1, 6)
        .boxed()
        .filter(each -> range.contains(each, Comparator.naturalOrder()))
        .toList();
  }

  private static List<Place> placesIn(KeyRange<Place> range) {
    return Places.ALL.stream().filter(each -> range.contains(each, BY_COMPONENTS)).toList();
  }

  /** All places of two rooms, two rows and two seats, in order. */
  private static final class Places {
    static final List<Place> ALL =
        IntStream.range(0, 8)
            .mapToObj(i -> new Place(i < 4 ? "a" : "b", i / 2 % 2, i % 2))
            .toList();
  }

  private record Price(BigDecimal amount, String label) {}

  /** As the order of a record by its components is. */
  private static final Comparator<Price> BY_PRICE =
      Comparator.comparing(
              Price::amount, Comparator.<BigDecimal>naturalOrder().thenComparing(BigDecimal::scale))
          .thenComparing(Price::label);

  private static List<String> pricesIn(KeyRange<Price> range) {
    return Stream.of("1 a", "1 z", "1.0 a", "1.0 z", "1.00 a", "2 a")
        .map(text -> text.split(" "))
        .map(words -> new Price(new BigDecimal(words[0]), words[1]))
        .filter(each -> range.contains(each, BY_PRICE))
        .map(each -> each.amount() + " " + each.label())
        .toList();
  }

  /*
   * 1 and 1.0 were taken for one leading component, in which the next one is not in order: a search
   * among 1 z and 1.0 a went wrong.
   */
  @Test
  void decimalComponentsAreOfOneScale() {
    BigDecimal one = new BigDecimal("1.0");
    assertThat(pricesIn(KeyRange.leading(Price::amount, one))).containsExactly("1.0 a", "1.0 z");
    assertThat(pricesIn(KeyRange.leading(Price::amount, one).then(Price::label, "a")))
        .containsExactly("1.0 a");
    assertThat(pricesIn(KeyRange.leading(Price::amount, KeyRange.greaterThan(one))))
        .containsExactly("1.00 a", "2 a");
  }

  @Test
  void decimalComponentsWithoutTheirScalesAreOneNumber() {
    KeyRange<Price> ones =
        KeyRange.leading(
            price -> price.amount().stripTrailingZeros(),
            new BigDecimal("1.0").stripTrailingZeros());
    assertThat(pricesIn(ones)).containsExactly("1 a", "1 z", "1.0 a", "1.0 z", "1.00 a");
  }

  @Test
  void endsAreOpenOrClosed() {
    assertThat(numbersIn(KeyRange.closed(2, 4))).containsExactly(2, 3, 4);
    assertThat(numbersIn(KeyRange.open(2, 4))).containsExactly(3);
    assertThat(numbersIn(KeyRange.closedOpen(2, 4))).containsExactly(2, 3);
    assertThat(numbersIn(KeyRange.openClosed(2, 4))).containsExactly(3, 4);
    assertThat(numbersIn(KeyRange.only(3))).containsExactly(3);
  }

  @Test
  void oneEndMayBeMissing() {
    assertThat(numbersIn(KeyRange.atLeast(5))).containsExactly(5, 6);
    assertThat(numbersIn(KeyRange.greaterThan(5))).containsExactly(6);
    assertThat(numbersIn(KeyRange.atMost(2))).containsExactly(1, 2);
    assertThat(numbersIn(KeyRange.lessThan(2))).containsExactly(1);
    assertThat(numbersIn(KeyRange.all())).hasSize(6);
  }

  @Test
  void endsTheWrongWayRoundHoldNothing() {
    assertThat(numbersIn(KeyRange.closed(4, 2))).isEmpty();
  }

  @Test
  void stringsStartInOneWay() {
    KeyRange<String> range = KeyRange.startingWith("ab");
    assertThat(List.of("a", "aa", "ab", "abc", "ab\uffff", "ac", "b"))
        .filteredOn(each -> range.contains(each, Comparator.naturalOrder()))
        .containsExactly("ab", "abc", "ab\uffff");
    assertThat(range.isBelow("aa", Comparator.naturalOrder())).isTrue();
    assertThat(range.isAbove("ac", Comparator.naturalOrder())).isTrue();
  }

  @Test
  void prefixNeedsTheNaturalOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRange.startingWith("a").contains("b", String.CASE_INSENSITIVE_ORDER))
        .withMessageStartingWith(
            "the strings that start with \"a\" are a range in the natural order of strings, not");
  }

  @Test
  void leadingComponentsSelectWhatFollows() {
    assertThat(placesIn(KeyRange.leading(Place::room, "b"))).isEqualTo(Places.ALL.subList(4, 8));
    assertThat(placesIn(KeyRange.leading(Place::room, "a").then(Place::row, 1)))
        .isEqualTo(Places.ALL.subList(2, 4));
    assertThat(
            placesIn(
                KeyRange.leading(Place::room, "a")
                    .then(Place::row, 1)
                    .then(Place::seat, KeyRange.atLeast(1))))
        .isEqualTo(Places.ALL.subList(3, 4));
    assertThat(placesIn(KeyRange.leading(Place::room, KeyRange.greaterThan("a"))))
        .isEqualTo(Places.ALL.subList(4, 8));
  }

  @Test
  void eachKeyIsOnOneSideOrInside() {
    KeyRange<Place> range =
        KeyRange.leading(Place::room, "a").then(Place::row, KeyRange.lessThan(1));
    assertThat(Places.ALL).filteredOn(each -> range.isBelow(each, BY_COMPONENTS)).isEmpty();
    assertThat(Places.ALL)
        .filteredOn(each -> range.isAbove(each, BY_COMPONENTS))
        .isEqualTo(Places.ALL.subList(2, 8));
  }

  @Test
  void rangesAreEqualByContent() {
    assertThat(KeyRange.closed(1, 2))
        .isEqualTo(KeyRange.between(1, true, 2, true))
        .hasSameHashCodeAs(KeyRange.between(1, true, 2, true))
        .isNotEqualTo(KeyRange.open(1, 2))
        .hasToString("[1, 2]");
    assertThat(KeyRange.atLeast(1)).hasToString("[1, +∞)");
  }

  @Test
  void nullIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> KeyRange.<@Nullable Integer>atLeast(null))
        .withMessage("a key of the range is null");
  }
}
