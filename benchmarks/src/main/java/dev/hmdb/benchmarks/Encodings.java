package dev.hmdb.benchmarks;

import dev.hmdb.codec.Codec;

/** The generated codecs, for stores of bytes that are measured beside hmdb. */
public final class Encodings {
  /** Of every value. */
  public static final Codec<Account> ACCOUNT = BenchSchemaCodecs.AccountCodec.INSTANCE;

  /** Of keys that are a record. */
  public static final Codec<UserId> USER_ID = BenchSchemaCodecs.UserIdCodec.INSTANCE;

  private Encodings() {}
}
