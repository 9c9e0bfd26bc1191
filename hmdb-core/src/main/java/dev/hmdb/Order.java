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
   * A comparator of the keys: a public class, not abstract, with a public constructor without
   * parameters. It must compare two keys as 0 exactly when they are equal, and may be used by any
   * number of threads.
   */
  Class<? extends Comparator<?>> value();
}
