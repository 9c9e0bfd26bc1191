package dev.hmdb.internal.log;

import java.io.IOException;
import java.io.Serial;

/** A segment was deleted because a snapshot file covers it: begin again with that file. */
public final class SegmentGoneException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SegmentGoneException(String message) {
    super(message);
  }
}
