package dev.hmdb.internal.table;

/** An element of a {@link CountedTree}. Not a record: trees tell elements apart by identity. */
final class TreeItem {
  static final KeyOrder<TreeItem, Integer> BY_KEY = (item, key) -> Integer.compare(item.key, key);

  final int key;

  TreeItem(int key) {
    this.key = key;
  }

  @Override
  public String toString() {
    return "item " + key;
  }
}
