package dev.hmdb.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names for the local variables of one generated method. */
final class Locals {
  private final NameAllocator names;

  /** The variables of a method that has these parameters. */
  Locals(CodecNames codecs, List<String> parameters) {
    Set<String> taken = new HashSet<>(parameters);
    // A variable hides a class or package of its name wherever either could be meant.
    taken.addAll(codecs.classes().values());
    codecs
        .mentioned()
        .forEach(type -> {
          taken.add(type.names().getFirst());
          int dot = type.packageName().indexOf('.');
          taken.add(dot < 0 ? type.packageName() : type.packageName().substring(0, dot));
        });
    this.names = new NameAllocator(taken);
  }

  /** Begins a block; its variables are forgotten at {@link #leave}. */
  void enter() {
    names.enter();
  }

  void leave() {
    names.leave();
  }

  /** A variable; one that would look like a class gets a word before its name. */
  String name(String wish) {
    return names.allocate(Character.isUpperCase(wish.codePointAt(0)) ? "component" + wish : wish);
  }
}
