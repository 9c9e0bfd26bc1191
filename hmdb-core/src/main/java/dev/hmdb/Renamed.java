package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a part of a schema was called before, so that data stored under the old name are found:
 * a table (on its method), a component of a record, a constant of an enum, or a variant of a sealed
 * type (on the variant's class).
 *
 * <p>Renaming any other class needs no annotation: classes are not known by name in the files.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface Renamed {
  /** Every earlier name; of a variant's class the simple name. */
  String[] from();
}
