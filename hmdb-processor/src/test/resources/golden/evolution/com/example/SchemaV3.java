package com.example;

import dev.hmdb.Default;
import dev.hmdb.Dropped;
import dev.hmdb.Renamed;
import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

@Schema
@Dropped("sessions")
public interface SchemaV3 {
  @Renamed(from = "users")
  Table<String, Account> accounts();

  @Dropped
  Table<String, List<String>> notes();

  record Account(
      @Renamed(from = {"mail", "eMail"}) String email,
      @Default("FREE") Plan plan,
      @Default("say \"none\"") String motto,
      @Default("-1") long quota,
      @Default("x") char letter,
      @Default("0.5") float share,
      @Default("9.99") BigDecimal price,
      @Default("PT1H") Duration pause,
      @Default("3") Optional<Integer> seats,
      @Default("4") OptionalInt spare,
      Shape shape) {}

  enum Plan {
    FREE,
    @Renamed(from = "GOLD")
    PREMIUM
  }

  sealed interface Shape {}

  @Renamed(from = "Circle")
  record Disc(int radius) implements Shape {}

  record Square(int side) implements Shape {}
}
