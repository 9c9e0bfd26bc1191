package dev.hmdb.stress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A value with its version, without key and chain. */
final class Entry {
  static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(Entry.class, "version", Version.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int value;
  private Version version;

  Entry(int value, Version version) {
    this.value = value;
    this.version = version;
  }

  static Entry settled(int value) {
    return new Entry(value, null);
  }

  /** An entry of a commit that replaces another one. */
  static Entry over(Entry older, int value, long timestamp) {
    return new Entry(value, new Version(timestamp, older));
  }

  Version versionAcquire() {
    return (Version) VERSION.getAcquire(this);
  }

  void settleRelease() {
    VERSION.setRelease(this, (Version) null);
  }

  Version versionOpaque() {
    return (Version) VERSION.getOpaque(this);
  }

  void settleOpaque() {
    VERSION.setOpaque(this, (Version) null);
  }
}
