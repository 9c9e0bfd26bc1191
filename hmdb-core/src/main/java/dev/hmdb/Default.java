package dev.hmdb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component has in values that were stored before the component was added. Without this
 * annotation an {@code Optional} is empty, and so is a collection or an array; any other added
 * component needs it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * The value as text: a number, {@code true}, a string, the name of an enum constant, or what the
   * {@code parse} method of a type of {@code java.time} takes, for example.
   */
  String value();
}
