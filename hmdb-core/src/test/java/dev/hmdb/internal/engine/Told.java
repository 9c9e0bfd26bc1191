package dev.hmdb.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it is told. */
final class Told<T> implements Flow.Subscriber<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<T> items = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
  private final long demand;

  private Told(long demand) {
    this.demand = demand;
  }

  /** One that requests everything. */
  static <T> Told<T> by(Flow.Publisher<T> publisher) {
    return by(publisher, Long.MAX_VALUE);
  }

  /** One that requests so many at first. */
  static <T> Told<T> by(Flow.Publisher<T> publisher, long demand) {
    Told<T> told = new Told<>(demand);
    publisher.subscribe(told);
    return told;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    if (demand > 0) {
      given.request(demand);
    }
  }

  @Override
  public void onNext(T item) {
    items.add(item);
  }

  @Override
  public void onError(Throwable reason) {
    end.complete(reason);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }

  Flow.Subscription subscription() {
    return get(subscription);
  }

  /** The next that it is told. */
  T next() throws InterruptedException {
    T item = items.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing was told; the end: " + end);
    }
    return item;
  }

  List<T> next(int count) throws InterruptedException {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next());
    }
    return all;
  }

  /** What it was told and nobody has asked for yet. */
  List<T> rest() {
    List<T> rest = new ArrayList<>();
    items.drainTo(rest);
    return rest;
  }

  /** What it ended with; null if it was complete. */
  @Nullable Throwable end() {
    return get(end);
  }

  boolean hasEnded() {
    return end.isDone();
  }

  private static <R> R get(CompletableFuture<R> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new AssertionError("it never came", e);
    }
  }
}
