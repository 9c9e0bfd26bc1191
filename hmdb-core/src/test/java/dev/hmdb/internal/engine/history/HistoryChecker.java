package dev.hmdb.internal.engine.history;

import dev.hmdb.internal.engine.history.History.Append;
import dev.hmdb.internal.engine.history.History.Attempt;
import dev.hmdb.internal.engine.history.History.Operation;
import dev.hmdb.internal.engine.history.History.Read;
import dev.hmdb.internal.engine.history.History.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says what in a history contradicts strict serializability. */
final class HistoryChecker {
  /*
   * The longest list of a key tells the order of its versions, and every other list must be a
   * prefix of it. From that order follow the edges between committed attempts: ww from a version's
   * writer to the next one's, wr from a version's writer to its readers, rw from a reader to the
   * writer of the next version. Real time is a chain of moments, one for each answer: an attempt
   * leads to the moment of its answer, and the last moment before an invocation leads to the
   * attempt invoked. So an attempt reaches just those invoked after its answer, with as many edges
   * as there are attempts instead of their square. An order that respects all edges exists exactly
   * if they form no circle.
   *
   * Attempts that did not commit must have read one state too, of a moment while they ran. They are
   * readers in the graph, and what they appended must be seen nowhere. Of one that died with the
   * database it is unknown whether it counts: it does if anything of it was seen, and then all of it
   * must have been.
   */
  private record Element(String text, Attempt owner) {}

  /** Elements of one key in the order of its versions. */
  private record Versions(String longest, List<Element> elements, Map<Integer, Integer> counts) {}

  private final List<Attempt> attempts;
  private final Set<Attempt> committed = new LinkedHashSet<>();
  private final List<String> anomalies = new ArrayList<>();
  private final Map<String, Attempt> owners = new HashMap<>();
  private final Map<Attempt, Map<String, String>> firstReads = new LinkedHashMap<>();
  private final Map<Attempt, Map<String, String>> written = new LinkedHashMap<>();
  private final Map<String, String> longest = new TreeMap<>();
  private final DependencyGraph graph = new DependencyGraph();
  private final Map<Attempt, Integer> nodes = new LinkedHashMap<>();

  private HistoryChecker(History history) {
    attempts = history.ended();
  }

  /** The contradictions, readable; none when the history is strictly serializable. */
  static List<String> anomalies(History history) {
    HistoryChecker checker = new HistoryChecker(history);
    checker.check();
    return checker.anomalies;
  }

  private void check() {
    for (Attempt attempt : attempts) {
      for (Operation operation : attempt.operations()) {
        if (operation instanceof Append append) {
          owners.put(append.key() + ":" + append.element(), attempt);
        }
      }
    }
    for (Attempt attempt : attempts) {
      nodes.put(attempt, graph.node(attempt.toString()));
      readWithin(attempt);
      if (attempt.isCommitted()) {
        committed.add(attempt);
      }
    }
    longest.forEach(this::commitWhatWasSeen);
    committed.forEach(attempt -> written.get(attempt).forEach(this::considerLongest));
    longest.forEach(this::checkKey);
    orderByTime();
    String circle = graph.circle();
    if (!circle.isEmpty()) {
      anomalies.add("circle: " + circle);
    }
  }

  /** Checks that an attempt sees one state and its own appends. */
  private void readWithin(Attempt attempt) {
    Map<String, String> first = new LinkedHashMap<>();
    Map<String, String> expected = new HashMap<>();
    for (Operation operation : attempt.operations()) {
      String key = operation.key();
      switch (operation) {
        case Read(String _, String seen) -> {
          first.putIfAbsent(key, seen);
          String before = expected.putIfAbsent(key, seen);
          if (before != null && !before.equals(seen)) {
            anomalies.add(
                "non-repeatable read: " + attempt + " had " + key + "=" + before + " then " + seen);
          }
        }
        case Append(String _, String element) -> {
          if (expected.computeIfPresent(key, (_, list) -> list + element) == null
              && !attempt.isUnknown()) {
            throw new IllegalArgumentException(attempt + " appends to " + key + " unread");
          }
        }
        case Size(String prefix, long size) -> {
          long known =
              expected.entrySet().stream()
                  .filter(list -> list.getKey().startsWith(prefix) && !list.getValue().isEmpty())
                  .count();
          if (known != size) {
            anomalies.add(
                "wrong size: " + attempt + " counted " + size + " of " + prefix + ", not " + known);
          }
        }
      }
    }
    firstReads.put(attempt, first);
    first.forEach(this::considerLongest);
    written.put(attempt, expected);
  }

