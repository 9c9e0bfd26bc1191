/**
 * What is derived in memory from the entries of a table and kept up with each commit: orders and
 * indexes. Nothing of it is on disk.
 *
 * <p>It knows tables, and nothing of files, codecs and transactions: what it must know of a
 * transaction's own writes it is told. Read {@link dev.hmdb.internal.derived.Derived} first.
 * Methods that change something are called under the commit lock of {@code tx}; every other method
 * may be called by any thread at any time, except those of {@link
 * dev.hmdb.internal.derived.Overlay}s, which belong to one transaction.
 */
@NullMarked
package dev.hmdb.internal.derived;

import org.jspecify.annotations.NullMarked;
