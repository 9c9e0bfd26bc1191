package dev.hmdb.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.schema.TypeConversion.Role;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversions of random values between random types, compared with what the change means. */
class ConversionModelTest {
  private static final int PAIRS = 1000;
  private static final int VALUES = 5;

  /** Randomness that can be repeated: set the property {@code hmdb.seed} to the seed printed. */
  private static RandomGenerator random(String use) {
    long seed = Long.getLong("hmdb.seed", System.nanoTime());
    System.out.println(use + ": -Dhmdb.seed=" + seed);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @ParameterizedTest
  @EnumSource
  void everyValueBecomesWhatTheChangeMeans(Role role) {
    RandomGenerator random = random("pairs of schemas");
    for (int i = 0; i < PAIRS; i++) {
      SchemaPair pair = new SchemaPair(random, role);
      TypeConversion conversion =
          TypeConversion.between(pair.stored, pair.wanted, pair.evolution, role);
      assertThat(conversion.obstacles("value")).as("%s", pair).isEmpty();
      Place place = Place.of(pair.stored);
      for (int j = 0; j < VALUES; j++) {
        DynamicValue value = new RandomValues(random).of(place, 0);
        byte[] before = Types.encode(pair.stored, value);
        byte[] after = Types.encode(pair.wanted, pair.model.apply(value));
        assertThat(Types.convert(conversion, before)).as("%s\n%s", pair, value).isEqualTo(after);
        if (conversion.isIdentity()) {
          assertThat(after).as("%s\n%s", pair, value).isEqualTo(before);
        }
      }
    }
  }

  /** A removed component, a table that is dropped: what is not kept ends where it should. */
  @Test
  void everyValueIsSkippedToItsEnd() {
    RandomGenerator random = random("values to skip");
    for (int i = 0; i < PAIRS; i++) {
      SchemaPair pair = new SchemaPair(random, Role.VALUE);
      DynamicValue value = new RandomValues(random).of(Place.of(pair.stored), 0);
      Decoder in = new Decoder(Types.encode(pair.stored, value));
      TypeConversion.between(pair.stored, pair.stored, Evolution.none(), Role.VALUE).skip(in);
      assertThat(in.remaining()).as("%s\n%s", pair.stored, value).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScalarIsSkippedToItsEnd(Scalar type) {
    RandomGenerator random = random("scalars to skip");
    for (int i = 0; i < 100; i++) {
      DynamicValue value = new RandomValues(random).of(Place.of(type), 0);
      Decoder in = new Decoder(Types.encode(type, value));
      ScalarBytes.skip(type, in);
      assertThat(in.remaining()).as("%s", value).isZero();
    }
  }

  @Test
  void whatItReadsIsWhatItWrote() {
    RandomGenerator random = random("values");
    for (int i = 0; i < PAIRS; i++) {
      SchemaPair pair = new SchemaPair(random, Role.VALUE);
      DynamicValue value = new RandomValues(random).of(Place.of(pair.stored), 0);
      byte[] bytes = Types.encode(pair.stored, value);
      assertThat(Types.decode(pair.stored, bytes)).as("%s", pair.stored).isEqualTo(value);
    }
  }

  /** Two types that have nothing to do with each other. */
  @Test
  void anyTwoTypesAreComparedToAnEnd() {
    RandomGenerator random = random("any two types");
    for (int i = 0; i < PAIRS; i++) {
      TypeDescriptor first = new SchemaPair(random, Role.VALUE).stored;
      TypeDescriptor second = new SchemaPair(random, Role.VALUE).stored;
      TypeConversion there = TypeConversion.between(first, second, Evolution.none(), Role.VALUE);
      TypeConversion back = TypeConversion.between(second, first, Evolution.none(), Role.VALUE);
      boolean isSame = there.obstacles("value").isEmpty() && there.changes("value").isEmpty();
      assertThat(back.obstacles("value").isEmpty() && back.changes("value").isEmpty())
          .as("%s\n%s", first, second)
          .isEqualTo(isSame);
    }
  }

  @Test
  void damagedBytesAreConvertedOrRefused() {
    RandomGenerator random = random("damaged values");
    for (int i = 0; i < PAIRS; i++) {
      SchemaPair pair = new SchemaPair(random, Role.VALUE);
      TypeConversion conversion =
          TypeConversion.between(pair.stored, pair.wanted, pair.evolution, Role.VALUE);
      DynamicValue value = new RandomValues(random).of(Place.of(pair.stored), 0);
      byte[] bytes = Types.encode(pair.stored, value);
      for (int j = 0; j < 10 && bytes.length > 0; j++) {
        byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        try {
          conversion.convert(new Decoder(damaged), new Encoder());
        } catch (DecodingException | IllegalArgumentException e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      }
    }
  }
}
