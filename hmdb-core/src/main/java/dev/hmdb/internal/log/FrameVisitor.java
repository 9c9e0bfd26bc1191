package dev.hmdb.internal.log;

import java.io.IOException;

/** Receives the frames of a log, in order. */
@FunctionalInterface
public interface FrameVisitor {
  /**
   * A frame whose checksum holds. Called by the thread that opens the log, for {@link
   * FrameKind#SCHEMA} and {@link FrameKind#COMMIT}, before the log has changed a byte on disk: it
   * may yet turn out to be corrupt, so what was built from the frames counts only once opening
   * returns.
   *
   * @param position where the frame begins
   * @param buffer reused after the call: copy what is kept
   * @param offset where the body begins in {@code buffer}
   * @param length of the body
   * @throws IOException or anything unchecked: ends the opening, which closes the file and throws
   *     the same; nothing on disk is changed
   */
  void frame(byte kind, long position, byte[] buffer, int offset, int length) throws IOException;
}
