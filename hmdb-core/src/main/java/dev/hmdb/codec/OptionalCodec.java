package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.OptionalType;
import java.util.Optional;

/** See {@link Codecs#optional}. */
record OptionalCodec<T>(Codec<T> element) implements Codec<Optional<T>> {

  @Override
  public TypeDescriptor type() {
    return new OptionalType(element.type());
  }

  @Override
  public void encode(Optional<T> value, Encoder out) {
    boolean present = Elements.requireNonNull(value, "the Optional").isPresent();
    out.writeBoolean(present);
    if (present) {
      element.encode(value.get(), out);
    }
  }

  @Override
  public Optional<T> decode(Decoder in) {
    return in.readBoolean() ? Optional.of(element.decode(in)) : Optional.empty();
  }

  @Override
  public Optional<T> freeze(Optional<T> value) {
    if (Elements.requireNonNull(value, "the Optional").isEmpty()) {
      return value;
    }
    T frozen = element.freeze(value.get());
    return Elements.isSame(frozen, value.get()) ? value : Optional.of(frozen);
  }
}
