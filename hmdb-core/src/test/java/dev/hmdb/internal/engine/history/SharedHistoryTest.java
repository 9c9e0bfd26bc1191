package dev.hmdb.internal.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random transactions of several processes on few lists are strictly serializable, also when
 * processes are killed and others compact. The processes' clocks are one: {@link System#nanoTime}
 * counts from the start of the machine on Linux.
 *
 * <p>The property {@code hmdb.sharedHistories} says how many seeds, from 1 on: {@code 10} are 100
 * kills, half an hour.
 */
@Timeout(600)
class SharedHistoryTest {
  private static final int PROCESSES = 4;
  private static final int TRANSACTIONS = 250;
  private static final int KILLS = 10;

  private record Running(ChildJvm child, long firstAttempt) {}

  @TempDir Path directory;

  private final AtomicLong processes = new AtomicLong();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("hmdb.sharedHistories", 2));
  }

  static LongStream killSeeds() {
    return LongStream.rangeClosed(1, Long.getLong("hmdb.sharedHistories", 1));
  }

  /** Starts a process, and collects what it says about its transactions. */
  private CompletableFuture<Void> run(
      SharedHistoryLines lines, long seed, int transactions, List<Running> running)
      throws IOException {
    long first = processes.incrementAndGet() * SharedHistoryLines.ATTEMPTS_OF_A_PROCESS;
    ChildJvm child =
        ChildJvm.start(
            SharedHistoryProcess.class,
            directory.resolve("db").toString(),
            Long.toString(seed),
            Long.toString(first),
            Integer.toString(transactions));
    Running one = new Running(child, first);
    synchronized (running) {
      running.add(one);
    }
    return CompletableFuture.runAsync(
        () -> {
          try (child) {
            for (String line = child.readLine(); line != null; line = child.readLine()) {
              lines.add(line);
            }
          } catch (IOException e) {
            throw new CompletionException(e);
          } finally {
            synchronized (running) {
              running.remove(one);
            }
          }
        },
        // A thread each: a process that nobody reads stands still, perhaps with the right to write.
        reader -> Thread.ofPlatform().daemon().start(reader));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void historyOfSeveralProcessesIsStrictlySerializable(long seed) throws Exception {
    SharedHistoryLines lines = new SharedHistoryLines();
    List<Running> running = new ArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      all.add(run(lines, seed * PROCESSES + i, TRANSACTIONS, running));
    }
    for (CompletableFuture<Void> one : all) {
      one.get();
    }
    assertThat(lines.committed()).as("seed=%d", seed).isGreaterThan(PROCESSES * TRANSACTIONS / 2);
    assertThat(lines.problems()).isEmpty();
    assertThat(HistoryChecker.anomalies(lines.history())).as("seed=%d", seed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("killSeeds")
  void historyAmongKillsIsStrictlySerializable(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    SharedHistoryLines lines = new SharedHistoryLines();
    List<Running> running = new ArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    long next = seed * 1000;
    for (int killed = 0; killed < KILLS; killed++) {
      while (size(running) < PROCESSES) {
        all.add(run(lines, next++, Integer.MAX_VALUE, running));
      }
      if (killed % 2 == 0) { // else some may be opening the database
        lines.awaitWrites(firstAttempts(running));
      }
      long enough = lines.committed() + 20 + random.nextInt(100);
      lines.awaitCommitted(enough);
      Running victim;
      synchronized (running) {
        victim = running.remove(random.nextInt(running.size()));
      }
      lines.kill(victim.firstAttempt());
      victim.child().signal("KILL");
      // All others go on at once: what it held is free.
      lines.awaitCommitted(lines.committed() + 5);
    }
    synchronized (running) {
      for (Running one : running) {
        one.child().writeLine("end");
      }
    }
    for (CompletableFuture<Void> one : all) {
      one.get();
    }
    run(lines, seed, 1, running).get();
    assertThat(lines.problems()).isEmpty();
    System.out.println(
        "shared history: "
            + KILLS
            + " kills, "
            + lines.committed()
            + " commits, longest pause between two "
            + lines.longestPauseMillis()
            + " ms, longest wait of "
            + lines.survivors()
            + " survivors for their next commit after a kill "
            + lines.longestWaitAfterAKillMillis()
            + " ms");
    assertThat(HistoryChecker.anomalies(lines.history())).as("seed=%d", seed).isEmpty();
  }

  private static List<Long> firstAttempts(List<Running> running) {
    synchronized (running) {
      return running.stream().map(Running::firstAttempt).toList();
    }
  }

  private static int size(List<Running> running) {
    synchronized (running) {
      return running.size();
    }
  }
}
