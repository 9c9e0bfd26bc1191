package dev.hmdb.processor.samples;

import dev.hmdb.Bytes;
import dev.hmdb.UseCodec;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Types to store. */
public final class Samples {
  private Samples() {}

  public record Primitives(boolean z, byte b, short s, int i, long j, char c, float f, double d) {}

  public record Boxes(
      Boolean z, Byte b, Short s, Integer i, Long j, Character c, Float f, Double d) {}

  public record Scalars(
      String string,
      UUID uuid,
      BigInteger bigInteger,
      BigDecimal bigDecimal,
      Instant instant,
      Duration duration,
      Period period,
      LocalDate localDate,
      LocalTime localTime,
      LocalDateTime localDateTime,
      OffsetDateTime offsetDateTime,
      ZonedDateTime zonedDateTime,
      ZoneId zoneId,
      ZoneOffset zoneOffset,
      Year year,
      YearMonth yearMonth,
      URI uri,
      Locale locale,
      Currency currency,
      Bytes bytes,
      DayOfWeek dayOfWeek) {}

  public record Optionals(
      Optional<String> one,
      Optional<List<String>> two,
      Optional<Optional<Integer>> three,
      OptionalInt four,
      OptionalLong five,
      OptionalDouble six) {}

  public record Collections(
      List<String> list,
      Set<Integer> set,
      Map<String, Long> map,
      List<List<Integer>> lists,
      Map<Name, Map<String, List<Money>>> maps,
      Set<List<Name>> sets) {}

  public record Arrays(
      byte[] bytes,
      int[] ints,
      String[] strings,
      int[][] matrix,
      List<String>[] lists,
      Optional<byte[]> maybe,
      List<byte[]> blobs) {}

  public record Name(String value) {}

  public record Nothing() {}

  public record Nothings(List<Nothing> list, Nothing[] array, Set<Nothing> set) {}

  public record Even(int value) {
    public Even {
      if (value % 2 != 0) {
        throw new IllegalArgumentException("odd: " + value);
      }
    }
  }

  /** Components named as what generated methods may use themselves. */
  public record Awkward(
      int value,
      int in,
      int out,
      int depth,
      int index,
      int i,
      List<String> element,
      int entry,
      Map<String, List<String>> copy,
      int changed,
      int List,
      int Codecs,
      int java,
      int dev,
      List<String> key) {}

  public enum Plan {
    FREE,
    PREMIUM {
      @Override
      public String toString() {
        return "premium";
      }
    }
  }

  public sealed interface Tree permits Leaf, Inner, Special {}

  public record Leaf(int value) implements Tree {}

  public sealed interface Inner extends Tree permits Branch, Many {}

  public record Branch(Tree left, Tree right) implements Inner {}

  public record Many(List<Tree> children) implements Inner {}

  public enum Special implements Tree {
    NIL
  }

  public record Chain(int value, Optional<Chain> next) {}

  public record Pair<A, B>(A first, B second) {}

  public sealed interface Result<T> permits Ok, Err, Count {}

  public record Ok<T>(T value) implements Result<T> {}

  public record Err<T>(String message) implements Result<T> {}

  public record Count(int count) implements Result<Integer> {}

  /** A class with a codec of its own. */
  @UseCodec(MoneyCodec.class)
  public static final class Money {
    private final long cents;

    public Money(long cents) {
      this.cents = cents;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Money money && money.cents == cents;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(cents);
    }
  }

  public static final class MoneyCodec implements Codec<Money> {
    @Override
    public TypeDescriptor type() {
      return TypeDescriptor.Scalar.LONG;
    }

    @Override
    public void encode(Money value, Encoder out) {
      out.writeLong(value.cents);
    }

    @Override
    public Money decode(Decoder in) {
      return new Money(in.readLong());
    }
  }

  /** Stores an int upside down, to be told from the usual codec. */
  public static final class NegatingCodec implements Codec<Integer> {
    @Override
    public TypeDescriptor type() {
      return Codecs.INT.type();
    }

    @Override
    public void encode(Integer value, Encoder out) {
      out.writeInt(-value);
    }

    @Override
    public Integer decode(Decoder in) {
      return -in.readInt();
    }
  }

  public record Custom(
      Money money, List<Money> list, @UseCodec(NegatingCodec.class) int negated, Integer plain) {}

  public sealed interface Asset permits Cash, Gold {}

  public record Cash(Money amount) implements Asset {}

  /** A variant that is no record. */
  @UseCodec(GoldCodec.class)
  public static final class Gold implements Asset {
    private final int grams;

    public Gold(int grams) {
      this.grams = grams;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Gold gold && gold.grams == grams;
    }

    @Override
    public int hashCode() {
      return grams;
    }
  }

  public static final class GoldCodec implements Codec<Gold> {
    @Override
    public TypeDescriptor type() {
      return Codecs.INT.type();
    }

    @Override
    public void encode(Gold value, Encoder out) {
      out.writeInt(value.grams);
    }

    @Override
    public Gold decode(Decoder in) {
      return new Gold(in.readInt());
    }
  }
}
