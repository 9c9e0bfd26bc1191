package dev.hmdb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Bytes that a codec decodes, of which the first says which codec: refused with {@link
 * DecodingException}, or a value that is the same when it is encoded and decoded again. They need
 * not be that encoding: a varint may be longer than it has to be.
 */
public final class CodecTarget {
  /** At its index in stored inputs: only added to. */
  private static final List<Codec<?>> CODECS = codecs();

  private CodecTarget() {}

  private static List<Codec<?>> codecs() {
    List<Codec<?>> codecs = new ArrayList<>();
    for (TableDefinition<?, ?> table : Fuzzed.definition().tables()) {
      codecs.add(table.keyCodec());
      codecs.add(table.valueCodec());
    }
    codecs.add(Codecs.list(Codecs.set(Codecs.STRING)));
    codecs.add(Codecs.map(Codecs.LONG, Codecs.optional(Codecs.URI)));
    codecs.add(Codecs.array(Codecs.INT_ARRAY, int[][]::new));
    Stream.of(Codecs.class.getFields())
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .forEach(field -> codecs.add(codec(field)));
    return List.copyOf(codecs);
  }

  private static Codec<?> codec(Field field) {
    try {
      return (Codec<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new LinkageError(field.toString(), e);
    }
  }

  static int count() {
    return CODECS.size();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      roundTrip(CODECS.get((input[0] & 0xFF) % CODECS.size()), input);
    }
  }

  private static <T> void roundTrip(Codec<T> codec, byte[] input) {
    int length = input.length - 1;
    T value;
    try {
      value = decoded(codec, new Decoder(input, 1, length));
    } catch (DecodingException | IllegalArgumentException e) {
      requireRefused(codec, input);
      return;
    }
    assertThat(length).isGreaterThanOrEqualTo(codec.type().minimumBytes());
    byte[] encoded = encoded(codec, codec.freeze(value));
    assertThat(encoded).hasSizeLessThanOrEqualTo(length);
    T again = decoded(codec, new Decoder(MemorySegment.ofArray(encoded)));
    // Not byte for byte: sets and maps have no order of their own.
    assertThat(Objects.deepEquals(again, value)).as("%s and %s", value, again).isTrue();
    assertThat(encoded(codec, again)).hasSameSizeAs(encoded);
  }

  /** A segment that is not an array's is read in another way, and must be refused as well. */
  private static <T> void requireRefused(Codec<T> codec, byte[] input) {
    MemorySegment segment = MemorySegment.ofArray(input).asSlice(1);
    try {
      decoded(codec, new Decoder(segment));
    } catch (DecodingException | IllegalArgumentException e) {
      return;
    }
    throw new AssertionError("a segment is decoded whose bytes are not");
  }

  private static <T> T decoded(Codec<T> codec, Decoder in) {
    T value = codec.decode(in);
    in.expectEnd();
    return value;
  }

  private static <T> byte[] encoded(Codec<T> codec, T value) {
    Encoder out = new Encoder();
    codec.encode(value, out);
    return out.toByteArray();
  }
}
