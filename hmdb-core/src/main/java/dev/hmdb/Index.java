package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a schema an index of one of its tables.
 *
 * <pre>{@code
 * @Schema
 * public interface SchemaV1 {
 *   Table<Username, Account> accounts();
 *
 *   @Index("accounts.plan")
 *   TableIndex<Plan, Username, Account> accountsByPlan();
 *
 *   @Index("accounts.created")
 *   SortedIndex<Instant, Username, Account> accountsByCreated();
 * }
 * }</pre>
 *
 * <p>The method returns a {@link TableIndex} or a {@link SortedIndex}; with {@link Unique} instead
 * of this, a {@link UniqueIndex} or a {@link SortedUniqueIndex}. Its type arguments are the type of
 * the index key, then those of the table, which is a {@link Table} or a {@link SortedTable}.
 *
 * <p>A path is the name of the table, then those of components, each inside the one before, joined
 * by dots: {@code "accounts.address.city"}; the table's name alone is its values as they are. The
 * index key is what is found there. Where a path passes an {@code Optional}, an entry of which that
 * is empty is left out; where it passes a {@code List}, a {@code Set} or an array, an entry has an
 * index key for each element, and none when there is none. The index key's type is one that could
 * be a key, and for a sorted index one that has an order as {@link SortedTable} says.
 *
 * <p>With several paths, all of one table, the index key is a record with as many components, of
 * the types of the paths and in their order: {@code @Index({"accounts.plan", "accounts.created"})
 * SortedIndex<PlanAndCreated, Username, Account> byPlanAndCreated();}. An entry has an index key
 * for each combination.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Index {
  /** One path, or several for an index key that is a record of them. */
  String[] value();
}