  /** Of those of whom nothing is known, whoever has an element in what was read. */
  private void commitWhatWasSeen(String key, String list) {
    for (String text : list.splitWithDelimiters(",", 0)) {
      Attempt owner = owners.get(key + ":" + text + ",");
      if (owner != null && owner.isUnknown()) {
        committed.add(owner);
      }
    }
  }

  private void considerLongest(String key, String list) {
    longest.merge(key, list, (one, other) -> other.length() > one.length() ? other : one);
  }

  private void checkKey(String key, String list) {
    Versions versions = versions(key, list);
    Attempt last = null;
    for (Element element : versions.elements()) {
      Attempt owner = element.owner();
      if (last != null && owner != null && !last.equals(owner)) {
        edge(last, owner, "ww " + key);
      }
      last = owner;
    }
    for (Attempt attempt : attempts) {
      String seen = firstReads.get(attempt).get(key);
      if (seen != null && isPrefix(attempt, key, seen, versions)) {
        checkRead(attempt, key, versions.counts().get(seen.length()), versions);
        if (committed.contains(attempt)) {
          isPrefix(attempt, key, written.get(attempt).get(key), versions);
        }
      }
    }
  }

  private Versions versions(String key, String list) {
    List<Element> elements = new ArrayList<>();
    Map<Integer, Integer> counts = new HashMap<>(Map.of(0, 0));
    Map<String, Integer> places = new HashMap<>();
    for (int start = 0; start < list.length(); ) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma + 1;
      String text = list.substring(start, end);
      Attempt owner = owners.get(key + ":" + text);
      if (owner == null) {
        anomalies.add("garbage: nobody appended " + text + " to " + key);
      } else if (!committed.contains(owner)) {
        anomalies.add("aborted read: " + text + " of " + owner + " was seen in " + key);
      }
      if (places.put(text, elements.size()) != null) {
        anomalies.add("duplicate: " + text + " is twice in " + key);
      }
      elements.add(new Element(text, owner));
      counts.put(end, elements.size());
      start = end;
    }
    return new Versions(list, elements, counts);
  }

  private boolean isPrefix(Attempt attempt, String key, String list, Versions versions) {
    if (versions.longest().startsWith(list) && versions.counts().containsKey(list.length())) {
      return true;
    }
    String other = versions.longest();
    String beside = other.substring(0, Math.min(list.length(), other.length()));
    anomalies.add("lost update: " + attempt + " has " + key + "=" + list + " beside " + beside);
    return false;
  }

  private void checkRead(Attempt reader, String key, int count, Versions versions) {
    List<Element> elements = versions.elements();
    Attempt writer = count == 0 ? null : elements.get(count - 1).owner();
    Attempt next = count == elements.size() ? null : elements.get(count).owner();
    if (writer != null && writer.equals(next)) {
      anomalies.add(
          "intermediate read: " + reader + " saw but a part of what " + writer + " did to " + key);
    }
    if (writer != null && !writer.equals(reader)) {
      edge(writer, reader, "wr " + key);
    } else if (writer != null) {
      anomalies.add("own future: " + reader + " saw its append to " + key + " before making it");
    }
    if (next != null && !next.equals(reader)) {
      edge(reader, next, "rw " + key);
    }
  }

  private void edge(Attempt from, Attempt to, String why) {
    graph.edge(nodes.get(from), nodes.get(to), why);
  }

  private void orderByTime() {
    List<Attempt> answered =
        attempts.stream().sorted(Comparator.comparingLong(Attempt::answered)).toList();
    List<Attempt> invoked =
        attempts.stream().sorted(Comparator.comparingLong(Attempt::invoked)).toList();
    int answers = 0;
    int moment = graph.moment();
    for (Attempt attempt : invoked) {
      while (answers < answered.size() && answered.get(answers).answered() < attempt.invoked()) {
        int later = graph.moment();
        graph.edge(moment, later, "real time");
        graph.edge(nodes.get(answered.get(answers)), later, "real time");
        moment = later;
        answers++;
      }
      graph.edge(moment, nodes.get(attempt), "real time");
    }
  }
}
