package dev.hmdb.internal.engine.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What must come before what, and the search for a circle in it. */
final class DependencyGraph {
  /** Starts tried in a knot of transactions for the shortest circle; more only costs time. */
  private static final int STARTS = 100;

  private record Edge(int from, int to, String why) {}

  private final List<String> names = new ArrayList<>();
  private final List<List<Edge>> edges = new ArrayList<>();

  int node(String name) {
    names.add(name);
    edges.add(new ArrayList<>());
    return names.size() - 1;
  }

  /** A node that stands for a moment and is left out of reports. */
  int moment() {
    return node("");
  }

  void edge(int from, int to, String why) {
    edges.get(from).add(new Edge(from, to, why));
  }

  /** A circle as text, or the empty text when there is none. */
  String circle() {
    int[] component = components();
    int[] sizes = new int[names.size()];
    for (int of : component) {
      sizes[of]++;
    }
    List<Edge> shortest = List.of();
    int starts = 0;
    for (int node = 0; node < names.size() && starts < STARTS; node++) {
      if (sizes[component[node]] > 1 && !names.get(node).isEmpty()) {
        starts++;
        List<Edge> circle = circleThrough(node, component);
        if (shortest.isEmpty() || circle.size() < shortest.size()) {
          shortest = circle;
        }
      }
    }
    return describe(shortest);
  }

  /** For each node the number of its strongly connected component: Tarjan's, without recursion. */
  private int[] components() {
    int count = names.size();
    int[] order = new int[count];
    int[] low = new int[count];
    int[] next = new int[count];
    int[] component = new int[count];
    Arrays.fill(component, -1);
    Deque<Integer> open = new ArrayDeque<>();
    Deque<Integer> path = new ArrayDeque<>();
    int visited = 0;
    for (int root = 0; root < count; root++) {
      if (order[root] == 0) {
        path.push(root);
      }
      while (!path.isEmpty()) {
        int node = path.peek();
        if (order[node] == 0) {
          order[node] = low[node] = ++visited;
          open.push(node);
        }
        if (next[node] < edges.get(node).size()) {
          int to = edges.get(node).get(next[node]++).to();
          if (order[to] == 0) {
            path.push(to);
          } else if (component[to] < 0) {
            low[node] = Math.min(low[node], order[to]);
          }
          continue;
        }
        path.pop();
        if (!path.isEmpty()) {
          low[path.peek()] = Math.min(low[path.peek()], low[node]);
        }
        if (low[node] == order[node]) {
          int member;
          do {
            member = open.pop();
            component[member] = node;
          } while (member != node);
        }
      }
    }
    return component;
  }

  private List<Edge> circleThrough(int start, int[] component) {
    Edge[] reachedBy = new Edge[names.size()];
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (reachedBy[start] == null) {
      for (Edge edge : edges.get(queue.remove())) {
        if (component[edge.to()] == component[start] && reachedBy[edge.to()] == null) {
          reachedBy[edge.to()] = edge;
          queue.add(edge.to());
        }
      }
    }
    List<Edge> circle = new ArrayList<>();
    int node = start;
    do {
      circle.addFirst(reachedBy[node]);
      node = reachedBy[node].from();
    } while (node != start);
    return circle;
  }

  private String describe(List<Edge> circle) {
    if (circle.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(names.get(circle.getFirst().from()));
    for (Edge edge : circle) {
      String to = names.get(edge.to());
      if (!to.isEmpty()) {
        text.append(" -").append(edge.why()).append("-> ").append(to);
      }
    }
    return text.toString();
  }
}
