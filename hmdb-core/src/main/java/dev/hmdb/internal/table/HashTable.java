package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from keys to versioned values.
 *
 * <p>Readers take no lock, allocate nothing and never wait, whatever the writer does. There is one
 * writer at a time; the commit lock sees to that. How keys are kept, hashed and compared is up to
 * the subclass.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract sealed class HashTable<K, V>
    permits ReferenceHashTable, LongHashTable, LongPairHashTable {
  /*
   * Mechanism
   *
   * Chained buckets, see Buckets. An entry is replaced, never changed: the new entry takes the old
   * one's place in the chain and holds on to it through its Version, for readers of older
   * timestamps, until the commit is settled. A removal is a tombstone in the entry's place; settling
   * a tombstone unlinks it.
   *
   * Invariants
   * 1. An entry that left its chain (replaced or unlinked) keeps its `next` for ever.
   * 2. The chain of a bucket holds at most one entry of a key.
   * 3. An entry is settled only when its commit is published and no snapshot is older.
   * 4. Timestamps decrease strictly along Version.older.
   *
   * Why a reader is right (hit). Let t be when it read the bucket's head. By invariant 1 and
   * induction over the chain, each entry that it reaches was in the table at some moment since t:
   * the `next` of an entry in the table leads to one in the table now; that of an entry that left
   * leads to one that was in the table when it left, which was after t. So the entry that it finds
   * was the newest of its key at some moment of the call, which is when the call took effect.
   *
   * Why a reader is right (miss). If no chain was cut, an entry of the key that was there from t on
   * would have been found: chains lose entries only by unlinking, when the key is absent. A chain is
   * cut, and a head emptied, only when its bucket moves to a larger array, and `whole` is cleared
   * before anything moves: while the heads that the reader began with are `whole`, the miss counts.
   * Else findSlow asks which array holds the bucket, before and after, and looks again if that has
   * changed. It can do so only once for each doubling of the table during the call, so it is
   * wait-free.
   *
   * Two gets in a row. If the first saw commit c, then either c was published when it looked at the
   * clock, or the entry was settled, which is after publication. In both cases everything c
   * installed happened before, and the second get starts from a head that leads to it.
   */
  private static final VarHandle BUCKETS;
  private static final VarHandle HEADS;
  private static final VarHandle WHOLE;
  private static final VarHandle SIZE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BUCKETS = lookup.findVarHandle(HashTable.class, "buckets", Buckets.class);
      HEADS = lookup.findVarHandle(HashTable.class, "heads", Entry[].class);
      WHOLE = lookup.findVarHandle(HashTable.class, "whole", Entry[].class);
      SIZE = lookup.findVarHandle(HashTable.class, "size", TableSize.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * How many buckets move with each key that is written, so that growing is spread out: some thirty
   * microseconds. Until all have moved, lookups of the others take a longer way, and a table that
   * is only read from then on would do so for ever: hence over few keys. With 512, a table is on
   * its way for 0.3 % of the keys that it has.
   */
  private static final int MOVES_PER_KEY = 512;

  private final Clock clock;

  // Written by the writer with release, read by anyone with acquire.
  private Buckets<K, V> buckets = Buckets.empty(Buckets.MIN_BITS);

  /** The heads of the newest array that is whole, or was before it began to move: a short cut. */
  private @Nullable Entry<?, ?>[] heads = buckets.heads();

  /** The same as long as nothing moves; null before anything begins to, until it has. */
  private @Nullable Entry<?, ?> @Nullable [] whole = heads;

  private TableSize size = new TableSize(0, 0, null);

  // The writer's own.
  private long linked;
  private @Nullable SpareHeads spare;
  private long lastChange;

  HashTable(Clock clock) {
    this.clock = clock;
  }

  /**
   * An empty table.
   *
   * @param clock the database's
   */
  public static <K, V> HashTable<K, V> create(KeyShape<K> shape, Clock clock) {
    return switch (shape) {
      case KeyShape.Reference<K> _ -> new ReferenceHashTable<>(clock);
      case KeyShape.OneLong<K> one -> new LongHashTable<>(one, clock);
      case KeyShape.TwoLongs<K> two -> new LongPairHashTable<>(two, clock);
    };
  }

  // ---- How keys are kept

  /** The key of an entry of this table. */
  public abstract K keyOf(Entry<K, V> entry);

  abstract Entry<K, V> newEntry(K key, @Nullable V value, @Nullable Version<K, V> version);

  /** The entry of a key in a chain, or null. */
  abstract @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, K key);

  /**
   * The newest entry of a key, published or not; null when there is none, not even a tombstone.
   *
   * <p>Each subclass writes out the fast way, so that the JIT sees one kind of key in it: follow
   * the chain, and on a miss ask {@link #isAbsent}. Everything else goes to {@link #findSlow}.
   */
  public abstract @Nullable Entry<K, V> find(K key);

  // ---- Readers

  /**
   * The published value of a key, or null.
   *
   * <p>Written out like {@link #find}, and not by way of it, with the first entry of the chain
   * apart from the others: measured with a million strings, JDK 25, the shorter form takes 1.1
   * times as long. What a lookup waits for is memory, and the fewer instructions there are between
   * two lookups, the more of them the processor overlaps.
   */
  public abstract @Nullable V get(K key);

  /** The published value that a key has by its newest entry. */
  final @Nullable V published(Entry<K, V> entry) {
    return entry.versionAcquire() == null ? entry.value : getUnsettled(entry);
  }

  /** {@link #get} by way of {@link #findSlow}. */
  final @Nullable V getSlow(int hash, K key) {
    Entry<K, V> entry = findSlow(hash, key);
    return entry == null ? null : published(entry);
  }

  /** Where to look first; what is not found there {@link #isAbsent} or in another array. */
  final @Nullable Entry<?, ?>[] headsAcquire() {
    return (@Nullable Entry<?, ?>[]) HEADS.getAcquire(this);
  }

  @SuppressWarnings("unchecked") // an array of this table's
  final @Nullable Entry<K, V> head(@Nullable Entry<?, ?>[] heads, int hash) {
    return (Entry<K, V>) Buckets.headAcquire(heads, hash);
  }

  /** Whether a key that was not found from these heads on is in no other array either. */
  @SuppressWarnings("ReferenceEquality") // the very same array is meant
  final boolean isAbsent(@Nullable Entry<?, ?>[] seen) {
    return WHOLE.getAcquire(this) == seen;
  }

  private @Nullable V getUnsettled(Entry<K, V> entry) {
    Entry<K, V> visible = entry.asOf(clock.published());
    return visible == null ? null : visible.value;
  }

  /** The value of a key as of a timestamp that a registered snapshot holds, or null. */
  public @Nullable V get(K key, long timestamp) {
    Entry<K, V> entry = find(key);
    if (entry == null) {
      return null;
    }
    Entry<K, V> visible = entry.asOf(timestamp);
    return visible == null ? null : visible.value;
  }

  /**
   * The entry that gives a key its value as of a timestamp that a registered snapshot holds; null
   * if it has none.
   */
  public @Nullable Entry<K, V> find(K key, long timestamp) {
    Entry<K, V> entry = find(key);
    Entry<K, V> visible = entry == null ? null : entry.asOf(timestamp);
    return visible == null || visible.value == null ? null : visible;
  }

  /** {@link #find} while the table grows. */
  final @Nullable Entry<K, V> findSlow(int hash, K key) {
    Buckets<K, V> holder = bucketsAcquire().holderAcquire(hash);
    while (true) {
      Entry<K, V> entry = inChain(holder.headAcquire(hash), key);
      if (entry != null) {
        return entry;
      }
      Buckets<K, V> now = bucketsAcquire().holderAcquire(hash);
      if (now.isSameArray(holder)) {
        return null;
      }
      holder = now;
    }
  }

  /** The number of entries, published. */
  public long size() {
    return sizeAcquire().asOf(clock.published()).count;
  }

  /** The number of entries as of a timestamp that a registered snapshot holds. */
  public long size(long timestamp) {
    return sizeAcquire().asOf(timestamp).count;
  }

  /** Walks over the entries as of a timestamp that a registered snapshot holds. */
  public Cursor<K, V> cursor(long timestamp) {
    return new Cursor<>(this, timestamp);
  }

  /** Walks over what is published at each step: weakly consistent, no snapshot needed. */
  public Cursor<K, V> liveCursor() {
    return new Cursor<>(this, Cursor.LIVE);
  }

  long publishedNow() {
    return clock.published();
  }

  Buckets<K, V> bucketsAcquire() {
    @SuppressWarnings("unchecked")
    Buckets<K, V> result = (Buckets<K, V>) BUCKETS.getAcquire(this);
    return result;
  }

  private TableSize sizeAcquire() {
    return (TableSize) SIZE.getAcquire(this);
  }

  // ---- The writer

  /** The newest number of entries, published or not. */
  public long newestSize() {
    return size.count;
  }

  /** The timestamp of the last commit that changed this table. */
  public long lastChange() {
    return lastChange;
  }

  /**
   * Makes room for more keys. May allocate, and so may fail, with nothing changed; called before a
   * commit reaches the log, so that {@link #install} has nothing left to allocate.
   */
  public void reserve(int moreKeys) {
    if (buckets.isGrowing()) {
      if (buckets.hasBegunMove()) {
        move(0);
      }
      move(movesFor(moreKeys));
    }
    long keys = linked + moreKeys;
    while (keys > capacity(buckets) && buckets.bits() < Buckets.MAX_BITS) {
      finishGrowing();
      @Nullable Entry<?, ?>[] next = nextHeads(keys);
      if (next == null) {
        return; // it is on its way; until then chains are a little longer
      }
      Buckets<K, V> larger = Buckets.growingFrom(buckets, next);
      WHOLE.setRelease(this, (Entry<?, ?>[]) null);
      BUCKETS.setRelease(this, larger);
      move(movesFor(moreKeys));
    }
    if (spare == null && keys > capacity(buckets) / 6 * 5 && !buckets.isGrowing()) {
      askForSpare();
    }
  }

  /** Never all at once, so that tests of small tables meet everything that large ones do. */
  private int movesFor(int keys) {
    return (int) Math.min((long) keys * MOVES_PER_KEY, 1L << (buckets.bits() - 2));
  }

  private void move(int count) {
    buckets.move(count);
    if (buckets.hasMoved()) {
      setHeads(); // first: if the stack ends between the two, the next move does both again
      BUCKETS.setRelease(this, buckets.whole());
    }
  }

  private void setHeads() {
    HEADS.setRelease(this, buckets.heads());
    WHOLE.setRelease(this, buckets.heads());
  }

  private void finishGrowing() {
    while (buckets.isGrowing()) {
      move(Integer.MAX_VALUE);
    }
  }

  /** The array for the next doubling; null while a thread is still allocating it. */
  private @Nullable Entry<?, ?> @Nullable [] nextHeads(long keys) {
    askForSpare();
    SpareHeads asked = spare;
    @Nullable Entry<?, ?>[] heads = asked == null ? null : asked.heads();
    if (heads == null && (asked == null || asked.hasFailed() || keys > 2 * capacity(buckets))) {
      heads = Buckets.newHeads(buckets.bits() + 1); // small, or there is no time
    }
    if (heads != null) {
      spare = null;
    }
    return heads;
  }

  private void askForSpare() {
    int bits = buckets.bits() + 1;
    if (spare == null && bits >= SpareHeads.MIN_BITS && bits <= Buckets.MAX_BITS) {
      spare = SpareHeads.begin(bits);
    }
  }

  /** Three quarters of the buckets, as in the JDK's hash maps. */
  private static long capacity(Buckets<?, ?> buckets) {
    return capacity(buckets.bits());
  }

  static long capacity(int bits) {
    return (3L << bits) >>> 2;
  }

  /**
   * The entry that a commit will install.
   *
   * @param value null to remove the key
   * @param current the key's newest entry, from {@link #find}
   */
  public Entry<K, V> prepare(
      K key, @Nullable V value, long timestamp, @Nullable Entry<K, V> current) {
    return newEntry(key, value, new Version<>(timestamp, current));
  }

  /** An entry that is in no table: what a transaction has written and not committed. */
  public Entry<K, V> unfiled(K key, V value) {
    return newEntry(key, value, null);
  }

  /** The size that a commit will install with {@link #installSize}. */
  public Object prepareSize(long delta, long timestamp) {
    return delta == 0 ? size : new TableSize(size.count + delta, timestamp, size);
  }

  /**
   * Puts a prepared entry in its place. Allocates nothing; visible once its commit is published.
   */
  public void install(Entry<K, V> fresh) {
    Version<K, V> version = fresh.versionAcquire();
    Entry<K, V> replaced = version == null ? null : version.older();
    int hash = fresh.hash();
    Buckets<K, V> holder = buckets.holderAcquire(hash);
    Entry<K, V> before = null;
    Entry<K, V> entry = holder.headAcquire(hash);
    while (entry != null && Integer.compareUnsigned(entry.hash(), hash) < 0) {
      before = entry;
      entry = entry.nextPlain();
    }
    if (replaced == null) {
      fresh.setNextRelease(entry);
      linked++;
    } else {
      while (entry != null && entry != replaced) {
        before = entry;
        entry = entry.nextPlain();
      }
      assert entry == replaced : "the replaced entry is in its chain";
      fresh.setNextRelease(replaced.nextPlain());
    }
    link(holder, before, fresh, hash);
  }

  /** Says which commit changed this table last, and what its size is now. */
  public void installSize(Object prepared, long timestamp) {
    lastChange = timestamp;
    if (prepared != size) {
      SIZE.setRelease(this, (TableSize) prepared);
    }
  }

  /**
   * Settles an entry whose commit is published and older than no snapshot: readers may take it
   * without a look at the clock, the version that it replaced is freed, a tombstone is unlinked.
   */
  public void settle(Entry<K, V> entry) {
    entry.setVersionRelease(null);
    if (entry.value == null) {
      unlink(entry);
    }
  }

  /**
   * Frees the sizes before that of a commit which no snapshot is older than.
   *
   * @param prepared what {@link #prepareSize} made for it
   */
  public void settleSize(Object prepared) {
    ((TableSize) prepared).settle();
  }

  private void unlink(Entry<K, V> tombstone) {
    if (buckets.hasBegunMove()) {
      move(0); // chains are uncut: what follows may belong to the next bucket
    }
    int hash = tombstone.hash();
    Buckets<K, V> holder = buckets.holderAcquire(hash);
    Entry<K, V> before = null;
    Entry<K, V> entry = holder.headAcquire(hash);
    while (entry != null && entry != tombstone) {
      before = entry;
      entry = entry.nextPlain();
    }
    if (entry == null) {
      return; // the key was put again, and the new entry took the tombstone's place
    }
    link(holder, before, tombstone.nextPlain(), hash);
    linked--;
  }

  private void link(
      Buckets<K, V> holder, @Nullable Entry<K, V> before, @Nullable Entry<K, V> entry, int hash) {
    if (before == null) {
      holder.setHeadRelease(hash, entry);
    } else {
      before.setNextRelease(entry);
    }
  }

  // ---- Loading, before any reader is there

  /** Sets a key's value, settled. For recovery: nobody else uses the table yet. */
  public void load(K key, V value) {
    reserve(1);
    Entry<K, V> current = find(key);
    Entry<K, V> fresh = newEntry(key, value, new Version<>(0, current));
    install(fresh);
    fresh.setVersionRelease(null);
    if (current == null) {
      size = new TableSize(size.count + 1, 0, null);
    }
  }

  /** Removes a key. For recovery. */
  public void unload(K key) {
    Entry<K, V> current = find(key);
    if (current != null) {
      unlink(current);
      size = new TableSize(size.count - 1, 0, null);
    }
  }

  /**
   * Begins to fill this table, which is empty, with about so many entries. For recovery.
   *
   * @param expected more or fewer do no harm
   */
  public BulkLoad<K, V> bulkLoad(long expected) {
    return new BulkLoad<>(this, expected);
  }

  /** The end of a {@link BulkLoad}. */
  void takeOver(Buckets<K, V> loaded, long count) {
    buckets = loaded;
    setHeads();
    spare = null;
    linked = count;
    size = new TableSize(count, 0, null);
  }

  /** Ends loading: moves what has still to move, so that lookups take the short way from now on. */
  public void finishLoading() {
    finishGrowing();
  }

  /** Removes everything. For recovery. */
  public void unloadAll() {
    buckets = Buckets.empty(Buckets.MIN_BITS);
    setHeads();
    spare = null;
    linked = 0;
    size = new TableSize(0, 0, null);
  }
}
