/**
 * The public API: schemas, databases, tables, transactions.
 *
 * <p>Write an interface annotated with {@link dev.hmdb.Schema} whose methods return {@link
 * dev.hmdb.Table}s; the processor generates a class beside it, named after it with {@code Db}
 * appended, that implements the interface and {@link dev.hmdb.Database}. Everything here may be
 * used by any number of threads, platform or virtual, unless it says otherwise.
 */
@NullMarked
package dev.hmdb;

import org.jspecify.annotations.NullMarked;
