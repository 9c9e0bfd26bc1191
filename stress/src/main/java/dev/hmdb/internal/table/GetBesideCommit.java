package dev.hmdb.internal.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hmdb.KeyShape;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Gets of keys that nobody changes, while their neighbours in the chain are replaced, removed and
 * inserted: a reader who stands on an entry that leaves the chain still gets to the end.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both found, by whatever entries led there")
@Outcome(
    id = {"0, .*", ".*, 0"},
    expect = FORBIDDEN,
    desc = "a key that was there was not found")
@State
public class GetBesideCommit {
  private static final FiledKey FIRST = FiledKey.at(1);
  private static final FiledKey SECOND = FiledKey.at(2);
  private static final FiledKey MIDDLE = FiledKey.at(3);
  private static final FiledKey MIDDLE_TWIN = new FiledKey(3, 1);
  private static final FiledKey LAST = FiledKey.at(4);

  private final Clock clock = new Clock();
  private final HashTable<FiledKey, Integer> table = HashTable.create(KeyShape.reference(), clock);
  private final CommitSteps<FiledKey, Integer> steps = new CommitSteps<>(clock, table);

  public GetBesideCommit() {
    table.load(FIRST, 1);
    table.load(SECOND, 1);
    table.load(MIDDLE, 1);
    table.load(LAST, 1);
  }

  @Actor
  public void writer() {
    steps.commit(FIRST, 2);
    steps.commit(SECOND, null);
    steps.commit(MIDDLE_TWIN, 1);
    steps.commit(FIRST, null);
    steps.commit(SECOND, 3);
    steps.commit(MIDDLE_TWIN, null);
  }

  @Actor
  public void reader(II_Result r) {
    r.r1 = table.get(LAST) == null ? 0 : 1;
    r.r2 = table.get(MIDDLE) == null ? 0 : 1;
  }
}
