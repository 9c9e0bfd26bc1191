package dev.hmdb.benchmarks.peers;

import dev.hmdb.Table;
import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.BenchSchema;
import dev.hmdb.benchmarks.Encodings;
import dev.hmdb.benchmarks.Population;
import dev.hmdb.benchmarks.UserId;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A type of key.
 *
 * @param name as it is in results
 * @param codec for stores of bytes
 * @param order for stores that sort
 * @param of the key of a number; a new object each time
 * @param array makes an array of keys
 * @param table where hmdb has them
 */
record Keys<K>(
    String name,
    Codec<K> codec,
    Comparator<K> order,
    IntFunction<K> of,
    IntFunction<K[]> array,
    Function<BenchSchema, Table<K, Account>> table) {
  static final Keys<String> STRING =
      new Keys<>(
          "string",
          Codecs.STRING,
          Comparator.naturalOrder(),
          Population::name,
          String[]::new,
          BenchSchema::accounts);
  static final Keys<Long> LONG =
      new Keys<>(
          "long",
          Codecs.LONG,
          Comparator.naturalOrder(),
          Population::number,
          Long[]::new,
          BenchSchema::byNumber);
  static final Keys<java.util.UUID> UUID =
      new Keys<>(
          "uuid",
          Codecs.UUID,
          Comparator.naturalOrder(),
          Population::uuid,
          UUID[]::new,
          BenchSchema::byUuid);
  static final Keys<UserId> RECORD =
      new Keys<>(
          "record",
          Encodings.USER_ID,
          Comparator.comparingLong(UserId::value),
          i -> new UserId(Population.number(i)),
          UserId[]::new,
          BenchSchema::byUserId);

  /** The one of that name, whose type nobody needs to know. */
  @SuppressWarnings("unchecked") // All K of a request and its keys come from the same object.
  static Keys<Object> named(String name) {
    return (Keys<Object>)
        switch (name) {
          case "string" -> STRING;
          case "long" -> LONG;
          case "uuid" -> UUID;
          case "record" -> RECORD;
          default -> throw new IllegalArgumentException("unknown type of key " + name);
        };
  }

  /** All stored keys, as other objects and in random order. */
  K[] probes(int size) {
    return Population.probes(of, array.apply(size));
  }

  /** As many keys that are not stored. */
  K[] misses(int size) {
    return Population.probes(i -> of.apply(size + i), array.apply(size));
  }
}
