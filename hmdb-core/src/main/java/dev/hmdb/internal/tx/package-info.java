/**
 * Transactions: snapshots, read sets, validation, commit, publication, shared syncs.
 *
 * <p>It knows nothing of file formats and directories: the log is a {@link
 * dev.hmdb.internal.tx.CommitLog}, and what is written there is up to a {@link
 * dev.hmdb.internal.tx.ChangeWriter}. Read {@link dev.hmdb.internal.tx.Committer} first. Thread
 * rules stand with each class; {@code docs/concurrency.md} has all of them in one table.
 */
@NullMarked
package dev.hmdb.internal.tx;

import org.jspecify.annotations.NullMarked;
