package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;

/** How the values of one place are converted. */
@FunctionalInterface
interface Step {
  /**
   * Converts the next value.
   *
   * @param depth how deep what is inside it is inside others
   */
  void convert(Decoder in, Encoder out, int depth);

  /** A value becomes an {@code Optional} of it. */
  record Wrap(Link element) implements Step {
    @Override
    public void convert(Decoder in, Encoder out, int depth) {
      out.writeBoolean(true);
      element.convert(in, out, depth);
    }
  }

  /** What is in an {@code Optional} becomes something else. */
  record Inside(Link element) implements Step {
    @Override
    public void convert(Decoder in, Encoder out, int depth) {
      boolean isPresent = in.readBoolean();
      out.writeBoolean(isPresent);
      if (isPresent) {
        element.convert(in, out, depth);
      }
    }
  }

  /** The elements become something else. */
  record Elements(Link element, int storedMinimum, int wantedMinimum) implements Step {
    @Override
    public void convert(Decoder in, Encoder out, int depth) {
      int count = in.readCount(storedMinimum);
      out.writeCount(count, wantedMinimum);
      for (int i = 0; i < count; i++) {
        element.convert(in, out, depth);
      }
    }
  }

  /** Keys or values of a map become something else. */
  record Entries(Link key, Link value, int storedMinimum, int wantedMinimum) implements Step {
    @Override
    public void convert(Decoder in, Encoder out, int depth) {
      int count = in.readCount(storedMinimum);
      out.writeCount(count, wantedMinimum);
      for (int i = 0; i < count; i++) {
        key.convert(in, out, depth);
        value.convert(in, out, depth);
      }
    }
  }

  /** Constants have other indexes. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Constants(String type, int[] wantedOf) implements Step {
    @Override
    public void convert(Decoder in, Encoder out, int depth) {
      out.writeVariant(wantedOf[in.readVariant(wantedOf.length, type)]);
    }
  }

  /** Variants have other indexes, or become something else. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Variants(String type, int[] wantedOf, Link[] links) implements Step {
    @Override
    public void convert(Decoder in, Encoder out, int depth) {
      int index = in.readVariant(wantedOf.length, type);
      out.writeVariant(wantedOf[index]);
      links[index].convert(in, out, depth);
    }
  }
}
