package dev.hmdb;

/**
 * For generated code: how a table keeps its keys.
 *
 * <p>Keys that are one or two {@code long}s in content are kept inside the table's entries, without
 * an object of their own: that saves their memory, and a cache miss at each lookup. The processor
 * chooses; nothing of it shows in the API, except that a key handed out may be another, equal
 * instance than the one put.
 *
 * @param <K> the type of the keys
 */
public sealed interface KeyShape<K> {

  /** Keys are kept as the objects that they are. */
  static <K> KeyShape<K> reference() {
    return new Reference<>();
  }

  /** See {@link #reference}. */
  record Reference<K>() implements KeyShape<K> {}

  /**
   * Keys that are one {@code long}: two keys are equal exactly when their numbers are.
   *
   * @param <K> the type of the keys
   */
  non-sealed interface OneLong<K> extends KeyShape<K> {
    /** The number that is the key. */
    long first(K key);

    /** The key that is the number. */
    K key(long first);
  }

  /**
   * Keys that are two {@code long}s: two keys are equal exactly when both numbers are.
   *
   * @param <K> the type of the keys
   */
  non-sealed interface TwoLongs<K> extends KeyShape<K> {
    /** The first number of the key. */
    long first(K key);

    /** The second number of the key. */
    long second(K key);

    /** The key that is the two numbers. */
    K key(long first, long second);
  }
}
