package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the entries of a table refer to keys of another one, or of the same: what they refer to
 * must be there.
 *
 * <pre>{@code
 * @Schema
 * public interface SchemaV1 {
 *   Table<Username, Account> accounts();
 *
 *   @References(table = "accounts", component = "owner", onDelete = OnDelete.CASCADE)
 *   Table<UUID, FileMetadata> files();
 * }
 * }</pre>
 *
 * <p>What refers is a component of the values, {@code component = "owner"}, or one of the keys,
 * {@code keyComponent = "user"}, each perhaps inside others, {@code "meta.owner"}; with neither,
 * the key itself. Where a path passes an {@code Optional}, an entry of which that is empty refers
 * to nothing; where it passes a {@code List}, a {@code Set} or an array, each element refers.
 * {@link OnDelete#SET_EMPTY} needs a component of the values that can be empty: inside an {@code
 * Optional}, a {@code List} or a {@code Set}. Both tables are {@link Table}s or {@link
 * SortedTable}s, and the type of what refers is that of the keys that it refers to. A table may
 * have several of these.
 *
 * <p>Commits are checked as a whole, so the order inside a transaction does not matter. When a
 * transaction removes a key, {@link #onDelete} decides over all entries that would refer to it
 * after the transaction, also those that it has put itself. What follows from that belongs to the
 * commit: it is in the log with it, and nobody sees one without the other; the transaction itself
 * does not see it. A commit that would leave an entry which refers to nothing throws a {@link
 * ConstraintViolationException}, and nothing of it is kept. A database that has such entries is not
 * opened.
 *
 * <p>Nothing of it is stored: adding and removing it needs no migration.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(References.List.class)
public @interface References {
  /** The name of the table that is referred to. */
  String table();

  /** The path to a component of the values. */
  String component() default "";

  /** The path to a component of the keys, instead of {@link #component}. */
  String keyComponent() default "";

  /** What becomes of the entries when what they refer to is removed. */
  OnDelete onDelete() default OnDelete.RESTRICT;

  /** The container of repeated annotations. */
  @Documented
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.CLASS)
  @interface List {
    /** The repeated annotations. */
    References[] value();
  }
}
