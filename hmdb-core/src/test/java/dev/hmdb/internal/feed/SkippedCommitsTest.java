package dev.hmdb.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ChangesMissedException;
import dev.hmdb.FeedOptions;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.CommitObserver;
import dev.hmdb.internal.tx.Transactions;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commits of other processes that nobody can tell apart any more. */
@Timeout(60)
class SkippedCommitsTest {
  private final Transactions transactions =
      new Transactions(new Clock(), 1, CommitLog.NONE, false, Long.MAX_VALUE);
  private final Feed feed = new Feed(transactions, new Nothing());

  private static final class Nothing implements History {
    @Override
    public boolean isKept() {
      return true;
    }

    @Override
    public boolean hasOthers() {
      return false;
    }

    @Override
    public long durable() {
      return Long.MAX_VALUE;
    }

    @Override
    public End end(long installed) {
      return new End(0, installed);
    }

    @Override
    public Past read(long position, End end) {
      throw new ChangesMissedException("compacted", position, end.position());
    }
  }

  private static final class Idle implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(Object item) {}

    @Override
    public void onError(Throwable reason) {}

    @Override
    public void onComplete() {}
  }

  @AfterEach
  void close() {
    transactions.abandon();
    feed.close();
  }

  private CommitObserver.Note commit(long timestamp) {
    CommitObserver.Note commit = feed.note(_ -> {});
    commit.committed(timestamp, timestamp);
    return commit;
  }

  /*
   * Whoever was about to be told the next commit had the one before in hand, and did not see that it
   * was cut off: it went on with what came behind the gap, and the gap was missed without a word.
   */
  @Test
  void nothingLeadsOverThem() {
    feed.publisher(FeedOptions.defaults(), transaction -> transaction).subscribe(new Idle());
    RecentCommit before = (RecentCommit) commit(1);
    feed.skipped(5, 5);
    commit(6);

    assertThat(before.next()).isNull();
  }
}
