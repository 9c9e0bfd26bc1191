/**
 * hmdb: an embedded, in-memory, persistent, transactional key-value database.
 *
 * <p>Start at {@link dev.hmdb.Schema}; serialization lives in {@link dev.hmdb.codec}.
 */
@org.jspecify.annotations.NullMarked
module dev.hmdb {
  requires static org.jspecify;
  requires static com.google.errorprone.annotations;

  exports dev.hmdb;
  exports dev.hmdb.codec;
  exports dev.hmdb.schema;
}
