/**
 * Serialization: how a value becomes bytes and comes back.
 *
 * <p>The bytes are bincode's, little-endian with variable-length integers; {@code
 * docs/format/encoding.md} is the complete statement of them. This package knows nothing of tables
 * and files. Read {@link dev.hmdb.codec.Codec} first.
 *
 * <p>A codec is immutable and may be used by any number of threads; an {@link
 * dev.hmdb.codec.Encoder} or {@link dev.hmdb.codec.Decoder} belongs to one thread at a time.
 */
@NullMarked
package dev.hmdb.codec;

import org.jspecify.annotations.NullMarked;
