package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreezeTest {
  private static final Codec<List<List<Integer>>> LISTS = Codecs.list(Codecs.list(Codecs.INT));

  @Test
  void immutableListStaysItself() {
    List<List<Integer>> value = List.of(List.of(1), List.of());
    assertThat(LISTS.freeze(value)).isSameAs(value);
  }

  @Test
  void laterChangesOfAMutableListDoNotReachTheFrozenOne() {
    List<Integer> inner = new ArrayList<>(List.of(1));
    List<List<Integer>> frozen = LISTS.freeze(List.of(List.of(0), inner));
    inner.add(2);
    assertThat(frozen).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void laterChangesOfAMutableSetDoNotReachTheFrozenOne() {
    Set<String> value = new HashSet<>(Set.of("a"));
    Set<String> frozen = Codecs.set(Codecs.STRING).freeze(value);
    value.add("b");
    assertThat(frozen).containsExactly("a");
    assertThat(Codecs.set(Codecs.STRING).freeze(frozen)).isSameAs(frozen);
  }

  @Test
  void setsInASetAreFrozen() {
    Set<Integer> inner = new HashSet<>(Set.of(1));
    Set<Set<Integer>> frozen = Codecs.set(Codecs.set(Codecs.INT)).freeze(Set.of(inner));
    inner.add(2);
    assertThat(frozen).containsExactly(Set.of(1));
  }

  @Test
  void laterChangesInsideAMapDoNotReachTheFrozenOne() {
    List<Integer> list = new ArrayList<>(List.of(1));
    Map<String, List<Integer>> value = new HashMap<>(Map.of("a", list));
    Codec<Map<String, List<Integer>>> codec = Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT));
    Map<String, List<Integer>> frozen = codec.freeze(value);
    value.clear();
    list.clear();
    assertThat(frozen).isEqualTo(Map.of("a", List.of(1)));
    assertThat(codec.freeze(frozen)).isSameAs(frozen);
  }

  @Test
  void arraysAreCloned() {
    byte[] bytes = {1};
    int[][] nested = {{1}};
    byte[] frozenBytes = Codecs.BYTE_ARRAY.freeze(bytes);
    int[][] frozenNested = Codecs.array(Codecs.INT_ARRAY, int[][]::new).freeze(nested);
    bytes[0] = 2;
    nested[0][0] = 2;
    assertThat(frozenBytes).containsExactly(1);
    assertThat(frozenNested).isDeepEqualTo(new int[][] {{1}});
  }

  @Test
  void contentOfAnOptionalIsFrozen() {
    byte[] bytes = {1};
    Optional<byte[]> frozen = Codecs.optional(Codecs.BYTE_ARRAY).freeze(Optional.of(bytes));
    bytes[0] = 2;
    assertThat(frozen.orElseThrow()).containsExactly(1);
  }

  @Test
  void optionalOfAnImmutableValueStaysItself() {
    Optional<String> value = Optional.of("a");
    assertThat(Codecs.optional(Codecs.STRING).freeze(value)).isSameAs(value);
  }

  @Test
  void decodedCollectionsRefuseChanges() {
    List<Integer> list = Codecs.list(Codecs.INT).decode(new Decoder(new byte[] {1, 2}));
    assertThat(List.copyOf(list)).isSameAs(list);
    Set<Integer> set = Codecs.set(Codecs.INT).decode(new Decoder(new byte[] {1, 2}));
    assertThat(Set.copyOf(set)).isSameAs(set);
    Map<Integer, Integer> map =
        Codecs.map(Codecs.INT, Codecs.INT).decode(new Decoder(new byte[] {1, 2, 2}));
    assertThat(Map.copyOf(map)).isSameAs(map);
  }

  @Test
  void nullInsideIsNamed() {
    List<Integer> list = Arrays.asList(1, null);
    assertNamed("list element 1", Codecs.list(Codecs.INT), list);
    assertNamed("set element", Codecs.set(Codecs.INT), new HashSet<>(list));
    assertNamed(
        "array element 1", Codecs.array(Codecs.INT, Integer[]::new), list.toArray(Integer[]::new));
    Codec<Map<String, Integer>> map = Codecs.map(Codecs.STRING, Codecs.INT);
    assertNamed("map value of key a", map, Collections.singletonMap("a", null));
    assertNamed("map key", map, Collections.singletonMap(null, 1));
  }

  private static <T> void assertNamed(String what, Codec<T> codec, T value) {
    assertThatNullPointerException()
        .isThrownBy(() -> codec.freeze(value))
        .withMessageContaining(what);
    assertThatNullPointerException()
        .isThrownBy(() -> codec.encode(value, new Encoder()))
        .withMessageContaining(what);
  }
}
