package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a schema an index of one of its tables, in which no two entries have the same
 * index key.
 *
 * <p>The method returns a {@link UniqueIndex} or a {@link SortedUniqueIndex}. Everything else is as
 * with {@link Index}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Unique {
  /** One path, or several for an index key that is a record of them. */
  String[] value();
}
