package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BorrowedDirectoryTest {
  private final SimulatedDirectory owned = new SimulatedDirectory();
  private final BorrowedDirectory borrowed = new BorrowedDirectory(owned);

  @Test
  void filesCanBeRead() throws IOException {
    owned.put("a", new byte[] {1, 2});
    assertThat(borrowed.list()).containsExactly("a");
    assertThat(borrowed.exists("a")).isTrue();
    assertThat(borrowed.isReadOnly()).isTrue();
    try (DiskFile file = borrowed.open("a", Access.READ)) {
      assertThat(file.size()).isEqualTo(2);
    }
  }

  @Test
  void everyChangeIsRefused() {
    owned.put("a", new byte[] {1, 2});
    refuses(() -> borrowed.create("b"));
    refuses(() -> borrowed.open("a", Access.READ_WRITE));
    refuses(() -> borrowed.open("a", Access.WRITE_THROUGH));
    refuses(() -> borrowed.rename("a", "b"));
    refuses(() -> borrowed.delete("a"));
    assertThat(owned.list()).containsExactly("a");
  }

  private static void refuses(ThrowingCallable change) {
    assertThatThrownBy(change).isInstanceOf(IOException.class).hasMessageContaining("only lent");
  }

  @Test
  void itsLockIsTheOwners() throws IOException {
    DirectoryLock held = owned.lock(Duration.ZERO);
    borrowed.lock(Duration.ZERO).close();
    borrowed.close();
    assertThatThrownBy(() -> owned.lock(Duration.ZERO))
        .isInstanceOf(DirectoryLockedException.class);
    held.close();
  }
}
