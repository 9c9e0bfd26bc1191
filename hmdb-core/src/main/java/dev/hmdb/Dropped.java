package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that tables which a database may still have were removed on purpose: their entries are given
 * up when it is opened for writing. Without it, a stored table that the schema lacks is refused.
 *
 * <p>On the schema interface it names the tables. On a table's method it means that table, for as
 * long as the method is to be kept; calling it is an {@link IllegalStateException}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Dropped {
  /** The names of the removed tables; empty on a method. */
  String[] value() default {};
}
