package dev.hmdb.processor;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Hands out names of which no two are equal in one scope. */
final class NameAllocator {
  private final Set<String> taken;

  NameAllocator(Collection<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /** {@code wish}, with a number after it when that name is taken. */
  String allocate(String wish) {
    String name = wish;
    for (int number = 2; !taken.add(name); number++) {
      name = wish + number;
    }
    return name;
  }
}
