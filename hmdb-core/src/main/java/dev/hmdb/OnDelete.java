package dev.hmdb;

/** What becomes of entries that refer to a key when that is removed; see {@link References}. */
public enum OnDelete {
  /** The commit is refused as long as an entry refers to the key. */
  RESTRICT,
  /** The entries are removed, too, in the same commit; and those that refer to them, and so on. */
  CASCADE,
  /**
   * The entries are kept, but refer to nothing: an {@code Optional} becomes empty, a {@code List}
   * or {@code Set} loses the element.
   */
  SET_EMPTY
}
