package dev.hmdb.it.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.it.types.Everything.Box;
import dev.hmdb.it.types.Everything.Boxes;
import dev.hmdb.it.types.Everything.Collections;
import dev.hmdb.it.types.Everything.Color;
import dev.hmdb.it.types.Everything.Customs;
import dev.hmdb.it.types.Everything.Expression;
import dev.hmdb.it.types.Everything.Generics;
import dev.hmdb.it.types.Everything.Negation;
import dev.hmdb.it.types.Everything.Number;
import dev.hmdb.it.types.Everything.Pair;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a value is copied, and what is refused, on the way in. */
class FreezeTest {
  @TempDir Path directory;
  private EverythingDb db;

  @BeforeEach
  void open() {
    db = EverythingDb.open(directory);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void reopen() {
    db.close();
    db = EverythingDb.open(directory);
  }

  private static Collections collections(
      List<String> strings, Map<Color, Map<Long, Set<String>>> deep) {
    return new Collections(strings, List.of(), Set.of(), Set.of(), Map.of(), deep);
  }

  private static Expression negations(int depth) {
    Expression expression = new Number(BigDecimal.ONE);
    for (int i = 1; i < depth; i++) {
      expression = new Negation(expression);
    }
    return expression;
  }

  private static Boxes boxes(Byte b) {
    return new Boxes(true, b, (short) 1, 1, 1L, 'a', 1f, 1d);
  }

  @Test
  void aListChangedAfterwardsChangesNothing() {
    List<String> list = new ArrayList<>(List.of("a"));
    db.lists().put(1, list);
    list.add("b");
    assertThat(db.lists().get(1)).containsExactly("a");
    reopen();
    assertThat(db.lists().get(1)).containsExactly("a");
  }

  @Test
  void aListThatWasPutInATransactionIsCopiedAtOnce() {
    List<String> list = new ArrayList<>(List.of("a"));
    db.transaction(tx -> {
      tx.lists().put(1, list);
      list.add("b");
      assertThat(tx.lists().get(1)).containsExactly("a");
    });
    assertThat(db.lists().get(1)).containsExactly("a");
  }

  @Test
  void collectionsDeepInsideARecordAreCopied() {
    List<String> strings = new ArrayList<>(List.of("a"));
    Set<String> inner = new HashSet<>(Set.of("x"));
    Map<Long, Set<String>> middle = new HashMap<>(Map.of(1L, inner));
    db.collections().put(1, collections(strings, new HashMap<>(Map.of(Color.RED, middle))));
    strings.clear();
    inner.add("y");
    middle.clear();
    assertThat(db.collections().get(1))
        .isEqualTo(collections(List.of("a"), Map.of(Color.RED, Map.of(1L, Set.of("x")))));
  }

  @Test
  void whatIsReadCannotBeChanged() {
    db.lists().put(1, new ArrayList<>(List.of("a")));
    assertThatThrownBy(() -> db.lists().get(1).add("b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anArrayChangedAfterwardsChangesNothing() {
    byte[] bytes = {1, 2};
    int[][] matrix = {{1}, {2}};
    db.byteArrays().put(1, bytes);
    db.matrices().put(1, matrix);
    bytes[0] = 9;
    matrix[1][0] = 9;
    assertThat(db.byteArrays().get(1)).containsExactly(1, 2);
    assertThat(Arrays.deepToString(db.matrices().get(1))).isEqualTo("[[1], [2]]");
  }

  @Test
  void aMutableClassIsCopiedByItsCodec() {
    StringBuilder text = new StringBuilder("a");
    db.customs().put(1, new Customs(text, new Money(1), new Celsius(2), List.of()));
    text.append("b");
    assertThat(db.customs().get(1).hex().toString()).isEqualTo("a");
  }

  @Test
  void aNullComponentIsRefusedByName() {
    assertThatThrownBy(() -> db.boxes().put(1, boxes(null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Everything.Boxes.b is null");
    assertThat(db.boxes().isEmpty()).isTrue();
  }

  @Test
  void aNullDeepInsideIsRefusedByTheNameOfWhatHoldsIt() {
    assertThatThrownBy(
            () -> db.collections().put(1, collections(Arrays.asList("a", null), Map.of())))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("Collections.strings");
    Map<Color, Map<Long, Set<String>>> withNull = new HashMap<>();
    withNull.put(Color.RED, null);
    assertThatThrownBy(() -> db.collections().put(1, collections(List.of(), withNull)))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("Collections.deep");
  }

  @Test
  void aNullInAGenericRecordIsRefusedByName() {
    assertThatThrownBy(() -> db.pairs().put(1, new Pair<>("a", new Pair<>(1L, null))))
        .isInstanceOf(NullPointerException.class)
        .hasMessageEndingWith(".second is null");
    Box<Byte> empty = new Box<>(null, Optional.empty());
    assertThatThrownBy(() ->
            db.generics()
                .put(
                    1,
                    new Generics(
                        new Pair<>("", 1L),
                        new Pair<>(new Pair<>(null, Color.RED), List.of()),
                        new Box<>(empty, Optional.empty()))))
        .isInstanceOf(NullPointerException.class)
        .hasMessageEndingWith(".first is null");
  }

  @Test
  void aNullInATransactionIsRefusedWhereItIsPut() {
    db.transaction(tx -> {
      assertThatThrownBy(() -> tx.boxes().put(1, boxes(null)))
          .isInstanceOf(NullPointerException.class);
      tx.boxes().put(2, boxes((byte) 1));
    });
    assertThat(db.boxes().keys()).containsExactly(2);
  }

  @Test
  void aLoneSurrogateIsRefusedAndNothingOfItIsKept() {
    long before = db.stats().logBytes();
    assertThatThrownBy(() -> db.byString().put("key", "half a pair: \uD83D"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> db.byString().put("\uDE00", "value"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(db.stats().logBytes()).isEqualTo(before);
    reopen();
    assertThat(db.byString().isEmpty()).isTrue();
  }

  @Test
  void aLoneSurrogateAbortsAWholeTransaction() {
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              tx.byLong().put(1L, 1L);
              tx.byString().put("key", "\uD83D");
            }))
        .isInstanceOf(IllegalArgumentException.class);
    db.byLong().put(2L, 2L);
    reopen();
    assertThat(db.byLong().keys()).containsExactly(2L);
    assertThat(db.byString().isEmpty()).isTrue();
  }

  @Test
  void whatNestsAsDeepAsIsReadableIsKept() {
    db.expressions().put(1, negations(128));
    db.byExpression().put(negations(128), 1);
    reopen();
    assertThat(db.expressions().get(1)).isEqualTo(negations(128));
    assertThat(db.byExpression().get(negations(128))).isEqualTo(1);
  }

  @Test
  void whatNestsTooDeepIsRefused() {
    assertThatThrownBy(() -> db.expressions().put(1, negations(129)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deeper than 128");
    assertThatThrownBy(() -> db.expressions().put(1, negations(1_000_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deeper than 128");
    db.expressions().put(2, negations(1));
    reopen();
    assertThat(db.expressions().keys()).containsExactly(2);
  }

  @Test
  void whatNestsTooDeepIsRefusedInATransaction() {
    assertThatThrownBy(() -> db.transaction(tx -> tx.expressions().put(1, negations(1_000_000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deeper than 128");
    assertThat(db.expressions().isEmpty()).isTrue();
  }
}
