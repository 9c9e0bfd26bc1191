package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A log that counts, fails when it is told to, and whose syncs can be held back. */
final class ScriptedLog implements CommitLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger appended = new AtomicInteger();
  private final AtomicInteger syncs = new AtomicInteger();
  private volatile boolean failsToAppend;
  private volatile boolean diesInAppend;
  private volatile boolean failsToSync;
  private volatile WeakReference<Encoder> lastEncoder = new WeakReference<>(null);
  private volatile Thread lastSyncer;
  private OtherProcesses others;
  private boolean holdsSyncs;
  private int heldSyncs;

  @Override
  public void append(Encoder commit, boolean onlyRemoves) throws IOException {
    if (failsToAppend) {
      throw new IOException("no space left");
    }
    if (diesInAppend) {
      throw new InternalError("a fault occurred in an access to mapped memory");
    }
    appended.incrementAndGet();
    lastEncoder = new WeakReference<>(commit);
  }

  @Override
  public void sync() throws IOException {
    lastSyncer = Thread.currentThread();
    lock.lock();
    try {
      heldSyncs++;
      changed.signalAll();
      while (holdsSyncs) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    syncs.incrementAndGet();
    if (failsToSync) {
      throw new IOException("input/output error");
    }
  }

  @Override
  public OtherProcesses others() {
    return others;
  }

  /** To be called before the log is used. */
  ScriptedLog shareWith(OtherProcesses value) {
    others = value;
    return this;
  }

  ScriptedLog failToAppend(boolean value) {
    failsToAppend = value;
    return this;
  }

  ScriptedLog dieInAppend() {
    diesInAppend = true;
    return this;
  }

  ScriptedLog failToSync() {
    failsToSync = true;
    return this;
  }

  /** From now on a sync begins but does not end. */
  ScriptedLog holdSyncs() {
    lock.lock();
    try {
      holdsSyncs = true;
      return this;
    } finally {
      lock.unlock();
    }
  }

  void releaseSyncs() {
    lock.lock();
    try {
      holdsSyncs = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns once so many syncs have begun. */
  void awaitSyncBegun(int count) {
    lock.lock();
    try {
      while (heldSyncs < count) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The encoder of the last commit, unless it is garbage. */
  WeakReference<Encoder> lastEncoder() {
    return lastEncoder;
  }

  Thread lastSyncer() {
    return lastSyncer;
  }

  int appended() {
    return appended.get();
  }

  int syncs() {
    return syncs.get();
  }
}
