package dev.hmdb.internal.disk;

import dev.hmdb.internal.disk.Membership.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A directory in memory that knows what a power cut may take. Of each file, and of the directory's
 * entries, it keeps what a process sees and what is on the disk.
 *
 * <p>{@link #crash} and {@link #kill} return what is found afterwards as a directory of its own and
 * leave this one as it is, so that one state can be tried with every pattern; a process that goes
 * on using this one does no harm to the other.
 *
 * <p>Where systems differ it is the strict one: a file that is open cannot be renamed or deleted
 * unless {@link #letsOpenFilesBeDeleted}, and one that is mapped cannot be cut below the end of the
 * mapping. A sync of a file says nothing about its entry.
 *
 * <p>Several may {@link #join} it: each stands for a process.
 */
public final class SimulatedDirectory implements Directory {
  private static final int DEFAULT_MAPPED_CAPACITY = 4 << 20;

  private final int mappedCapacity;
  private final Map<String, SimulatedImage> entries = new TreeMap<>();
  private final Map<String, SimulatedImage> durableEntries = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();
  private long freeSpace = 1L << 50;
  private boolean isReadOnly;
  private boolean isLocked;
  private boolean letsOpenFilesBeDeleted;
  private final List<SimulatedMembership> members = new ArrayList<>();

  /** A change of the entries that a sync of the directory makes durable; a rename is one. */
  private record Change(@Nullable String removed, @Nullable String added, SimulatedImage image) {
    void applyTo(Map<String, SimulatedImage> entries) {
      if (removed != null) {
        entries.remove(removed, image);
      }
      if (added != null) {
        entries.put(added, image);
      }
    }
  }

  public SimulatedDirectory() {
    this(DEFAULT_MAPPED_CAPACITY);
  }

  /**
   * @param mappedCapacity the size beyond which a file that was ever mapped cannot grow, in bytes
   */
  public SimulatedDirectory(int mappedCapacity) {
    this.mappedCapacity = mappedCapacity;
  }

  /**
   * What is left after a power cut now: what was synced, and of the rest what the pattern leaves,
   * in sectors of 512 bytes and single changes of the directory.
   */
  public synchronized SimulatedDirectory crash(LossPattern pattern, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Map<String, SimulatedImage> left = new TreeMap<>(durableEntries);
    boolean[] kept = pattern.kept(unsynced.size(), random);
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        unsynced.get(i).applyTo(left);
      }
    }
    SimulatedDirectory after = new SimulatedDirectory(mappedCapacity);
    left.forEach((name, image) -> after.entries.put(name, image.crash(pattern, random)));
    after.durableEntries.putAll(after.entries);
    return after;
  }

  /** What another process finds when this one has died: everything written, synced or not. */
  public synchronized SimulatedDirectory kill() {
    SimulatedDirectory after = new SimulatedDirectory(mappedCapacity);
    Map<SimulatedImage, SimulatedImage> copies = new IdentityHashMap<>();
    entries.forEach((name, image) -> after.entries.put(name, copy(image, copies)));
    durableEntries.forEach((name, image) -> after.durableEntries.put(name, copy(image, copies)));
    for (Change change : unsynced) {
      after.unsynced.add(
          new Change(change.removed(), change.added(), copy(change.image(), copies)));
    }
    after.freeSpace = freeSpace;
    return after;
  }

  private static SimulatedImage copy(
      SimulatedImage image, Map<SimulatedImage, SimulatedImage> copies) {
    return copies.computeIfAbsent(image, SimulatedImage::kill);
  }

  /** The operating system puts some of what was not synced on the disk, of its own accord. */
  public synchronized void writeBack(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    entries.values().forEach(image -> image.writeBack(random));
  }

  /** From now on files can grow by this many bytes in all. */
  public synchronized void setFreeSpace(long bytes) {
    freeSpace = bytes;
  }

  /** From now on the directory refuses changes, as one that was opened read-only. */
  public synchronized SimulatedDirectory readOnly() {
    isReadOnly = true;
    return this;
  }

  /**
   * From now on a file that is open can be renamed and deleted; whoever has it open keeps what it
   * is.
   */
  public synchronized SimulatedDirectory letsOpenFilesBeDeleted() {
    letsOpenFilesBeDeleted = true;
    return this;
  }

  /** Files that are open, each as often as it is open. */
  public synchronized int openFiles() {
    return entries.values().stream().mapToInt(image -> image.handles).sum();
  }

  /** Mappings that are live. */
  public synchronized int liveMappings() {
    return entries.values().stream().mapToInt(SimulatedImage::mappings).sum();
  }

  /** The bytes of a file as a process sees them. */
  public synchronized byte[] bytes(String name) {
    SimulatedImage image = entries.get(name);
    byte[] bytes = new byte[image.size()];
    image.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  /** Puts a file there, durably, in place of any of that name. */
  public synchronized void put(String name, byte[] bytes) {
    SimulatedImage image = new SimulatedImage();
    image.write(0, bytes, 0, bytes.length);
    image.sync();
    entries.put(name, image);
    durableEntries.put(name, image);
  }

  int mappedCapacity() {
    return mappedCapacity;
  }

  long freeSpace() {
    return freeSpace;
  }

  /** Gives space back if {@code bytes} is negative. */
  void takeSpace(long bytes) {
    freeSpace -= bytes;
  }

  @Override
  public Path path() {
    return Path.of("simulated");
  }

  @Override
  public synchronized boolean isReadOnly() {
    return isReadOnly;
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public synchronized boolean exists(String name) {
    return entries.containsKey(name);
  }

  @Override
  public synchronized DiskFile create(String name) throws IOException {
    requireWritable(name);
    if (entries.containsKey(name)) {
      throw new IOException(path().resolve(name) + ": it exists already");
    }
    SimulatedImage image = new SimulatedImage();
    change(new Change(null, name, image));
    return new SimulatedFile(this, image, name, Access.READ_WRITE);
  }

  @Override
  public synchronized DiskFile open(String name, Access access) throws IOException {
    if (access != Access.READ) {
      requireWritable(name);
    }
    return new SimulatedFile(this, existing(name), name, access);
  }

  @Override
  public boolean canWriteThrough() {
    return true;
  }

  @Override
  public boolean canSyncMappingsOfOthers() {
    return true;
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    requireWritable(from);
    SimulatedImage image = existing(from);
    requireNotOpen(from);
    requireNotOpen(to);
    change(new Change(from, to, image));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    requireWritable(name);
    SimulatedImage image = existing(name);
    requireNotOpen(name);
    freeSpace += image.size();
    change(new Change(name, null, image));
  }

  private void change(Change change) {
    change.applyTo(entries);
    unsynced.add(change);
  }

  @Override
  public synchronized void sync() throws IOException {
    unsynced.forEach(change -> change.applyTo(durableEntries));
    unsynced.clear();
  }

  @Override
  public synchronized DirectoryLock lock(Duration timeout) throws IOException {
    if (isLocked || !members.isEmpty()) {
      throw new DirectoryLockedException(path() + ": locked", OptionalLong.empty());
    }
    isLocked = true;
    return () -> {
      synchronized (SimulatedDirectory.this) {
        isLocked = false;
      }
    };
  }

  @Override
  public synchronized Membership join(Duration timeout) throws IOException {
    if (isLocked || members.stream().anyMatch(member -> member.has(Right.WRITER))) {
      throw new DirectoryLockedException(path() + ": locked", OptionalLong.empty());
    }
    int number = 0;
    while (isTaken(number)) {
      number++;
    }
    SimulatedMembership member = new SimulatedMembership(this, members, number);
    members.add(member);
    boolean _ = member.tryTake(Right.WRITER);
    return member;
  }

  private boolean isTaken(int number) {
    return members.stream().anyMatch(member -> member.number() == number);
  }

  /** This one was not created by opening it. */
  @Override
  public void undoCreation() {}

  @Override
  public void close() {}

  private SimulatedImage existing(String name) throws IOException {
    SimulatedImage image = entries.get(name);
    if (image == null) {
      throw new IOException(path().resolve(name) + ": does not exist");
    }
    return image;
  }

  private void requireNotOpen(String name) throws IOException {
    SimulatedImage image = entries.get(name);
    if (!letsOpenFilesBeDeleted && image != null && (image.handles > 0 || image.mappings() > 0)) {
      throw new IOException(path().resolve(name) + ": is open or mapped");
    }
  }

  private void requireWritable(String name) throws IOException {
    if (isReadOnly) {
      throw new IOException(path().resolve(name) + ": the directory was opened read-only");
    }
  }
}
