package dev.hmdb.it.evolution;

import dev.hmdb.Default;
import dev.hmdb.Dropped;
import dev.hmdb.Renamed;
import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Schemas before and after a change that stored data can follow. */
final class Changes {
  private Changes() {}

  static final class AddedTable {
    private AddedTable() {}

    @Schema
    interface Before {
      Table<String, String> values();
    }

    @Schema
    interface After {
      Table<Long, String> more();

      Table<String, String> values();
    }
  }

  static final class DroppedTable {
    private DroppedTable() {}

    @Schema
    interface Before {
      Table<Long, String> more();

      Table<String, String> values();
    }

    @Schema
    interface After {
      @Dropped
      Table<Long, String> more();

      Table<String, String> values();
    }

    @Schema
    @Dropped("more")
    interface Later {
      Table<String, String> values();
    }
  }

  static final class RenamedTable {
    private RenamedTable() {}

    @Schema
    interface Before {
      Table<String, String> names();
    }

    @Schema
    interface After {
      @Renamed(from = "names")
      Table<String, String> values();
    }
  }

  static final class AddedComponents {
    private AddedComponents() {}

    enum Plan {
      FREE,
      PREMIUM
    }

    record Old(String name) {}

    record Young(
        String name,
        Optional<String> note,
        OptionalLong quota,
        List<String> list,
        Set<Long> set,
        Map<String, Long> map,
        int[] numbers,
        @Default("PREMIUM") Plan plan,
        @Default("a\u0020\"b\" \u00e9") String text,
        @Default("-7") long number,
        @Default("true") boolean flag,
        @Default("x") char letter,
        @Default("-Infinity") double ratio,
        @Default("12.50") BigDecimal price,
        @Default("2026-11-01T09:00:00Z") Instant since,
        @Default("00000000-0000-0000-0000-000000000007") UUID id,
        @Default("de-CH") Locale language,
        @Default("3") Optional<Integer> seats) {}

    @Schema
    interface Before {
      Table<String, Old> values();
    }

    @Schema
    interface After {
      Table<String, Young> values();
    }
  }

  static final class RemovedComponent {
    private RemovedComponent() {}

    record Old(String name, List<Map<String, Long>> much, int last) {}

    record Young(String name, int last) {}

    @Schema
    interface Before {
      Table<String, Old> values();
    }

    @Schema
    interface After {
      Table<String, Young> values();
    }
  }

  static final class RenamedComponent {
    private RenamedComponent() {}

    record Old(String mail, int count) {}

    record Young(@Renamed(from = "mail") String address, int count) {}

    @Schema
    interface Before {
      Table<String, Old> values();
    }

    @Schema
    interface After {
      Table<String, Young> values();
    }
  }

  static final class ReorderedComponents {
    private ReorderedComponents() {}

    record Old(String first, int second, String third) {}

    record Young(int second, String third, String first) {}

    @Schema
    interface Before {
      Table<Old, Old> values();
    }

    @Schema
    interface After {
      Table<Young, Young> values();
    }
  }

  static final class WidenedNumbers {
    private WidenedNumbers() {}

    record Old(byte a, short b, int c, float d, long e) {}

    record Young(short a, int b, long c, double d, BigDecimal e) {}

    @Schema
    interface Before {
      Table<Integer, Old> values();
    }

    @Schema
    interface After {
      Table<Long, Young> values();
    }
  }

  static final class BecameOptional {
    private BecameOptional() {}

    record Old(String name, int count) {}

    record Young(Optional<String> name, Optional<Long> count) {}

    @Schema
    interface Before {
      Table<String, Old> values();
    }

    @Schema
    interface After {
      Table<String, Young> values();
    }
  }

  static final class Constants {
    private Constants() {}

    enum Old {
      FREE,
      GOLD
    }

    enum Young {
      TRIAL,
      @Renamed(from = "GOLD")
      PREMIUM,
      FREE
    }

    @Schema
    interface Before {
      Table<Old, List<Old>> values();
    }

    @Schema
    interface After {
      Table<Young, List<Young>> values();
    }
  }

  static final class Variants {
    private Variants() {}

    sealed interface Old {
      record Circle(int radius) implements Old {}

      record Group(List<Old> parts) implements Old {}
    }

    sealed interface Young {
      record Square(int side) implements Young {}

      record Group(List<Young> parts) implements Young {}

      @Renamed(from = "Circle")
      record Disc(long radius, @Default("black") String colour) implements Young {}
    }

    @Schema
    interface Before {
      Table<String, Old> values();
    }

    @Schema
    interface After {
      Table<String, Young> values();
    }
  }

  static final class ArraysAndLists {
    private ArraysAndLists() {}

    record Old(String[] names, List<Integer> numbers) {}

    record Young(List<String> names, int[] numbers) {}

    @Schema
    interface Before {
      Table<String, Old> values();
    }

    @Schema
    interface After {
      Table<String, Young> values();
    }
  }
}
