/**
 * Accounts and their files: two tables, and transactions over both.
 *
 * <p>Read {@link dev.hmdb.examples.accounts.SchemaV1} first, then {@link
 * dev.hmdb.examples.accounts.AccountsExample} from top to bottom.
 */
@NullMarked
package dev.hmdb.examples.accounts;

import org.jspecify.annotations.NullMarked;
