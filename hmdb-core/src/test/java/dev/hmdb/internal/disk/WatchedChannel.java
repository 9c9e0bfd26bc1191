package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** A channel for nothing but locks, that says which of them were there when it was closed. */
final class WatchedChannel extends FileChannel {
  private final FileChannel delegate;
  private final List<FileLock> locks = new ArrayList<>();
  private List<Long> heldWhenClosed = List.of();
  private Step whenClosed = () -> {};

  WatchedChannel(FileChannel delegate) {
    this.delegate = delegate;
  }

  /** The positions that were locked through this, and not released before it was closed. */
  List<Long> heldWhenClosed() {
    return heldWhenClosed;
  }

  /** What else happens just after it was closed. */
  void whenClosed(Step step) {
    whenClosed = step;
  }

  /** Something that may fail. */
  interface Step {
    void run() throws IOException;
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    FileLock lock = delegate.tryLock(position, size, shared);
    if (lock != null) {
      locks.add(lock);
    }
    return lock;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    heldWhenClosed = locks.stream().filter(FileLock::isValid).map(FileLock::position).toList();
    delegate.close();
    whenClosed.run();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long newPosition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long size() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
