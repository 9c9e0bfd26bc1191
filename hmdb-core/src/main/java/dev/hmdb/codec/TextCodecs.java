package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.Scalar;
import java.net.URI;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/** Strings, the types that are stored as one, and UUIDs. */
final class TextCodecs {
  static final Codec<String> STRING =
      new ScalarCodec<>(Scalar.STRING, (value, out) -> out.writeString(value), Decoder::readString);
  static final Codec<UUID> UUID =
      new ScalarCodec<>(Scalar.UUID, TextCodecs::writeUuid, TextCodecs::readUuid);
  static final Codec<URI> URI =
      new ScalarCodec<>(
          Scalar.URI, TextCodecs::writeUri, in -> java.net.URI.create(in.readString()));
  static final Codec<Locale> LOCALE =
      new ScalarCodec<>(Scalar.LOCALE, TextCodecs::writeLocale, TextCodecs::readLocale);
  static final Codec<Currency> CURRENCY =
      new ScalarCodec<>(
          Scalar.CURRENCY,
          (value, out) -> out.writeString(value.getCurrencyCode()),
          in -> Currency.getInstance(in.readString()));

  private TextCodecs() {}

  private static void writeUuid(UUID value, Encoder out) {
    out.writeRawLong(Long.reverseBytes(value.getMostSignificantBits()));
    out.writeRawLong(Long.reverseBytes(value.getLeastSignificantBits()));
  }

  private static UUID readUuid(Decoder in) {
    long most = Long.reverseBytes(in.readRawLong());
    return new UUID(most, Long.reverseBytes(in.readRawLong()));
  }

  // URI.relativize can make URIs whose text means another one: a/b:c relative to a/ is the path
  // b:c, which reads as something of the scheme b. It must not come back as that.
  private static void writeUri(URI value, Encoder out) {
    String text = value.toString();
    if (!value.equals(java.net.URI.create(text))) {
      throw new IllegalArgumentException("the URI's text is that of another URI: " + text);
    }
    out.writeString(text);
  }

  private static void writeLocale(Locale value, Encoder out) {
    String tag = value.toLanguageTag();
    if (!value.equals(Locale.forLanguageTag(tag))) {
      throw new IllegalArgumentException(
          "the locale " + value + " has no language tag of its own, " + tag + " is another one");
    }
    out.writeString(tag);
  }

  private static Locale readLocale(Decoder in) {
    String tag = in.readString();
    Locale value = Locale.forLanguageTag(tag);
    // forLanguageTag drops what it does not understand.
    if (!value.toLanguageTag().equals(tag)) {
      throw new IllegalArgumentException(tag + " is not a canonical language tag");
    }
    return value;
  }
}
