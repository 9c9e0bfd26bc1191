package dev.hmdb.internal.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The array of bucket heads, which can be replaced by one of twice the size a few buckets at a
 * time.
 *
 * <p>The bucket of a hash is named by its top bits, so bucket {@code i} holds a range of hashes,
 * and splits into buckets {@code 2i} and {@code 2i+1} of the larger array.
 */
final class Buckets<K, V> {
  /*
   * Invariants
   * 1. A chain is sorted by hash, unsigned. So splitting a bucket is cutting its chain.
   * 2. Buckets move in their order: those before `moved` are in this array, complete; the others are
   *    in `previous`. A bucket that has not moved is empty here, except one between `moved` and
   *    `begun`, which may lead to entries already: a reader who finds its key there is right, and
   *    one who does not looks in `previous`.
   * 3. A bucket that has moved and was cut is empty in `previous`: its entries may have been replaced
   *    since, and would not become garbage.
   *
   * Publication
   * Heads are written with release and read with acquire. A move fills the new heads, then raises
   * `moved`, then cuts the chains and empties the old heads. So a reader who meets the end of a chain
   * that was cut, or an old head that was emptied, finds `moved` raised when it looks again.
   */
  static final int MIN_BITS = 4;
  static final int MAX_BITS = 30;

  private static final VarHandle HEAD =
      MethodHandles.arrayElementVarHandle(Entry[].class).withInvokeExactBehavior();
  private static final VarHandle MOVED;

