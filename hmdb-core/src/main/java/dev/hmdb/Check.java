package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a static method of a schema a condition that each entry of a table has to meet.
 *
 * <pre>{@code
 * @Schema
 * public interface SchemaV1 {
 *   Table<Username, Account> accounts();
 *
 *   @Check("accounts")
 *   static boolean balanceIsNotNegative(Username name, Account account) {
 *     return account.balance() >= 0;
 *   }
 * }
 * }</pre>
 *
 * <p>Its parameters are key and value, or the value alone. It returns whether the entry is right;
 * or a {@code String} that says what is wrong, or an {@code Optional<String>}, null or empty if
 * nothing is. The table is a {@link Table} or a {@link SortedTable}.
 *
 * <p>It is called at commit for each entry that the commit puts, so only what an entry is at the
 * end of a transaction counts. An entry that does not pass makes the commit throw a {@link
 * ConstraintViolationException}; what the method throws reaches the caller as it is. In both cases
 * nothing of the commit is kept. A database that has entries which do not pass is not opened.
 *
 * <p>The method is called while no other thread can commit, and when a database is opened on
 * several threads: it must be quick, depend on nothing but its arguments, and not use the database.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Check {
  /** The name of the table. */
  String value();
}
