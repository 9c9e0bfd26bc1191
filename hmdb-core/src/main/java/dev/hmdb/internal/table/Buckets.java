package dev.hmdb.internal.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The array of bucket heads, in pieces, so that it can be replaced by one of twice the size a piece
 * at a time.
 *
 * <p>The bucket of a hash is named by its top bits, so bucket {@code i} holds a range of hashes,
 * and splits into buckets {@code 2i} and {@code 2i+1} of the larger array.
 */
final class Buckets<K, V> {
  /*
   * Invariants
   * 1. A chain is sorted by hash, unsigned. So splitting a bucket is cutting its chain.
   * 2. A piece, once in the spine, stays there until it has moved to the next array. Then it is taken
   *    out: the entries in it may have been replaced since, and would not become garbage.
   * 3. While `previous` is not null, a hash whose piece is null is looked up in `previous`. If it is
   *    null there too, it has moved meanwhile: look again.
   *
   * Publication
   * Slots of the spine and of a piece are written with release, read with acquire.
   */
  static final int MIN_BITS = 4;
  static final int MAX_BITS = 30;

  /** 1024 buckets a piece: moving one takes some ten microseconds, and it is no large object. */
  private static final int MAX_PIECE_BITS = 10;

  private static final VarHandle SPINE =
      MethodHandles.arrayElementVarHandle(Entry[][].class).withInvokeExactBehavior();
  private static final VarHandle HEAD =
      MethodHandles.arrayElementVarHandle(Entry[].class).withInvokeExactBehavior();
  private static final VarHandle PREVIOUS;

