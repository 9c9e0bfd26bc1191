package dev.hmdb.it.evolution;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Schemas that are opened on the same directory, one after another. */
final class Schemas {
  private Schemas() {}

  enum Plan {
    FREE,
    PREMIUM
  }

  record Account(String name, Plan plan, List<Long> visits) {}

  @Schema
  interface First {
    Table<String, Account> accounts();

    Table<Long, String> notes();
  }

  @Schema
  interface Reordered {
    Table<Long, String> notes();

    Table<String, Account> accounts();
  }

  @Schema
  interface WithOneMore {
    Table<Integer, Integer> counters();

    Table<String, Account> accounts();

    Table<Long, String> notes();
  }

  @Schema
  interface WithOneLess {
    Table<String, Account> accounts();
  }

  @Schema
  interface OtherKey {
    Table<String, Account> accounts();

    Table<Integer, String> notes();
  }

  /** The constants and components of later versions, under the names that the tables know. */
  static final class Changed {
    private Changed() {}

    enum Plan {
      FREE
    }

    record Account(String name, Plan plan, List<Integer> visits, String email) {}

    @Schema
    interface Values {
      Table<String, Account> accounts();

      Table<Long, String> notes();
    }
  }

  /** A later version that needs no word on what became of the one before. */
  static final class Compatible {
    private Compatible() {}

    enum Plan {
      TEAM,
      FREE,
      PREMIUM
    }

    record Account(
        Plan plan,
        Optional<String> email,
        String name,
        List<BigInteger> visits,
        Set<String> tags) {}

    @Schema
    interface Values {
      Table<String, Account> accounts();

      Table<BigInteger, Optional<String>> notes();
    }
  }
}
