package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface the schema of a database.
 *
 * <pre>{@code
 * @Schema
 * public interface SchemaV1 {
 *   Table<Username, Account> accounts();
 *   Table<UUID, FileMetadata> files();
 * }
 * }</pre>
 *
 * <p>Each method takes no parameters and returns a {@link Table} or another kind of table: a {@link
 * SortedTable}, a {@link Cell}, a {@link ListTable}, a {@link SetMultimap} or a {@link
 * ListMultimap}. Its name is the table's name, on disk too. Or it returns an index of a table: see
 * {@link Index} and {@link Unique}. {@link References} and {@link Check} say what entries have to
 * be like. The order of the methods means nothing to the stored data. The processor generates
 * {@code SchemaV1Db} in the same package, and reports as a compile error, at the element concerned,
 * whatever could not be stored.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Schema {}
