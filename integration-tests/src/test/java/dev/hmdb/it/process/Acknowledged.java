package dev.hmdb.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.it.LedgerDb;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link KilledWriter} acknowledged, over all its lives. */
final class Acknowledged {
  private final Map<String, Long> both = new TreeMap<>();
  private final Map<String, TreeSet<Long>> singles = new TreeMap<>();
  private final Map<String, Long> next = new TreeMap<>();

  void add(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length != 3) {
        continue; // how far it came otherwise
      }
      long n = Long.parseLong(words[2]);
      next.put(words[1], n + 1);
      if (words[0].equals("both")) {
        both.put(words[1], n);
      } else {
        singles.computeIfAbsent(words[1], _ -> new TreeSet<>()).add(n);
      }
    }
  }

  /**
   * Checks that each acknowledged commit is there, none in part, and of each thread at most the one
   * that was under way besides. What is there counts as acknowledged from now on.
   *
   * @param first the number that the last life began with
   */
  void requireIn(LedgerDb db, long first) {
    long expectedSingles = 0;
    for (int t = 0; t < KilledWriter.THREADS; t++) {
      String thread = Integer.toString(t);
      long underWay = Math.max(first, next.getOrDefault(thread, 0L));
      requireBoth(db, thread, underWay);
      expectedSingles += requireSingles(db, thread, underWay);
    }
    assertThat(db.debits().keys().filter(key -> key.startsWith("single-")).count())
        .as("single puts that nobody made")
        .isEqualTo(expectedSingles);
  }

  private void requireBoth(LedgerDb db, String thread, long underWay) {
    Long found = db.debits().get(thread);
    assertThat(db.credits().get(thread)).as("the other half of %s", thread).isEqualTo(found);
    assertThat(db.credits().get("pad-" + thread)).as("the third of %s", thread).isEqualTo(found);
    Long acknowledged = both.get(thread);
    if (found == null) {
      assertThat(acknowledged).as("acknowledged by thread %s", thread).isNull();
    } else if (!found.equals(acknowledged)) {
      assertThat(found)
          .as("of thread %s, acknowledged %s", thread, acknowledged)
          .isEqualTo(underWay);
      both.put(thread, found);
    }
  }

  private long requireSingles(LedgerDb db, String thread, long underWay) {
    TreeSet<Long> expected = singles.computeIfAbsent(thread, _ -> new TreeSet<>());
    if (db.debits().containsKey("single-" + thread + "-" + underWay)) {
      expected.add(underWay);
    }
    for (long n : expected) {
      assertThat(db.debits().get("single-" + thread + "-" + n))
          .as("single put %s of thread %s", n, thread)
          .isEqualTo(n);
    }
    return expected.size();
  }
}
