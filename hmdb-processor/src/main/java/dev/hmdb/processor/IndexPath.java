package dev.hmdb.processor;

import java.util.List;

/**
 * The way from a table's values to a part of an index key.
 *
 * @param components the names of components, each inside the one before
 * @param root the type of the table's values
 * @param leaf the type of what is found there, inside all optionals and collections
 */
record IndexPath(List<String> components, StoredType root, StoredType leaf) {
  IndexPath {
    components = List.copyOf(components);
  }
}
