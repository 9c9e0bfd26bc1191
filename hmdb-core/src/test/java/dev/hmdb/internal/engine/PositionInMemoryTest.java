package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Change;
import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.FeedOptions;
import dev.hmdb.internal.tx.Await;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A position of a database in memory, asked for before anybody was subscribed. What was changed
 * behind it was missed: nobody kept it.
 */
@Timeout(60)
class PositionInMemoryTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private Told<CommittedTransaction> from(long position) {
    return Told.by(db.subscribe(FeedOptions.defaults().from(position)));
  }

  private List<Change<Long, Long>> numbers(CommittedTransaction transaction) {
    return transaction.changes(db.numbers());
  }

  private void put(long from, long end) {
    LongStream.range(from, end).forEach(i -> db.numbers().put(i, i));
  }

  @Test
  void whatIsChangedBehindItIsTold() throws Exception {
    put(0, 5);
    long position = db.feedPosition();
    put(5, 8);
    Told<CommittedTransaction> told = from(position);
    put(8, 10);
    for (long i = 5; i < 10; i++) {
      assertThat(numbers(told.next())).containsExactly(new Change<>(i, null, i));
    }
    assertThat(told.rest()).isEmpty();
  }

  @Test
  void eachBeginsBehindItsOwn() throws Exception {
    long first = db.feedPosition();
    put(0, 2);
    long second = db.feedPosition();
    put(2, 3);
    assertThat(numbers(from(second).next())).containsExactly(new Change<>(2L, null, 2L));
    assertThat(from(first).next(3)).hasSize(3);
  }

  @Test
  void whatIsToldMeanwhileAndLeftIsStillKept() throws Exception {
    long position = db.feedPosition();
    Told<CommittedTransaction> other = Told.by(db.subscribe());
    put(0, 1);
    other.next();
    other.subscription().cancel();
    put(1, 2);
    assertThat(from(position).next(2)).hasSize(2);
  }

  @Test
  void itLastsAsLongAsTheUsualBuffer() throws Exception {
    long position = db.feedPosition();
    int buffer = FeedOptions.defaults().buffer();
    put(0, buffer);
    assertThat(from(position).next(buffer)).hasSize(buffer);
    put(0, 2L * buffer);
    assertThat(from(position).end()).isInstanceOf(ChangesMissedException.class);
  }

  @Test
  void aNewerOneLastsLonger() throws Exception {
    long old = db.feedPosition();
    int buffer = FeedOptions.defaults().buffer();
    put(0, buffer);
    long newer = db.feedPosition();
    put(0, buffer / 2);
    assertThat(from(newer).next(buffer / 2)).hasSize(buffer / 2);
    assertThat(from(old).end()).isInstanceOf(ChangesMissedException.class);
  }

  private WeakReference<String> putWord() {
    String value = new String("value");
    db.words().put("a", value);
    db.words().put("a", "another");
    return new WeakReference<>(value);
  }

  @Test
  void nothingIsKeptForOneThatIsTooOld() {
    assertThat(db.feedPosition()).isNotNegative();
    WeakReference<String> value = putWord();
    put(0, 2L * FeedOptions.defaults().buffer());
    Await.garbage(value);
    WeakReference<String> later = putWord();
    Await.garbage(later);
    assertThat(later.get()).isNull();
  }
}
