package dev.hmdb.processor;

import java.util.Map;

/** What to write instead of a class that cannot be stored. */
final class Suggestion {
  private static final String LIST = "use java.util.List";
  private static final String SET = "use java.util.Set";
  private static final String MAP = "use java.util.Map";
  private static final String STRING = "use String";
  private static final String BYTES = "use byte[] or dev.hmdb.Bytes";

  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry(
              "java.lang.Object", "use the type of the values, or a sealed interface of them"),
          Map.entry("java.lang.Record", "use the record's own type, or a sealed interface"),
          Map.entry("java.lang.Enum", "use the enum's own type, or a sealed interface"),
          Map.entry("java.lang.Number", "use a particular number, such as Long or BigDecimal"),
          Map.entry("java.lang.Void", "use Boolean, or a record without components"),
          Map.entry("java.lang.Class", "use String for its name"),
          Map.entry("java.lang.CharSequence", STRING),
          Map.entry("java.lang.StringBuilder", STRING),
          Map.entry("java.lang.StringBuffer", STRING),
          Map.entry("java.lang.Iterable", LIST),
          Map.entry("java.lang.Throwable", "use a record of what matters of it"),
          Map.entry("java.util.Date", "it is mutable; use java.time.Instant"),
          Map.entry("java.util.Calendar", "it is mutable; use java.time.ZonedDateTime"),
          Map.entry("java.util.GregorianCalendar", "it is mutable; use java.time.ZonedDateTime"),
          Map.entry("java.util.TimeZone", "it is mutable; use java.time.ZoneId"),
          Map.entry("java.sql.Timestamp", "it is mutable; use java.time.Instant"),
          Map.entry("java.sql.Date", "it is mutable; use java.time.LocalDate"),
          Map.entry("java.sql.Time", "it is mutable; use java.time.LocalTime"),
          Map.entry("java.time.OffsetTime", "use java.time.LocalTime and java.time.ZoneOffset"),
          Map.entry("java.time.MonthDay", "use a record of a java.time.Month and an int"),
          Map.entry("java.util.concurrent.atomic.AtomicInteger", "it is mutable; use int"),
          Map.entry("java.util.concurrent.atomic.AtomicLong", "it is mutable; use long"),
          Map.entry("java.util.concurrent.atomic.AtomicBoolean", "it is mutable; use boolean"),
          Map.entry("java.util.concurrent.atomic.LongAdder", "it is mutable; use long"),
          Map.entry("java.util.Collection", "use java.util.List or java.util.Set"),
          Map.entry("java.util.SequencedCollection", LIST),
          Map.entry("java.util.ArrayList", LIST),
          Map.entry("java.util.LinkedList", LIST),
          Map.entry("java.util.Vector", LIST),
          Map.entry("java.util.Stack", LIST),
          Map.entry("java.util.Queue", LIST),
          Map.entry("java.util.Deque", LIST),
          Map.entry("java.util.ArrayDeque", LIST),
          Map.entry("java.util.stream.Stream", LIST),
          Map.entry("java.util.HashSet", SET),
          Map.entry("java.util.LinkedHashSet", SET),
          Map.entry("java.util.TreeSet", SET),
          Map.entry("java.util.SortedSet", SET),
          Map.entry("java.util.NavigableSet", SET),
          Map.entry("java.util.SequencedSet", SET),
          Map.entry("java.util.EnumSet", SET),
          Map.entry("java.util.HashMap", MAP),
          Map.entry("java.util.LinkedHashMap", MAP),
          Map.entry("java.util.TreeMap", MAP),
          Map.entry("java.util.SortedMap", MAP),
          Map.entry("java.util.NavigableMap", MAP),
          Map.entry("java.util.SequencedMap", MAP),
          Map.entry("java.util.EnumMap", MAP),
          Map.entry("java.util.concurrent.ConcurrentMap", MAP),
          Map.entry("java.util.concurrent.ConcurrentHashMap", MAP),
          Map.entry("java.util.Map.Entry", "use a record of the two"),
          Map.entry("java.util.Properties", "use Map<String, String>"),
          Map.entry("java.util.BitSet", "it is mutable; use long[] or dev.hmdb.Bytes"),
          Map.entry("java.nio.ByteBuffer", "it is mutable; " + BYTES),
          Map.entry("java.io.InputStream", BYTES),
          Map.entry("java.io.File", STRING + " for its path"),
          Map.entry("java.nio.file.Path", STRING + " for its text"),
          Map.entry("java.net.URL", "use java.net.URI"),
          Map.entry("java.net.InetAddress", STRING + " or dev.hmdb.Bytes for the address"),
          Map.entry("java.util.regex.Pattern", STRING + " for its text"));

  private static final String OTHERWISE =
      "write a record of its parts, or name a codec with @UseCodec";

  private Suggestion() {}

  /** What to write instead of the class of that name. */
  static String insteadOf(String qualifiedName) {
    return BY_NAME.getOrDefault(qualifiedName, OTHERWISE);
  }

  /** Whether there is something better than a record or a codec of one's own. */
  static boolean isKnown(String qualifiedName) {
    return BY_NAME.containsKey(qualifiedName);
  }
}
