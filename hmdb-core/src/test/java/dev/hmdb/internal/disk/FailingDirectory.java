package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls to a directory and its files, and makes chosen ones fail. A sweep runs a script
 * once to count its calls and then once for each call, with that one failing.
 *
 * <p>Calls count from 1, in the order they are made; closing a file is one.
 */
public final class FailingDirectory implements Directory {
  /** How a call fails. */
  public enum Fault {
    /**
     * With an error of the disk. A sync that fails so loses what it should have written, and so
     * does a write that syncs.
     */
    IO_ERROR,
    /** For lack of space. */
    NO_SPACE,
    /** A write does half its work first; all else as {@link #IO_ERROR}. */
    SHORT_WRITE,
    /** Power is cut or the process dies before the call; this call and all later ones fail. */
    CRASH
  }

  private final Directory delegate;
  private final List<String> calls = new ArrayList<>();
  private int failAt;
  private boolean failsOnce;
  private Fault fault = Fault.IO_ERROR;
  private boolean hasFailed;
  private volatile boolean failsToClose;
  private volatile Range unreadable = new Range("", 0, 0);
  private @Nullable SimulatedDirectory crashed;
  private Runnable beforeEachCall = () -> {};
  private boolean isDead;

  /** How to let go of what was opened, once more if that was done. */
  private final List<Release> releases = new ArrayList<>();

  private interface Release {
    void run() throws IOException;
  }

  /** No call fails yet. */
  public FailingDirectory(Directory delegate) {
    this.delegate = delegate;
  }

  /** Makes call {@code n} fail, and no other unless it is a {@link Fault#CRASH}. */
  public synchronized FailingDirectory failAt(int n, Fault fault) {
    failAt = n;
    failsOnce = fault != Fault.CRASH;
    this.fault = fault;
    return this;
  }

  /** Makes call {@code n} and all later ones fail, until {@link #heal}. */
  public synchronized FailingDirectory failFrom(int n, Fault fault) {
    failAt(n, fault);
    failsOnce = false;
    return this;
  }

  /** Makes every read of these bytes fail, which is a call like any other. */
  public FailingDirectory failReads(String file, long from, long to) {
    unreadable = new Range(file, from, to);
    return this;
  }

  private record Range(String file, long from, long to) {
    boolean meets(String name, long offset, int length) {
      return name.equals(file) && offset < to && from < offset + length;
    }
  }

  /** Makes closing fail, which is no call that counts; the directory is closed all the same. */
  public FailingDirectory failToClose() {
    failsToClose = true;
    return this;
  }

  /** Makes no call fail from now on. */
  public synchronized void heal() {
    failAt = 0;
  }

  /** Runs something before each call: to look at the state that a crash there would leave. */
  public synchronized FailingDirectory beforeEachCall(Runnable action) {
    beforeEachCall = action;
    return this;
  }

  /**
   * The death of the process that uses this: lets go of its files, mappings and place, and makes
   * every later call fail.
   */
  public synchronized void die() throws IOException {
    isDead = true;
    for (Release release : releases) {
      release.run();
    }
  }

  /** How many calls were made. */
  public synchronized int calls() {
    return calls.size();
  }

  /** The calls in order, in words. */
  public synchronized List<String> trace() {
    return List.copyOf(calls);
  }

  public synchronized boolean hasFailed() {
    return hasFailed;
  }

  /**
   * The simulated directory as it was at the {@link Fault#CRASH}, before the call: the state to
   * {@link SimulatedDirectory#crash} or to reopen.
   */
  public synchronized SimulatedDirectory atCrash() {
    if (crashed == null) {
      throw new IllegalStateException("no crash; calls=" + calls);
    }
    return crashed;
  }

  /** Counts a call; the fault if it has to fail. */
  private synchronized @Nullable Fault next(String call) {
    if (isDead) {
      return Fault.CRASH;
    }
    calls.add(call);
    beforeEachCall.run();
    if (isDead) {
      return Fault.CRASH;
    }
    int n = calls.size();
    if (failAt == 0 || n < failAt || (failsOnce && n > failAt)) {
      return null;
    }
    hasFailed = true;
    if (fault == Fault.CRASH && crashed == null) {
      crashed = ((SimulatedDirectory) delegate).kill();
    }
    return fault;
  }

  private void call(String call) throws IOException {
    Fault now = next(call);
    if (now != null) {
      throw failure(now, call);
    }
  }

  private static IOException failure(Fault fault, String call) {
    String reason =
        switch (fault) {
          case IO_ERROR, SHORT_WRITE -> "Input/output error";
          case NO_SPACE -> "No space left on device";
          case CRASH -> "crashed";
        };
    return new IOException(call + ": " + reason + " (injected)");
  }

