package dev.hmdb.internal.feed;

import dev.hmdb.Change;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.internal.tx.CommitObserver;
import dev.hmdb.internal.tx.StoredTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A commit that is kept in memory for subscribers, and leads to the next one. */
final class RecentCommit implements CommitObserver.Note {
  /*
   * Publication: everything but `next` is written before this is the `next` of another, or handed to
   * a subscription under the commit lock. `next` is written once, under the commit lock, and is
   * volatile: whoever finds a commit sees all of it.
   */
  private final Feed feed;
  private final Map<String, List<Change<?, ?>>> changes;
  private final int count;

  private long timestamp;
  private long position;

  /** How many changes there were up to this commit, since some moment. */
  private long total;

  private volatile @Nullable RecentCommit next;

  private RecentCommit(Feed feed, Map<String, List<Change<?, ?>>> changes, int count) {
    this.feed = feed;
    this.changes = changes;
    this.count = count;
  }

  /** Stands for the last commit before there was anybody to be told of it. */
  static RecentCommit before(Feed feed, long timestamp, long position) {
    RecentCommit commit = new RecentCommit(feed, Map.of(), 0);
    commit.timestamp = timestamp;
    commit.position = position;
    return commit;
  }

  static RecentCommit of(Feed feed, CommitObserver.Prepared prepared) {
    Collected collected = new Collected();
    prepared.show(collected);
    return new RecentCommit(feed, collected.changes, collected.count);
  }

  private static final class Collected implements CommitObserver.Receiver {
    private final Map<String, List<Change<?, ?>>> changes = new LinkedHashMap<>();
    private int count;

    @Override
    public <K, V> void change(
        StoredTable<K, V> table, K key, @Nullable V before, @Nullable V after) {
      changes
          .computeIfAbsent(table.name(), _ -> new ArrayList<>())
          .add(new Change<>(key, before, after));
      count++;
    }
  }

  @Override
  public void committed(long timestamp, long position) {
    this.timestamp = timestamp;
    this.position = position;
    feed.add(this);
  }

  /** Makes this the one that follows another. */
  void follow(RecentCommit before) {
    total = before.total + count;
    before.next = this;
  }

  CommittedTransaction transaction() {
    return new CommittedTransaction(position, changes);
  }

  long timestamp() {
    return timestamp;
  }

  long position() {
    return position;
  }

  int count() {
    return count;
  }

  long total() {
    return total;
  }

  @Nullable RecentCommit next() {
    return next;
  }
}
