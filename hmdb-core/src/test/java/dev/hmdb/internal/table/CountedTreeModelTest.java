package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random changes, beside a plain list that is sorted or edited in the same way. */
class CountedTreeModelTest {
  private static final KeyOrder<Item, Integer> BY_KEY = (item, key) -> item.key - key;

  /** Not a record: elements are told apart by identity. */
  private static final class Item {
    final int key;

    Item(int key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return "item " + key;
    }
  }

  private record Kept<E>(CountedTree<E> tree, List<E> elements) {
    void verify() {
      assertThat(TreeInvariants.verify(tree)).usingElementComparator(SAME).isEqualTo(elements);
    }
  }

  private static final java.util.Comparator<Object> SAME = (a, b) -> a == b ? 0 : 1;

  @RepeatedTest(60)
  void aSortedTreeHoldsWhatASortedMapHolds(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    int keys = 1 << random.nextInt(1, 13);
    int batch = 1 << random.nextInt(9);
    NavigableMap<Integer, Item> model = new TreeMap<>();
    List<Kept<Item>> kept = new ArrayList<>();
    TreeEditor<Item> editor = CountedTree.<Item>empty().edit();
    for (int round = 0; round < 60; round++) {
      int removals = random.nextInt(11); // some rounds grow the tree, some shrink it
      for (int i = 0; i < batch; i++) {
        int key = random.nextInt(keys);
        if (random.nextInt(10) < removals) {
          assertThat(editor.remove(key, BY_KEY)).isSameAs(model.remove(key));
        } else {
          Item item = new Item(key);
          assertThat(editor.put(item, key, BY_KEY)).isSameAs(model.put(key, item));
        }
      }
      kept.add(new Kept<>(editor.build(), List.copyOf(model.values())));
      kept.getLast().verify();
      verifyReads(editor.build(), model, random, keys);
      if (random.nextInt(8) == 0) {
        Kept<Item> back = kept.get(random.nextInt(kept.size()));
        editor = back.tree.edit();
        model.clear();
        back.elements.forEach(item -> model.put(item.key, item));
      }
    }
    kept.forEach(Kept::verify);
    verifyComparison(kept, random, keys);
  }

  private static void verifyReads(
      CountedTree<Item> tree, NavigableMap<Integer, Item> model, Random random, int keys) {
    int key = random.nextInt(-1, keys + 1);
    assertThat(tree.find(key, BY_KEY)).isSameAs(model.get(key));
    assertThat(tree.lower(key, BY_KEY)).isSameAs(value(model.lowerEntry(key)));
    assertThat(tree.floor(key, BY_KEY)).isSameAs(value(model.floorEntry(key)));
    assertThat(tree.ceiling(key, BY_KEY)).isSameAs(value(model.ceilingEntry(key)));
    assertThat(tree.higher(key, BY_KEY)).isSameAs(value(model.higherEntry(key)));
    assertThat(tree.first()).isSameAs(value(model.firstEntry()));
    assertThat(tree.last()).isSameAs(value(model.lastEntry()));
    assertThat(tree.rank(key, BY_KEY, false)).isEqualTo(model.headMap(key, false).size());
    assertThat(tree.rank(key, BY_KEY, true)).isEqualTo(model.headMap(key, true).size());
    KeySpan<Integer> span = span(random, keys);
    long begin = tree.begin(span, BY_KEY);
    long end = tree.end(span, BY_KEY);
    List<Item> part = part(model, span);
    assertThat(rest(tree.walk(begin, end))).usingElementComparator(SAME).isEqualTo(part);
    assertThat(rest(tree.walkDown(begin, end)))
        .usingElementComparator(SAME)
        .isEqualTo(part.reversed());
    for (int i = 0; i < part.size(); i += 1 + part.size() / 8) {
      assertThat(tree.get(begin + i)).isSameAs(part.get(i));
    }
  }

  private static void verifyComparison(List<Kept<Item>> kept, Random random, int keys) {
    for (int i = 0; i < 200; i++) {
      Kept<Item> left = kept.get(random.nextInt(kept.size()));
      Kept<Item> right = kept.get(random.nextInt(kept.size()));
      KeySpan<Integer> span = span(random, keys);
      List<Item> leftPart = part(left.elements, span);
      List<Item> rightPart = part(right.elements, span);
      boolean isSame = leftPart.size() == rightPart.size();
      for (int j = 0; isSame && j < leftPart.size(); j++) {
        isSame = leftPart.get(j) == rightPart.get(j);
      }
      assertThat(left.tree.isSame(right.tree, span, BY_KEY)).as("%s", span).isEqualTo(isSame);
    }
  }

  @RepeatedTest(40)
  void aTreeEditedByIndexHoldsWhatAListHolds(RepetitionInfo info) {
    Random random = new Random(1000 + info.getCurrentRepetition());
    int batch = 1 << random.nextInt(9);
    int kind = random.nextInt(3);
    List<Item> model = new ArrayList<>();
    List<Kept<Item>> kept = new ArrayList<>();
    TreeEditor<Item> editor = CountedTree.<Item>empty().edit();
    for (int round = 0; round < 60; round++) {
      int removals = random.nextInt(11);
      for (int i = 0; i < batch; i++) {
        int chance = random.nextInt(10);
        Item item = new Item(i);
        if (model.isEmpty() || chance >= removals) {
          int index = place(random, kind, model.size());
          editor.insertAt(index, item);
          model.add(index, item);
        } else {
          int index = random.nextInt(model.size());
          if (chance == 0) {
            assertThat(editor.setAt(index, item)).isSameAs(model.set(index, item));
          } else {
            assertThat(editor.removeAt(index)).isSameAs(model.remove(index));
          }
        }
      }
      kept.add(new Kept<>(editor.build(), List.copyOf(model)));
      kept.getLast().verify();
    }
    kept.forEach(Kept::verify);
  }

  /** At the front, at the end, or anywhere. */
  private static int place(Random random, int kind, int size) {
    return kind == 0 ? 0 : kind == 1 ? size : random.nextInt(size + 1);
  }

  private static KeySpan<Integer> span(Random random, int keys) {
    Integer from = random.nextInt(4) == 0 ? null : random.nextInt(-1, keys + 1);
    Integer to = random.nextInt(4) == 0 ? null : random.nextInt(-1, keys + 1);
    return new KeySpan<>(from, random.nextBoolean(), to, random.nextBoolean());
  }

  private static List<Item> part(NavigableMap<Integer, Item> model, KeySpan<Integer> span) {
    return part(List.copyOf(model.values()), span);
  }

  private static List<Item> part(List<Item> elements, KeySpan<Integer> span) {
    return elements.stream().filter(item -> contains(span, item.key)).toList();
  }

  private static boolean contains(KeySpan<Integer> span, int key) {
    return (span.from() == null || (span.isFromIncluded() ? key >= span.from() : key > span.from()))
        && (span.to() == null || (span.isToIncluded() ? key <= span.to() : key < span.to()));
  }

  private static Item value(Map.Entry<Integer, Item> entry) {
    return entry == null ? null : entry.getValue();
  }

  private static <E> List<E> rest(TreeWalk<E> walk) {
    List<E> passed = new ArrayList<>();
    long remaining = walk.remaining();
    for (E element = walk.next(); element != null; element = walk.next()) {
      passed.add(element);
      assertThat(walk.remaining()).isEqualTo(--remaining);
    }
    return passed;
  }
}
