package com.example;

import dev.hmdb.Cell;
import dev.hmdb.Index;
import dev.hmdb.ListMultimap;
import dev.hmdb.ListTable;
import dev.hmdb.Order;
import dev.hmdb.Schema;
import dev.hmdb.SetMultimap;
import dev.hmdb.SortedIndex;
import dev.hmdb.SortedTable;
import dev.hmdb.SortedUniqueIndex;
import dev.hmdb.Table;
import dev.hmdb.TableIndex;
import dev.hmdb.Unique;
import dev.hmdb.UniqueIndex;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

@Schema
public interface Shop {
  Table<UUID, Account> accounts();

  SortedTable<Place, String> seats();

  SortedTable<BigDecimal, String> prices();

  @Order(Backwards.class)
  SortedTable<Instant, String> events();

  Cell<Plan> settings();

  ListTable<String> notes();

  SetMultimap<UUID, String> tags();

  ListMultimap<String, Account> history();

  @Index("accounts.plan")
  TableIndex<Plan, UUID, Account> accountsByPlan();

  @Index("accounts.address.city")
  SortedIndex<String, UUID, Account> accountsByCity();

  @Index({"accounts.plan", "accounts.created"})
  SortedIndex<PlanAndCreated, UUID, Account> accountsByPlanAndCreated();

  @Index({"accounts.tags", "accounts.limits"})
  TableIndex<TagAndLimit, UUID, Account> accountsByTagAndLimit();

  @Unique("accounts.email")
  UniqueIndex<String, UUID, Account> accountsByEmail();

  @Unique("accounts.age")
  @Order(Widest.class)
  SortedUniqueIndex<Integer, UUID, Account> accountsByAge();

  @Index("seats")
  TableIndex<String, Place, String> seatsByName();

  record Place(String room, int number, Row row) {}

  record Row(char letter) {}

  record Address(String city, Optional<String> street) {}

  record Account(
      String email,
      Plan plan,
      Instant created,
      Optional<Address> address,
      List<String> tags,
      int[] limits,
      OptionalInt age) {}

  enum Plan {
    FREE,
    PREMIUM
  }

  record PlanAndCreated(Plan plan, Instant created) {}

  record TagAndLimit(String tag, int limit) {}

  final class Backwards implements Comparator<Instant> {
    @Override
    public int compare(Instant one, Instant other) {
      return other.compareTo(one);
    }
  }

  final class Widest implements Comparator<Number> {
    @Override
    public int compare(Number one, Number other) {
      return Long.compare(one.longValue(), other.longValue());
    }
  }
}
