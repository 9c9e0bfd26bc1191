package dev.hmdb.internal.disk;

import java.io.IOException;
import java.io.Serial;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Somebody else holds the directory's lock. The message says who, as far as that is known. */
public final class DirectoryLockedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable Long holder;

  public DirectoryLockedException(String message, OptionalLong holder) {
    super(message);
    this.holder = holder.isPresent() ? holder.getAsLong() : null;
  }

  /** The process id the holder wrote down; a hint that may be stale or missing. */
  public OptionalLong holder() {
    return holder == null ? OptionalLong.empty() : OptionalLong.of(holder);
  }
}
