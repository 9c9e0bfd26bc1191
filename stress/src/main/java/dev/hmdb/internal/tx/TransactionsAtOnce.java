package dev.hmdb.internal.tx;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two transactions at once end as if one had come after the other. */
public final class TransactionsAtOnce {
  private TransactionsAtOnce() {}

  /** No update is lost. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "one after the other, or one ran again")
  @Outcome(id = "1", expect = FORBIDDEN, desc = "both read 0 and both committed")
  @State
  public static class Increments {
    private final InMemory db = new InMemory();

    public Increments() {
      db.x.entries().load("key", 0);
    }

    @Actor
    public void one() {
      increment();
    }

    @Actor
    public void other() {
      increment();
    }

    private void increment() {
      db.transact(transaction ->
          transaction.set(db.x, "key", 1 + Objects.requireNonNull(transaction.get(db.x, "key"))));
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = db.x.entries().get("key");
    }
  }

  /** Each reads what the other writes: no write skew, with an absent key on the one side. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "x first: y found it and did nothing")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "y first: x found it and did nothing")
  @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "each found the other's key absent")
  @State
  public static class EachIfNotTheOther {
    private final InMemory db = new InMemory();

    @Actor
    public void one() {
      putUnless(db.x, db.y);
    }

    @Actor
    public void other() {
      putUnless(db.y, db.x);
    }

    private void putUnless(StoredTable<String, Integer> here, StoredTable<String, Integer> there) {
      db.transact(transaction -> {
        if (transaction.get(there, "key") == null) {
          transaction.set(here, "key", 1);
        }
      });
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = (int) db.x.entries().size();
      r.r2 = (int) db.y.entries().size();
    }
  }

  /** A transaction that counts a table conflicts with one that adds to it. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "one counted 0, the other one 1")
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the other way round")
  @Outcome(expect = FORBIDDEN, desc = "both counted the same")
  @State
  public static class Counting {
    private final InMemory db = new InMemory();

    @Actor
    public void one() {
      addWithNumber("one");
    }

    @Actor
    public void other() {
      addWithNumber("other");
    }

    private void addWithNumber(String key) {
      db.transact(transaction -> transaction.set(db.x, key, 1 + (int) transaction.size(db.x)));
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = db.x.entries().get("one");
      r.r2 = db.x.entries().get("other");
    }
  }
}
