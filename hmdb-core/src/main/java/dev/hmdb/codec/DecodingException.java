package dev.hmdb.codec;

import java.io.Serial;

/** Bytes that are not the encoding of a value of the type they were read as. */
public final class DecodingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param message what was found and what was expected
   * @param offset where, in bytes from the start of the decoder's input
   */
  public DecodingException(String message, int offset) {
    super(message + " at offset " + offset);
    this.offset = offset;
  }

  /** As {@link #DecodingException(String, int)}, with the exception that a constructor threw. */
  public DecodingException(String message, int offset, Throwable cause) {
    super(message + " at offset " + offset, cause);
    this.offset = offset;
  }

  /** Where the damage was noticed, in bytes from the start of the decoder's input. */
  public int offset() {
    return offset;
  }
}
