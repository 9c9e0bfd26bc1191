package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Random changes, beside a plain list that is sorted or edited in the same way. The number of the
 * repetition, which stands in the name of a failure, is the seed.
 */
class CountedTreeModelTest {
  private static final Comparator<Object> SAME = (a, b) -> a == b ? 0 : 1;

  private record Kept<E>(CountedTree<E> tree, List<E> elements) {
    void verify() {
      assertThat(TreeInvariants.verify(tree)).usingElementComparator(SAME).isEqualTo(elements);
    }
  }

  @RepeatedTest(60)
  void aSortedTreeHoldsWhatASortedMapHolds(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    int keys = 1 << random.nextInt(1, 13);
    int batch = 1 << random.nextInt(9);
    NavigableMap<Integer, TreeItem> model = new TreeMap<>();
    List<Kept<TreeItem>> kept = new ArrayList<>();
    TreeEditor<TreeItem> editor = CountedTree.<TreeItem>empty().edit();
    for (int round = 0; round < 60; round++) {
      int removals = random.nextInt(11); // some rounds grow the tree, some shrink it
      for (int i = 0; i < batch; i++) {
        int key = random.nextInt(keys);
        if (random.nextInt(10) < removals) {
          assertThat(editor.remove(key, TreeItem.BY_KEY)).isSameAs(model.remove(key));
        } else {
          TreeItem item = new TreeItem(key);
          assertThat(editor.put(item, key, TreeItem.BY_KEY)).isSameAs(model.put(key, item));
        }
      }
      kept.add(new Kept<>(editor.build(), List.copyOf(model.values())));
      kept.getLast().verify();
      verifyReads(editor.build(), model, random, keys);
      if (random.nextInt(8) == 0) {
        Kept<TreeItem> back = kept.get(random.nextInt(kept.size()));
        editor = back.tree.edit();
        model.clear();
        back.elements.forEach(item -> model.put(item.key, item));
      }
    }
    kept.forEach(Kept::verify);
    verifyComparison(kept, random, keys);
  }

  private static void verifyReads(
      CountedTree<TreeItem> tree, NavigableMap<Integer, TreeItem> model, Random random, int keys) {
    int key = random.nextInt(-1, keys + 1);
    assertThat(tree.find(key, TreeItem.BY_KEY)).isSameAs(model.get(key));
    assertThat(tree.lower(key, TreeItem.BY_KEY)).isSameAs(value(model.lowerEntry(key)));
    assertThat(tree.floor(key, TreeItem.BY_KEY)).isSameAs(value(model.floorEntry(key)));
    assertThat(tree.ceiling(key, TreeItem.BY_KEY)).isSameAs(value(model.ceilingEntry(key)));
    assertThat(tree.higher(key, TreeItem.BY_KEY)).isSameAs(value(model.higherEntry(key)));
    assertThat(tree.first()).isSameAs(value(model.firstEntry()));
    assertThat(tree.last()).isSameAs(value(model.lastEntry()));
    assertThat(tree.rank(key, TreeItem.BY_KEY, false)).isEqualTo(model.headMap(key, false).size());
    assertThat(tree.rank(key, TreeItem.BY_KEY, true)).isEqualTo(model.headMap(key, true).size());
    KeySpan<Integer> span = span(random, keys);
    long begin = tree.begin(span, TreeItem.BY_KEY);
    long end = tree.end(span, TreeItem.BY_KEY);
    List<TreeItem> part = part(model, span);
    assertThat(rest(tree.walk(begin, end))).usingElementComparator(SAME).isEqualTo(part);
    assertThat(rest(tree.walkDown(begin, end)))
        .usingElementComparator(SAME)
        .isEqualTo(part.reversed());
    for (int i = 0; i < part.size(); i += 1 + part.size() / 8) {
      assertThat(tree.get(begin + i)).isSameAs(part.get(i));
    }
  }

  private static void verifyComparison(List<Kept<TreeItem>> kept, Random random, int keys) {
    for (int i = 0; i < 200; i++) {
      Kept<TreeItem> left = kept.get(random.nextInt(kept.size()));
      Kept<TreeItem> right = kept.get(random.nextInt(kept.size()));
      KeySpan<Integer> span = span(random, keys);
      List<TreeItem> leftPart = part(left.elements, span);
      List<TreeItem> rightPart = part(right.elements, span);
      boolean isSame = leftPart.size() == rightPart.size();
      for (int j = 0; isSame && j < leftPart.size(); j++) {
        isSame = leftPart.get(j) == rightPart.get(j);
      }
      assertThat(left.tree.isSame(right.tree, span, TreeItem.BY_KEY))
          .as("%s", span)
          .isEqualTo(isSame);
    }
  }

  @RepeatedTest(40)
  void aTreeEditedByIndexHoldsWhatAListHolds(RepetitionInfo seed) {
    Random random = new Random(1000 + seed.getCurrentRepetition());
    int batch = 1 << random.nextInt(9);
    int kind = random.nextInt(3);
    List<TreeItem> model = new ArrayList<>();
    List<Kept<TreeItem>> kept = new ArrayList<>();
    TreeEditor<TreeItem> editor = CountedTree.<TreeItem>empty().edit();
    for (int round = 0; round < 60; round++) {
      int removals = random.nextInt(11);
      for (int i = 0; i < batch; i++) {
        int chance = random.nextInt(10);
        TreeItem item = new TreeItem(i);
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

  private static List<TreeItem> part(NavigableMap<Integer, TreeItem> model, KeySpan<Integer> span) {
    return part(List.copyOf(model.values()), span);
  }

  private static List<TreeItem> part(List<TreeItem> elements, KeySpan<Integer> span) {
    return elements.stream().filter(item -> contains(span, item.key)).toList();
  }

  private static boolean contains(KeySpan<Integer> span, int key) {
    return (span.from() == null || (span.isFromIncluded() ? key >= span.from() : key > span.from()))
        && (span.to() == null || (span.isToIncluded() ? key <= span.to() : key < span.to()));
  }

  private static TreeItem value(Map.Entry<Integer, TreeItem> entry) {
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
