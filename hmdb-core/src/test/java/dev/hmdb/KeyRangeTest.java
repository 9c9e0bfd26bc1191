package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
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
