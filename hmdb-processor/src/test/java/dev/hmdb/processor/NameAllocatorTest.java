package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NameAllocatorTest {
  @Test
  void freeNameIsGiven() {
    assertThat(new NameAllocator(Set.of()).allocate("a")).isEqualTo("a");
  }

  @Test
  void takenNameGetsANumber() {
    NameAllocator names = new NameAllocator(Set.of("a", "a2"));
    assertThat(names.allocate("a")).isEqualTo("a3");
    assertThat(names.allocate("a")).isEqualTo("a4");
  }

  @Test
  void outerNamesCannotBeUsedInside() {
    NameAllocator names = new NameAllocator(Set.of("a"));
    names.enter();
    assertThat(names.allocate("a")).isEqualTo("a2");
  }

  @Test
  void innerNamesAreFreeAgainOutside() {
    NameAllocator names = new NameAllocator(Set.of());
    names.enter();
    names.allocate("a");
    names.leave();
    assertThat(names.allocate("a")).isEqualTo("a");
  }
}
