package dev.hmdb.internal.engine.history;

import dev.hmdb.internal.engine.history.History.Append;
import dev.hmdb.internal.engine.history.History.Operation;
import dev.hmdb.internal.engine.history.History.Read;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What processes say about their transactions, a line each, on its way to one history. */
final class SharedHistoryLines {
  /*
   * A line is: what it says, the attempt's number, a time, and the operations.
   *   I  the attempt was invoked then, has done these, and is about to commit
   *   C  it has committed, with these operations
   *   A  it was aborted
   *   P  a problem, in words
   * An attempt of which there is only I died with its process: nobody knows whether it counts.
   */
  static final String END = " .";

  private record Said(long number, long invoked, long answered, char end, List<Operation> done) {}

  private final Map<Long, Said> attempts = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private long committed;
  private long lastCommit;
  private long longestPause;

  /** When each process committed something, by its first attempt's number. */
  private final Map<Long, TreeSet<Long>> writes = new LinkedHashMap<>();

  private final List<Kill> kills = new ArrayList<>();

  private record Kill(long process, long time, List<Long> survivors) {}

  /** Names the attempts of each process apart. */
  static final long ATTEMPTS_OF_A_PROCESS = 1_000_000;

  static String line(char what, long number, long time, List<Operation> operations) {
    StringBuilder line = new StringBuilder().append(what).append(' ').append(number);
    line.append(' ').append(time);
    for (Operation operation : operations) {
      switch (operation) {
        case Read(String key, String seen) ->
            line.append(" r:").append(key).append(':').append(seen);
        case Append(String key, String element) ->
            line.append(" a:").append(key).append(':').append(element);
        case History.Size _ -> throw new IllegalArgumentException("not used here");
      }
    }
    return line.append(END).toString();
  }

  synchronized void add(String whole) {
    if (!whole.endsWith(END)) {
      return; // its process was killed while it wrote
    }
    String line = whole.substring(0, whole.length() - END.length());
    if (line.startsWith("P ")) {
      problems.add(line);
      return;
    }
    String[] words = line.split(" ");
    char what = words[0].charAt(0);
    long number = Long.parseLong(words[1]);
    long time = Long.parseLong(words[2]);
    List<Operation> done = new ArrayList<>();
    for (int i = 3; i < words.length; i++) {
      String[] parts = words[i].split(":", 3);
      done.add(
          parts[0].equals("r") ? new Read(parts[1], parts[2]) : new Append(parts[1], parts[2]));
    }
    if (what == 'I') {
      attempts.put(number, new Said(number, time, Long.MAX_VALUE, 'I', done));
      return;
    }
    Said before = attempts.get(number);
    attempts.put(
        number,
        new Said(number, before.invoked(), time, what, done.isEmpty() ? before.done() : done));
    if (what == 'C') {
      if (attempts.get(number).done().stream().anyMatch(Append.class::isInstance)) {
        writes.computeIfAbsent(process(number), _ -> new TreeSet<>()).add(time);
      }
      long now = System.nanoTime();
      longestPause = committed == 0 ? 0 : Math.max(longestPause, now - lastCommit);
      lastCommit = now;
      committed++;
      notifyAll();
    }
  }

  synchronized long committed() {
    return committed;
  }

  synchronized void awaitCommitted(long count) throws InterruptedException {
    while (committed < count && problems.isEmpty()) {
      wait();
    }
  }

  /** Waits until each of these processes, by its first attempt's number, has written. */
  synchronized void awaitWrites(List<Long> processes) throws InterruptedException {
    while (!writes.keySet().containsAll(processes) && problems.isEmpty()) {
      wait();
    }
  }

  synchronized long longestPauseMillis() {
    return longestPause / 1_000_000;
  }

  private static long process(long attempt) {
    return attempt / ATTEMPTS_OF_A_PROCESS * ATTEMPTS_OF_A_PROCESS;
  }

  /**
   * A process is about to be killed.
   *
   * @param process its first attempt's number
   */
  synchronized void kill(long process) {
    List<Long> survivors = new ArrayList<>(writes.keySet());
    survivors.remove(process);
    for (Kill earlier : kills) {
      survivors.remove(earlier.process());
    }
    kills.add(new Kill(process, System.nanoTime(), survivors));
  }

  /**
   * The longest time from a kill to the next commit of a process that survived and had written
   * before; of one that was killed before it committed again, to that.
   */
  synchronized long longestWaitAfterAKillMillis() {
    long longest = 0;
    for (Kill kill : kills) {
      for (long survivor : kill.survivors()) {
        Long next = writes.get(survivor).higher(kill.time());
        long until = next == null ? endOf(survivor, kill.time()) : next;
        longest = Math.max(longest, until - kill.time());
      }
    }
    return longest / 1_000_000;
  }

  /** Of how many survivors of all kills together. */
  synchronized int survivors() {
    return kills.stream().mapToInt(kill -> kill.survivors().size()).sum();
  }

  /** When it was killed; {@code otherwise} if it ended by itself. */
  private long endOf(long process, long otherwise) {
    return kills.stream()
        .filter(kill -> kill.process() == process)
        .mapToLong(Kill::time)
        .findAny()
        .orElse(otherwise);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized History history() {
    History history = new History();
    for (Said said : attempts.values()) {
      history.add(
          said.number(),
          said.invoked(),
          said.answered(),
          said.end() == 'C',
          said.end() == 'I',
          said.done());
    }
    return history;
  }
}
