package dev.hmdb.processor;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The method names that a schema cannot give away, since its database class has such methods. */
final class ReservedNames {
  private static final String DATABASE = "dev.hmdb.Database";
  private static final String GENERATED = "the generated class";
  private static final String OBJECT = "java.lang.Object";

  /** Whose a name is, and how many parameters its methods have. */
  private record Reservation(String owner, Set<Integer> parameters) {}

  private static final Map<String, Reservation> RESERVATIONS =
      Map.ofEntries(
          Map.entry("transaction", new Reservation(DATABASE, Set.of(1, 2))),
          Map.entry("transactionResult", new Reservation(DATABASE, Set.of(1, 2))),
          Map.entry("read", new Reservation(DATABASE, Set.of(1))),
          Map.entry("snapshot", new Reservation(DATABASE, Set.of(0))),
          Map.entry("begin", new Reservation(DATABASE, Set.of(0))),
          Map.entry("sync", new Reservation(DATABASE, Set.of(0))),
          Map.entry("awaitDurable", new Reservation(DATABASE, Set.of(1))),
          Map.entry("compact", new Reservation(DATABASE, Set.of(0))),
          Map.entry("commitPosition", new Reservation(DATABASE, Set.of(0))),
          Map.entry("whenDurable", new Reservation(DATABASE, Set.of(1))),
          Map.entry("backup", new Reservation(DATABASE, Set.of(1))),
          Map.entry("subscribe", new Reservation(DATABASE, Set.of(0, 1))),
          Map.entry("feedPosition", new Reservation(DATABASE, Set.of(0))),
          Map.entry("verify", new Reservation(DATABASE, Set.of(0))),
          Map.entry("stats", new Reservation(DATABASE, Set.of(0))),
          Map.entry("salvageReport", new Reservation(DATABASE, Set.of(0))),
          Map.entry("options", new Reservation(DATABASE, Set.of(0))),
          Map.entry("path", new Reservation(DATABASE, Set.of(0))),
          Map.entry("close", new Reservation(DATABASE, Set.of(0))),
          Map.entry("isClosed", new Reservation(DATABASE, Set.of(0))),
          Map.entry("table", new Reservation(GENERATED, Set.of(1))),
          Map.entry("open", new Reservation(GENERATED, Set.of(1, 2))),
          Map.entry("openReadOnly", new Reservation(GENERATED, Set.of(1, 2))),
          Map.entry("inMemory", new Reservation(GENERATED, Set.of(0, 1))),
          Map.entry("toString", new Reservation(OBJECT, Set.of(0))),
          Map.entry("hashCode", new Reservation(OBJECT, Set.of(0))),
          Map.entry("equals", new Reservation(OBJECT, Set.of(1))),
          Map.entry("getClass", new Reservation(OBJECT, Set.of(0))),
          Map.entry("clone", new Reservation(OBJECT, Set.of(0))),
          Map.entry("finalize", new Reservation(OBJECT, Set.of(0))),
          Map.entry("notify", new Reservation(OBJECT, Set.of(0))),
          Map.entry("notifyAll", new Reservation(OBJECT, Set.of(0))),
          Map.entry("wait", new Reservation(OBJECT, Set.of(0, 1, 2))));

  private ReservedNames() {}

  /** Whose method has that name, or null. A table of the name would confuse even as an overload. */
  static @Nullable String ownerOf(String name) {
    Reservation reservation = RESERVATIONS.get(name);
    return reservation == null ? null : reservation.owner();
  }

  /** Whose method has that name and may have that many parameters, or null. */
  static @Nullable String ownerOf(String name, int parameters) {
    Reservation reservation = RESERVATIONS.get(name);
    return reservation != null && reservation.parameters().contains(parameters)
        ? reservation.owner()
        : null;
  }
}
