package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Comparator;

/**
 * Names the order of the keys of a {@link SortedTable}, or of the index keys of a {@link
 * SortedIndex} or {@link SortedUniqueIndex}, in place of their own. Nothing of it is stored.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Order {
  /**
   * A comparator of the keys: a class that is not abstract, with a constructor without parameters,
   * both visible in the schema's package. It must compare two keys as 0 exactly when they are
   * equal: keys that it takes for one are missing where there is an order, and nothing detects
   * that. It may be used by any number of threads.
   */
  Class<? extends Comparator<?>> value();
}
