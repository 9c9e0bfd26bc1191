package dev.hmdb.internal.engine;

import dev.hmdb.CommittedTransaction;
import dev.hmdb.FeedOptions;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The rules of Reactive Streams for a publisher, to be run one by one on the feed of changes. */
public abstract class FlowRules extends FlowPublisherVerification<CommittedTransaction> {
  /** Nothing has to come sooner than that. */
  private static final long MILLIS = 2000;

  /** So long nothing may come. */
  private static final long QUIET_MILLIS = 50;

  FlowRules() {
    super(new TestEnvironment(MILLIS, QUIET_MILLIS));
  }

  /** A feed has no end. */
  @Override
  public final long maxElementsFromPublisher() {
    return publisherUnableToSignalOnComplete();
  }

  abstract TwoTablesDb database();

  static void commit(TwoTablesDb db, long count) {
    for (long i = 0; i < Math.min(count, 1000); i++) {
      db.words().put("a", "" + i);
    }
  }

  /** What is committed once somebody listens. */
  public static final class Live extends FlowRules {
    private final TwoTablesDb db = TwoTablesDb.inMemory();

    @Override
    TwoTablesDb database() {
      return db;
    }

    @Override
    public Flow.Publisher<CommittedTransaction> createFlowPublisher(long elements) {
      return subscriber -> {
        db.subscribe().subscribe(subscriber);
        commit(db, elements);
      };
    }

    @Override
    public Flow.Publisher<CommittedTransaction> createFailedFlowPublisher() {
      commit(db, 1);
      return db.subscribe(FeedOptions.defaults().from(0));
    }
  }

  /** What was committed before, from the log. */
  public static final class Past extends FlowRules {
    private final TwoTablesDb db;

    public Past(Path directory) {
      db = TwoTablesDb.open(directory);
    }

    @Override
    TwoTablesDb database() {
      return db;
    }

    @Override
    public Flow.Publisher<CommittedTransaction> createFlowPublisher(long elements) {
      long from = db.feedPosition();
      commit(db, elements);
      return db.subscribe(FeedOptions.defaults().from(from));
    }

    @Override
    public Flow.Publisher<CommittedTransaction> createFailedFlowPublisher() {
      return db.subscribe(FeedOptions.defaults().from(Long.MAX_VALUE));
    }
  }
}
