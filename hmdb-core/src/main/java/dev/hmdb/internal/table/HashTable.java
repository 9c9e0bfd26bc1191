package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
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
   * would have been found: chains lose entries only by unlinking, when the key is absent. If the
   * chain was cut, the new piece or array was published first (Buckets.moveOnePiece); the reader
   * looks for that after a miss, and starts again; so it does when the piece was taken out of the old
   * array. It can do so only once for each doubling of the table during the call, so it is wait-free.
   *
   * Two gets in a row. If the first saw commit c, then either c was published when it looked at the
   * clock, or the entry was settled, which is after publication. In both cases everything c
   * installed happened before, and the second get starts from a head that leads to it.
   */
  private static final VarHandle BUCKETS;
  private static final VarHandle SIZE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BUCKETS = lookup.findVarHandle(HashTable.class, "buckets", Buckets.class);
      SIZE = lookup.findVarHandle(HashTable.class, "size", TableSize.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * How many keys are written between two pieces that move, so that growing is spread out. Until
   * all have moved, lookups take a longer way, and a table that is only read from then on would do
   * so for ever: hence over few keys. With 16, a table is on its way for 1.6 % of the keys that it
   * has. Measured with strings, JDK 25, of 100,000 keys most in pieces that had not moved: a hit
   * took 1.8 times as long as after the move, a miss 1.7 times.
   */
  private static final int KEYS_PER_PIECE = 16;

  private final Clock clock;

  // Written by the writer with release, read by anyone with acquire.
  private Buckets<K, V> buckets = Buckets.empty(Buckets.MIN_BITS);
  private TableSize size = new TableSize(0, 0, null);

  // The writer's own.
  private long linked;
  private int keysUntilMove;
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
  abstract K keyOf(Entry<K, V> entry);

  abstract Entry<K, V> newEntry(K key, @Nullable V value, @Nullable Version<K, V> version);

  /** The entry of a key in a chain, or null. */
  abstract @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, K key);

  /**
   * The newest entry of a key, published or not; null when there is none, not even a tombstone.
   *
   * <p>Each subclass writes out the fast way, so that the JIT sees one kind of key in it: find the
   * piece, follow the chain, and on a miss check that the array is still the same. Everything else
   * goes to {@link #findSlow}.
   */
  public abstract @Nullable Entry<K, V> find(K key);

  // ---- Readers

  /** The published value of a key, or null. */
  public @Nullable V get(K key) {
    Entry<K, V> entry = find(key);
    if (entry == null) {
      return null;
    }
    return entry.versionAcquire() == null ? entry.value : getUnsettled(entry);
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

  /** {@link #find} while the table grows. */
  final @Nullable Entry<K, V> findSlow(int hash, K key) {
    while (true) {
      Buckets<K, V> current = bucketsAcquire();
      Buckets<K, V> holder = current;
      @Nullable Entry<?, ?>[] piece = current.pieceAcquire(hash);
      if (piece == null) {
        holder = current.previousAcquire();
        // Null: the last piece moved meanwhile, so the slot is filled now.
        piece = holder == null ? null : holder.pieceAcquire(hash);
        if (holder == null || piece == null) {
          continue;
        }
      }
      Entry<K, V> entry = inChain(holder.headAcquire(piece, hash), key);
      if (entry != null) {
        return entry;
      }
      boolean hasMoved = holder != current && current.pieceAcquire(hash) != null;
      if (!hasMoved && bucketsAcquire() == current) {
        return null;
      }
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
    if (buckets.hasBegunMove()) {
      buckets.moveOnePiece();
    }
    if (buckets.isGrowing()) {
      moveSome(moreKeys);
    }
    while (linked + moreKeys > capacity(buckets) && buckets.bits() < Buckets.MAX_BITS) {
      while (buckets.isGrowing()) {
        buckets.moveOnePiece();
      }
      BUCKETS.setRelease(this, Buckets.growingFrom(buckets));
      keysUntilMove = 0;
      // The first pieces at once: small arrays have only two.
      buckets.moveOnePiece();
    }
  }

  private void moveSome(int keys) {
    keysUntilMove -= keys;
    while (keysUntilMove <= 0 && buckets.isGrowing()) {
      buckets.moveOnePiece();
      keysUntilMove += KEYS_PER_PIECE;
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
    Buckets<K, V> holder = holder(hash);
    @Nullable Entry<?, ?>[] piece = Objects.requireNonNull(holder.pieceAcquire(hash));
    Entry<K, V> before = null;
    Entry<K, V> entry = holder.headAcquire(piece, hash);
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
    link(holder, piece, before, fresh, hash);
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

  /** Frees the sizes before a commit that no snapshot is older than. */
  public void settleSize(long timestamp) {
    size.asOf(timestamp).settle();
  }

  private void unlink(Entry<K, V> tombstone) {
    int hash = tombstone.hash();
    Buckets<K, V> holder = holder(hash);
    @Nullable Entry<?, ?>[] piece = Objects.requireNonNull(holder.pieceAcquire(hash));
    Entry<K, V> before = null;
    Entry<K, V> entry = holder.headAcquire(piece, hash);
    while (entry != null && entry != tombstone) {
      before = entry;
      entry = entry.nextPlain();
    }
    if (entry == null) {
      return; // the key was put again, and the new entry took the tombstone's place
    }
    link(holder, piece, before, tombstone.nextPlain(), hash);
    linked--;
  }

  /** The array that holds a hash's bucket now. */
  private Buckets<K, V> holder(int hash) {
    Buckets<K, V> current = buckets;
    if (current.pieceAcquire(hash) != null) {
      return current;
    }
    // Buckets, invariant 3: a piece that is missing is still in the previous array.
    return Objects.requireNonNull(current.previousAcquire());
  }

  private void link(
      Buckets<K, V> holder,
      @Nullable Entry<?, ?>[] piece,
      @Nullable Entry<K, V> before,
      @Nullable Entry<K, V> entry,
      int hash) {
    if (before == null) {
      holder.setHeadRelease(piece, hash, entry);
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
    linked = count;
    size = new TableSize(count, 0, null);
  }

  /** Ends loading: moves what has still to move, so that lookups take the short way from now on. */
  public void finishLoading() {
    while (buckets.isGrowing()) {
      buckets.moveOnePiece();
    }
  }

  /** Removes everything. For recovery. */
  public void unloadAll() {
    buckets = Buckets.empty(Buckets.MIN_BITS);
    linked = 0;
    size = new TableSize(0, 0, null);
  }
}
