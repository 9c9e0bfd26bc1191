package dev.hmdb;

import dev.hmdb.codec.Codec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the codec for a type that hmdb cannot store by itself.
 *
 * <p>On a record component it is the codec of that component. On a class it is the codec of that
 * class wherever it occurs. On a schema it is the codec, throughout that schema, of the type that
 * the codec's own type argument names; there it may be repeated. The nearest wins: component, then
 * schema, then class.
 */
@Documented
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
@Repeatable(UseCodec.List.class)
public @interface UseCodec {
  /** A public class with a public constructor without parameters. */
  Class<? extends Codec<?>> value();

  /** The container of repeated annotations. */
  @Documented
  @Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
  @Retention(RetentionPolicy.CLASS)
  @interface List {
    /** The repeated annotations. */
    UseCodec[] value();
  }
}
