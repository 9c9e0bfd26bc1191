package dev.hmdb.internal.disk;

import java.lang.foreign.MemorySegment;

/** A part of a file in memory. */
public final class MappedRegion implements AutoCloseable {
  private final MemorySegment segment;
  private final Runnable unmap;

  /**
   * @param unmap takes the region out of memory; must tolerate a second call
   */
  public MappedRegion(MemorySegment segment, Runnable unmap) {
    this.segment = segment;
    this.unmap = unmap;
  }

  public MemorySegment segment() {
    return segment;
  }

  /**
   * Takes the region out of memory. No other thread may be using the segment, and any use
   * afterwards throws {@link IllegalStateException}. A second call does nothing.
   */
  @Override
  public void close() {
    unmap.run();
  }
}
