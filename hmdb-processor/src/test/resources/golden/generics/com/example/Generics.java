package com.example;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Schema
interface Generics extends Named<String> {
  Table<Pair<String, Integer>, Result<String>> results();

  Table<Long, Map<String, Optional<List<Pair<Long, byte[]>>>>> nested();

  record Pair<A, B>(A first, B second) {}

  sealed interface Result<T> {}

  record Ok<T>(T value) implements Result<T> {}

  record Err<T>(String message) implements Result<T> {
    public Err {
      if (message.isEmpty()) {
        throw new IllegalArgumentException("message is empty");
      }
    }
  }

  record Count(int count) implements Result<Integer> {}
}

interface Named<T> {
  Table<T, T> names();
}
