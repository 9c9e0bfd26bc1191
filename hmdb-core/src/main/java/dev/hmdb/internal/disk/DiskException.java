package dev.hmdb.internal.disk;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file call that failed, with the path and the reason in words. */
final class DiskException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param action what was tried, to follow "cannot"
   */
  DiskException(Path path, String action, IOException cause) {
    super(path + ": cannot " + action + ": " + reason(cause), cause);
  }

  DiskException(Path path, String problem) {
    super(path + ": " + problem);
  }

  private static @Nullable String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException e -> "it does not exist";
      case FileAlreadyExistsException e -> "it exists already";
      case AccessDeniedException e -> "permission denied";
      case DirectoryNotEmptyException e -> "it is not empty";
      case FileSystemException e -> e.getReason() == null ? e.getMessage() : e.getReason();
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
