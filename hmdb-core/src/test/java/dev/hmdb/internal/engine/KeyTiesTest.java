package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeyTiesTest {
  /** In an order of its own, which is not that of the names of its records. */
  private sealed interface Place extends Comparable<Place> {
    int number();

    @Override
    default int compareTo(Place other) {
      return Integer.compare(number(), other.number());
    }
  }

  private record Balcony(int number) implements Place {}

  private record Attic(int number) implements Place {}

  /** Those of one record have an order, and those of both have none. */
  private sealed interface Mark {}

  private record Letter(char value) implements Mark, Comparable<Letter> {
    @Override
    public int compareTo(Letter other) {
      return Character.compare(value, other.value);
    }
  }

  private record Digit(int value) implements Mark, Comparable<Digit> {
    @Override
    public int compareTo(Digit other) {
      return Integer.compare(value, other.value);
    }
  }

  private enum Size {
    SMALL {},
    LARGE
  }

  private static <K> List<K> sorted(List<K> keys) {
    Codec<K> codec = Codecs.mapped(Codecs.STRING, Object::toString, text -> null);
    List<K> all = new ArrayList<>(keys);
    all.sort(new KeyTies<>(Function.identity(), codec));
    return all;
  }

  @Test
  void keysOfASealedTypeAreInItsOrder() {
    List<Place> places = List.of(new Balcony(1), new Attic(2), new Balcony(3), new Attic(4));
    assertThat(sorted(places.reversed())).isEqualTo(places);
  }

  @Test
  void keysOfTypesWithoutACommonOrderAreTypeByType() {
    List<Mark> marks = List.of(new Digit(1), new Digit(2), new Letter('a'), new Letter('b'));
    assertThat(sorted(marks.reversed())).isEqualTo(marks);
  }

  @Test
  void constantsWithABodyAreInTheOrderOfTheirEnum() {
    assertThat(sorted(List.of(Size.LARGE, Size.SMALL))).containsExactly(Size.SMALL, Size.LARGE);
  }
}
