package dev.hmdb.processor;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Hands out names of which no two are equal in one scope or in one around it. */
final class NameAllocator {
  private final Deque<Set<String>> scopes = new ArrayDeque<>();

  NameAllocator(Collection<String> taken) {
    scopes.push(new HashSet<>(taken));
  }

  /** Begins a scope inside the present one. */
  void enter() {
    scopes.push(new HashSet<>());
  }

  /** Ends the scope that {@link #enter} began: its names may be used again. */
  void leave() {
    scopes.pop();
  }

  /** {@code wish}, with a number after it when that name is taken. */
  String allocate(String wish) {
    String name = wish;
    for (int number = 2; isTaken(name); number++) {
      name = wish + number;
    }
    scopes.element().add(name);
    return name;
  }

  private boolean isTaken(String name) {
    return scopes.stream().anyMatch(scope -> scope.contains(name));
  }
}
