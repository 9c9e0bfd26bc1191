package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/**
 * What reading one segment from its first frame on found.
 *
 * @param end position after the last frame
 * @param promised position up to which a frame says the log was on stable storage; 0 if there is
 *     none
 * @param frames how many frames there are
 * @param commits how many of them are commits
 * @param lastKind kind of the last frame; 0 if there is none
 * @param tornBytes bytes after {@code end}, up to the last one that is not zero
 * @param problem why what is at {@code end} is no frame
 */
record SegmentScan(
    SegmentHeader header,
    long end,
    long promised,
    long frames,
    long commits,
    byte lastKind,
    long tornBytes,
    String problem) {

  static SegmentScan of(DiskFile file, SegmentHeader header, FrameVisitor visitor)
      throws IOException {
    FrameReader reader = new FrameReader(file, header);
    long offset = SegmentLayout.HEADER_LENGTH;
    long promised = 0;
    long frames = 0;
    long commits = 0;
    byte lastKind = 0;
    while (lastKind != FrameKind.NEXT && reader.read(offset) == FrameReader.Found.FRAME) {
      lastKind = reader.kind();
      if (FrameKind.isShown(lastKind)) {
        reader.show(offset, visitor);
      }
      promised = Math.max(promised, reader.promised());
      frames++;
      commits += lastKind == FrameKind.COMMIT ? 1 : 0;
      offset = reader.next();
    }
    return new SegmentScan(
        header,
        header.basePosition() + offset,
        promised,
        frames,
        commits,
        lastKind,
        // Nothing is ever written behind a NEXT, so nothing there is the log's.
        lastKind == FrameKind.NEXT ? 0 : reader.bytesBeforeZeros(offset),
        reader.problem());
  }

  /** Whether the log goes on in the next segment. */
  boolean goesOn() {
    return lastKind == FrameKind.NEXT;
  }

  /** Whether the last frame is a seal and no byte follows. */
  boolean isSealed() {
    return lastKind == FrameKind.SEAL && tornBytes == 0;
  }

  /** Bytes up to the end. */
  long bytes() {
    return end - header.basePosition();
  }

  long endOffset() {
    return end - header.basePosition();
  }
}
