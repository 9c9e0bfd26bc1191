/**
 * The concurrent versioned hash table: lock-free for readers, one writer at a time. And the ordered
 * tree, which never changes.
 *
 * <p>It knows nothing of files, codecs and transactions: it keeps, for each key, the newest entry
 * and as many older ones as some snapshot may still want. Read {@link
 * dev.hmdb.internal.table.HashTable} first, and {@link dev.hmdb.internal.table.CountedTree} for
 * what is ordered. Methods that change a table are called under the commit lock of {@link
 * dev.hmdb.internal.tx}; every other method may be called by any thread at any time.
 */
@NullMarked
package dev.hmdb.internal.table;

import org.jspecify.annotations.NullMarked;