  @Override
  public Path path() {
    return delegate.path();
  }

  @Override
  public boolean isReadOnly() {
    return delegate.isReadOnly();
  }

  @Override
  public List<String> list() throws IOException {
    call("list");
    return delegate.list();
  }

  @Override
  public boolean exists(String name) throws IOException {
    call("exists " + name);
    return delegate.exists(name);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    call("create " + name);
    return opened(delegate.create(name));
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    call("open " + name);
    return opened(delegate.open(name, access));
  }

  private synchronized DiskFile opened(DiskFile file) {
    releases.add(file::close);
    return new FailingFile(file);
  }

  @Override
  public boolean canWriteThrough() {
    return delegate.canWriteThrough();
  }

  @Override
  public boolean canSyncMappingsOfOthers() {
    return delegate.canSyncMappingsOfOthers();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call("rename " + from);
    delegate.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    call("delete " + name);
    delegate.delete(name);
  }

  @Override
  public void sync() throws IOException {
    call("sync directory");
    delegate.sync();
  }

  @Override
  public DirectoryLock lock(Duration timeout) throws IOException {
    call("lock");
    return delegate.lock(timeout);
  }

  @Override
  public Membership join(Duration timeout) throws IOException {
    call("join");
    Membership member = delegate.join(timeout);
    synchronized (this) {
      releases.add(member::close);
    }
    return new FailingMembership(member);
  }

  @Override
  public void undoCreation() throws IOException {
    delegate.undoCreation();
  }

  @Override
  public void close() throws IOException {
    delegate.close();
    if (failsToClose) {
      throw failure(Fault.IO_ERROR, "close directory");
    }
  }

  private final class FailingFile implements DiskFile {
    private final DiskFile file;

    FailingFile(DiskFile file) {
      this.file = file;
    }

    private void call(String call) throws IOException {
      FailingDirectory.this.call(call + " " + name());
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public long size() throws IOException {
      call("size");
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      call("truncate");
      file.truncate(size);
    }

    @Override
    public int read(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
      call("read");
      if (unreadable.meets(name(), offset, length)) {
        throw failure(Fault.IO_ERROR, "read " + name() + " at " + offset);
      }
      return file.read(offset, buffer, bufferOffset, length);
    }

    @Override
    public void write(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
      Fault now = next("write " + name());
      if (now == Fault.SHORT_WRITE) {
        file.write(offset, buffer, bufferOffset, length / 2);
      }
      if (now == Fault.IO_ERROR && file instanceof SimulatedFile simulated) {
        simulated.failWrite(offset, buffer, bufferOffset, length);
      }
      if (now != null) {
        throw failure(now, "write " + name());
      }
      file.write(offset, buffer, bufferOffset, length);
    }

    @Override
    public void zeroFill(long from, long to) throws IOException {
      Fault now = next("zeroFill " + name());
      if (now == Fault.SHORT_WRITE) {
        file.zeroFill(from, from + (to - from) / 2);
      }
      if (now != null) {
        throw failure(now, "zeroFill " + name());
      }
      file.zeroFill(from, to);
    }

    @Override
    public MappedRegion map(long offset, long length) throws IOException {
      call("map");
      MappedRegion region = file.map(offset, length);
      synchronized (FailingDirectory.this) {
        releases.add(region::close);
      }
      return region;
    }

    @Override
    public void sync() throws IOException {
      Fault now = next("sync " + name());
      if (now == Fault.IO_ERROR && file instanceof SimulatedFile simulated) {
        simulated.failSync();
      }
      if (now != null) {
        throw failure(now, "sync " + name());
      }
      file.sync();
    }

    /** Closes the file even if the call fails, as operating systems do. */
    @Override
    public void close() throws IOException {
      file.close();
      call("close");
    }
  }

  /** Whose calls count like those to files. */
  private final class FailingMembership implements Membership {
    private final Membership member;

    FailingMembership(Membership member) {
      this.member = member;
    }

    @Override
    public boolean hasWriters() {
      return member.hasWriters();
    }

    @Override
    public int number() {
      return member.number();
    }

    @Override
    public boolean tryTake(Right right) throws IOException {
      call("take " + right);
      return member.tryTake(right);
    }

    @Override
    public void giveBack(Right right) throws IOException {
      call("give back " + right);
      member.giveBack(right);
    }

    @Override
    public boolean isAlone() throws IOException {
      call("isAlone");
      return member.isAlone();
    }

    @Override
    public String describe(int number) {
      return member.describe(number);
    }

    /** Leaves even if the call fails. */
    @Override
    public void close() throws IOException {
      try {
        call("leave");
      } finally {
        member.close();
      }
    }
  }
}
