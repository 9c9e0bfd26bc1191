/**
 * The feed of changes: what is committed, told to subscribers, each at its own pace.
 *
 * <p>It knows the commits ({@link dev.hmdb.internal.tx.CommitObserver}) and what users see of them,
 * and nothing of files: what is not in memory any more comes from a {@link
 * dev.hmdb.internal.feed.History}. Read {@link dev.hmdb.internal.feed.Feed} first, then {@link
 * dev.hmdb.internal.feed.FeedSubscription}. Thread rules stand with each class.
 */
@NullMarked
package dev.hmdb.internal.feed;

import org.jspecify.annotations.NullMarked;