  static {
    try {
      MOVED = MethodHandles.lookup().findVarHandle(Buckets.class, "moved", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int bits;
  private final int shift;
  private final @Nullable Entry<?, ?>[] heads;

  /** What this one grows out of; null if it is whole. */
  private final @Nullable Buckets<K, V> previous;

  /** The same array as a whole, for when everything has moved. */
  private final Buckets<K, V> whole;

  /** How many buckets of {@link #previous} are here. */
  private int moved;

  // The writer's: how many buckets are to move in the move that is under way, and how many have
  // moved
  // and were cut. Equal between two moves.
  private int begun;
  private int cut;

  /** An array without entries. */
  static <K, V> Buckets<K, V> empty(int bits) {
    return new Buckets<>(newHeads(bits));
  }

  static @Nullable Entry<?, ?>[] newHeads(int bits) {
    return new @Nullable Entry<?, ?>[1 << bits];
  }

  /**
   * An array of twice the size, of which nothing has moved yet.
   *
   * @param heads of {@link #newHeads} with one bit more
   */
  static <K, V> Buckets<K, V> growingFrom(Buckets<K, V> previous, @Nullable Entry<?, ?>[] heads) {
    return new Buckets<>(previous, heads);
  }

  private Buckets(@Nullable Entry<?, ?>[] heads) {
    this.bits = Integer.numberOfTrailingZeros(heads.length);
    this.shift = 32 - bits;
    this.heads = heads;
    this.previous = null;
    this.whole = this;
  }

  private Buckets(Buckets<K, V> previous, @Nullable Entry<?, ?>[] heads) {
    assert heads.length == previous.heads.length * 2;
    this.bits = previous.bits + 1;
    this.shift = 32 - bits;
    this.heads = heads;
    this.previous = previous;
    this.whole = new Buckets<>(heads);
  }

  int bits() {
    return bits;
  }

  /** The first entry of a hash's bucket, as far as it has moved here. */
  @Nullable Entry<K, V> headAcquire(int hash) {
    @SuppressWarnings("unchecked")
    Entry<K, V> head = (Entry<K, V>) (Entry<?, ?>) HEAD.getAcquire(heads, hash >>> shift);
    return head;
  }

  void setHeadRelease(int hash, @Nullable Entry<K, V> head) {
    HEAD.setRelease(heads, hash >>> shift, (Entry<?, ?>) head);
  }

  boolean casHead(int hash, @Nullable Entry<K, V> expected, Entry<K, V> head) {
    return HEAD.compareAndSet(heads, hash >>> shift, (Entry<?, ?>) expected, (Entry<?, ?>) head);
  }

  /** The first entry of a hash's bucket in an array of heads, of whatever size that is. */
  static @Nullable Entry<?, ?> headAcquire(@Nullable Entry<?, ?>[] heads, int hash) {
    int last = heads.length - 1;
    int bucket = hash >>> Integer.numberOfLeadingZeros(last);
    // The mask changes nothing, but tells the JIT that the index is inside.
    return (Entry<?, ?>) HEAD.getAcquire(heads, bucket & last);
  }

  @Nullable Entry<?, ?>[] heads() {
    return heads;
  }

  /** Whether buckets may be missing here. */
  boolean isGrowing() {
    return previous != null;
  }

  /** The array that holds a hash's bucket now: this one, or the one that it grows out of. */
  Buckets<K, V> holderAcquire(int hash) {
    Buckets<K, V> old = previous;
    return old == null || hash >>> old.shift < (int) MOVED.getAcquire(this) ? this : old;
  }

  /** Whether the two are the same array, growing or whole. */
  @SuppressWarnings("ReferenceEquality") // the very same is meant
  boolean isSameArray(Buckets<K, V> other) {
    return heads == other.heads;
  }

  /** The last hash, unsigned, of the bucket that holds this hash. */
  int lastHashOfBucket(int hash) {
    return hash | ((1 << shift) - 1);
  }

  /** The same array, once everything {@link #hasMoved}. */
  Buckets<K, V> whole() {
    return whole;
  }

  /** Whether nothing has still to move. The writer's. */
  boolean hasMoved() {
    return previous == null || cut == previous.heads.length;
  }

  /** Whether a move was begun and not finished. The writer's. */
  boolean hasBegunMove() {
    return cut < begun;
  }

  /**
   * Moves some buckets over from {@link #previous}; finishes a move that was begun instead, if
   * there is one. The writer's.
   *
   * <p>Readers may be anywhere in the chains. First the new buckets appear, complete, sharing the
   * old chains; only then is each chain cut in two. So a reader who finds the end of a chain that
   * was cut also finds that the bucket has moved, and looks here.
   *
   * <p>Called on a user's stack, so it may end anywhere with a StackOverflowError. The next call,
   * which must come before anything is installed, does at least the same buckets again: each step
   * may be done twice. Allocates nothing.
   */
  void move(int count) {
    Buckets<K, V> old = previous;
    if (old == null) {
      return;
    }
    if (!hasBegunMove()) {
      begun = (int) Math.min((long) cut + count, old.heads.length);
    }
    copyBegun(old);
    cutBegun(old);
  }

  /** The first half of a move: the new buckets appear, over chains that are still whole. */
  private void copyBegun(Buckets<K, V> old) {
    for (int bucket = moved; bucket < begun; bucket++) {
      copy(old.heads[bucket], bucket << 1);
    }
    MOVED.setRelease(this, begun);
  }

  private void copy(@Nullable Entry<?, ?> head, int lowBucket) {
    Entry<?, ?> high = head;
    while (high != null && (high.hash() >>> shift) == lowBucket) {
      high = high.nextPlain();
    }
    HEAD.setRelease(heads, lowBucket, (Entry<?, ?>) (high == head ? null : head));
    HEAD.setRelease(heads, lowBucket + 1, (Entry<?, ?>) high);
  }

  /** The second half of a move. */
  private void cutBegun(Buckets<K, V> old) {
    for (int bucket = cut; bucket < begun; bucket++) {
      cut(heads[bucket << 1], bucket << 1);
      HEAD.setRelease(old.heads, bucket, (Entry<?, ?>) null);
    }
    cut = begun;
  }

  /** Ends the chain of the lower bucket before the first entry of the upper one. */
  private void cut(@Nullable Entry<?, ?> head, int lowBucket) {
    Entry<?, ?> last = null;
    Entry<?, ?> entry = head;
    while (entry != null && (entry.hash() >>> shift) == lowBucket) {
      last = entry;
      entry = entry.nextPlain();
    }
    if (last != null && entry != null) {
      last.setNextRelease(null);
    }
  }

  /** Begins a move and leaves it in the middle, as a StackOverflowError would. For tests. */
  void moveHalf(int count) {
    Buckets<K, V> old = previous;
    if (old != null) {
      begun = (int) Math.min((long) cut + count, old.heads.length);
      copyBegun(old);
    }
  }
}
