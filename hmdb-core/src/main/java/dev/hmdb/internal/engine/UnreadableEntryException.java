package dev.hmdb.internal.engine;

import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.tx.ShortText;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Bytes whose checksum holds, but which are no entry of their table as the schema has it now. */
final class UnreadableEntryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param table its name
   * @param key null if it is the key that cannot be read
   */
  UnreadableEntryException(String table, @Nullable Object key, RuntimeException cause) {
    super(
        "table "
            + table
            + (key == null ? ", a key" : ", the value of key " + text(key))
            + ": "
            + reason(cause),
        cause);
  }

  /** What a decoder, a constructor or a codec complained about. */
  static String reason(RuntimeException e) {
    String text =
        e instanceof DecodingException || e instanceof UnreadableEntryException
            ? String.valueOf(e.getMessage())
            : e.toString();
    boolean isTold = e instanceof UnreadableEntryException || e.getCause() == null;
    return isTold ? text : text + " (" + e.getCause() + ")";
  }

  /** Never throws, whatever the key's {@code toString} does. */
  static String text(Object key) {
    return ShortText.of(key);
  }
}