  static {
    try {
      PREVIOUS = MethodHandles.lookup().findVarHandle(Buckets.class, "previous", Buckets.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int bits;
  private final int pieceBits;
  private final int pieceShift;
  private final int bucketShift;
  private final int bucketMask;
  private final @Nullable Entry<?, ?>[] @Nullable [] spine;

  /** The array that this one grows out of; null once every piece has moved. */
  private @Nullable Buckets<K, V> previous;

  /** How many pieces of {@link #previous} have moved, from the first. The writer's. */
  private int moved;

  /** The new pieces of a move that is not finished; null between two moves. The writer's. */
  private @Nullable Entry<?, ?> @Nullable [][] begun;

  /** An array without entries. */
  static <K, V> Buckets<K, V> empty(int bits) {
    Buckets<K, V> buckets = new Buckets<>(bits, null);
    for (int i = 0; i < buckets.spine.length; i++) {
      buckets.spine[i] = new @Nullable Entry<?, ?>[1 << buckets.pieceBits];
    }
    return buckets;
  }

  /** An array of twice the size, of which nothing has moved yet. */
  static <K, V> Buckets<K, V> growingFrom(Buckets<K, V> previous) {
    return new Buckets<>(previous.bits + 1, previous);
  }

  private Buckets(int bits, @Nullable Buckets<K, V> previous) {
    this.bits = bits;
    // At least two pieces, so that pieceShift is at most 31: a shift by 32 would be one by 0.
    this.pieceBits = Math.min(MAX_PIECE_BITS, bits - 1);
    this.pieceShift = 32 - (bits - pieceBits);
    this.bucketShift = 32 - bits;
    this.bucketMask = (1 << pieceBits) - 1;
    this.spine = new @Nullable Entry<?, ?>[1 << (bits - pieceBits)] @Nullable [];
    this.previous = previous;
  }

  int bits() {
    return bits;
  }

  /** The piece of a hash; null while it has not moved here. */
  @Nullable Entry<?, ?> @Nullable [] pieceAcquire(int hash) {
    return (@Nullable Entry<?, ?>[]) SPINE.getAcquire(spine, hash >>> pieceShift);
  }

  /** The first entry of a hash's bucket, given its piece. */
  @Nullable Entry<K, V> headAcquire(@Nullable Entry<?, ?>[] piece, int hash) {
    @SuppressWarnings("unchecked")
    Entry<K, V> head =
        (Entry<K, V>) (Entry<?, ?>) HEAD.getAcquire(piece, (hash >>> bucketShift) & bucketMask);
    return head;
  }

  void setHeadRelease(@Nullable Entry<?, ?>[] piece, int hash, @Nullable Entry<K, V> head) {
    HEAD.setRelease(piece, (hash >>> bucketShift) & bucketMask, (Entry<?, ?>) head);
  }

  boolean casHead(
      @Nullable Entry<?, ?>[] piece, int hash, @Nullable Entry<K, V> expected, Entry<K, V> head) {
    return HEAD.compareAndSet(
        piece, (hash >>> bucketShift) & bucketMask, (Entry<?, ?>) expected, (Entry<?, ?>) head);
  }

  @Nullable Buckets<K, V> previousAcquire() {
    @SuppressWarnings("unchecked")
    Buckets<K, V> result = (Buckets<K, V>) PREVIOUS.getAcquire(this);
    return result;
  }

  /** Whether pieces of {@link #previous} have still to move. The writer's. */
  boolean isGrowing() {
    return previous != null;
  }

  /** The last hash, unsigned, of the bucket that holds this hash. */
  int lastHashOfBucket(int hash) {
    return hash | ((1 << bucketShift) - 1);
  }

  /**
   * Moves one piece over from {@link #previous}. The writer's.
   *
   * <p>Readers may be anywhere in its chains. First the new pieces appear, complete, sharing the
   * old chains; only then is each chain cut in two. So a reader who finds the end of a chain that
   * was cut also finds the new piece, and looks there.
   *
   * <p>Called on a user's stack, so it may end anywhere with a StackOverflowError, or for lack of
   * memory. What was begun is kept in {@link #begun}, and the next call, which must come before
   * anything is installed, finishes it: each step may be done twice.
   */
  void moveOnePiece() {
    Buckets<K, V> old = previous;
    if (old == null) {
      return;
    }
    if (moved < old.spine.length) {
      copyOnePiece(old);
      cutOnePiece(old);
    }
    if (moved == old.spine.length) {
      // After every piece is in the spine: see invariant 3.
      PREVIOUS.setRelease(this, (Buckets<?, ?>) null);
    }
  }

  /** Whether a move was begun and not finished. */
  boolean hasBegunMove() {
    return begun != null;
  }

  /** The first half of a move: the new pieces appear, over chains that are still whole. */
  void copyOnePiece(Buckets<K, V> old) {
    int firstPiece = (moved << old.pieceBits << 1) >>> pieceBits;
    @Nullable Entry<?, ?>[][] targets = begun;
    if (targets == null) {
      targets = copies(old, firstPiece);
      begun = targets; // from here on writers may use the copies, so there must be no others
    }
    for (int i = 0; i < targets.length; i++) {
      SPINE.setRelease(spine, firstPiece + i, targets[i]);
    }
  }

  private @Nullable Entry<?, ?>[][] copies(Buckets<K, V> old, int firstPiece) {
    @Nullable Entry<?, ?>[] source = Objects.requireNonNull(old.spine[moved]);
    int oldFirst = moved << old.pieceBits;
    @Nullable Entry<?, ?>[][] targets = newPieces(source.length * 2);
    for (int i = 0; i < source.length; i++) {
      int bucket = (oldFirst + i) << 1;
      @SuppressWarnings("unchecked")
      Entry<K, V> low = (Entry<K, V>) source[i];
      Entry<K, V> high = low;
      while (high != null && (high.hash() >>> bucketShift) == bucket) {
        high = high.nextPlain();
      }
      put(targets, firstPiece, bucket, low == high ? null : low);
      put(targets, firstPiece, bucket + 1, high);
    }
    return targets;
  }

  /** The second half of a move. Allocates nothing. */
  private void cutOnePiece(Buckets<K, V> old) {
    @Nullable Entry<?, ?>[][] targets = Objects.requireNonNull(begun);
    int firstBucket = moved << old.pieceBits << 1;
    for (int i = 0; i < targets.length; i++) {
      for (int low = 0; low < targets[i].length; low += 2) {
        cut(targets[i][low], firstBucket + (i << pieceBits) + low);
      }
    }
    // Nobody looks there any more, and what it leads to must not stay in memory.
    SPINE.setRelease(old.spine, moved, (@Nullable Entry<?, ?>[]) null);
    begun = null;
    moved++;
  }

  private @Nullable Entry<?, ?>[][] newPieces(int bucketCount) {
    int length = 1 << pieceBits;
    @Nullable Entry<?, ?>[][] pieces = new @Nullable Entry<?, ?>[bucketCount / length][length];
    return pieces;
  }

  private void put(
      @Nullable Entry<?, ?>[][] pieces, int firstPiece, int bucket, @Nullable Entry<K, V> head) {
    pieces[(bucket >>> pieceBits) - firstPiece][bucket & bucketMask] = head;
  }

  /** Ends the chain of the lower bucket before the first entry of the upper one. */
  private void cut(@Nullable Entry<?, ?> head, int lowBucket) {
    Entry<?, ?> last = null;
    Entry<?, ?> entry = head;
    while (entry != null && (entry.hash() >>> bucketShift) == lowBucket) {
      last = entry;
      entry = entry.nextPlain();
    }
    if (last != null && entry != null) {
      last.setNextRelease(null);
    }
  }
}
