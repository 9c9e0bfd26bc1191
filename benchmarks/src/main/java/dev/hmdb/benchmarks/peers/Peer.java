package dev.hmdb.benchmarks.peers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is measured: hmdb, the limit, and the stores that one could take instead. */
enum Peer {
  LIMIT(
      "limit",
      "",
      "no store: a map, and the bytes copied to a mapped file, or written and synced",
      EnumSet.of(Ability.SYNC, Ability.TRANSACTIONS, Ability.COMPACTION),
      List.of()) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new LimitStore<>(request);
    }
  },
  HMDB(
      "hmdb",
      "hmdb",
      "in a mapped file, with a log; synced within 100 ms",
      EnumSet.allOf(Ability.class),
      List.of()) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new HmdbStore<>(request);
    }
  },
  CHRONICLE_MAP(
      "Chronicle Map",
      "chronicle-map",
      "in a mapped file, without a log",
      EnumSet.of(Ability.FILES),
      List.of(
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
          "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          // Measuring sends nothing anywhere.
          "-Dchronicle.analytics.disable=true",
          "-Dchronicle.announcer.disable=true")) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new ChronicleMapStore<>(request);
    }
  },
  MVSTORE(
      "MVStore",
      "h2-mvstore",
      "in the heap; written within 1 s",
      EnumSet.allOf(Ability.class),
      List.of()) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new MvStoreStore<>(request);
    }
  },
  MAPDB(
      "MapDB",
      "mapdb",
      "in a mapped file, without a log: a crash can damage it",
      EnumSet.of(Ability.SYNC, Ability.COMPACTION, Ability.FILES),
      List.of(
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED")) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new MapDbStore<>(request);
    }
  },
  XODUS(
      "Xodus",
      "xodus-environment",
      "handed to the operating system",
      EnumSet.of(Ability.SYNC, Ability.TRANSACTIONS, Ability.FILES),
      List.of()) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new XodusStore<>(request);
    }
  },
  LMDB(
      "LMDB",
      "lmdbjava",
      "handed to the operating system",
      EnumSet.allOf(Ability.class),
      List.of(
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          // As lmdbjava's own benchmarks do.
          "-Dlmdbjava.disable.checks=true")) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new LmdbStore<>(request);
    }
  },
  ROCKSDB(
      "RocksDB",
      "rocksdbjni",
      "handed to the operating system, with a log",
      EnumSet.allOf(Ability.class),
      List.of("--enable-native-access=ALL-UNNAMED")) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new RocksDbStore<>(request);
    }
  },
  ECLIPSE_STORE(
      "EclipseStore",
      "storage-embedded",
      "handed to the operating system",
      EnumSet.of(Ability.TRANSACTIONS, Ability.COMPACTION, Ability.FILES),
      List.of(
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow")) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new EclipseStoreStore<>(request);
    }
  },
  PREVAYLER(
      "Prevayler",
      "prevayler-factory",
      "handed to the operating system, with a log",
      EnumSet.allOf(Ability.class),
      List.of()) {
    @Override
    <K> Store<K> open(Request<K> request) {
      return new PrevaylerStore<>(request);
    }
  };

  private final String title;
  private final String artifact;
  private final String promise;
  private final Set<Ability> abilities;
  private final List<String> flags;

  Peer(String title, String artifact, String promise, Set<Ability> abilities, List<String> flags) {
    this.title = title;
    this.artifact = artifact;
    this.promise = promise;
    this.abilities = abilities;
    this.flags = flags;
  }

  /** Opens it, or makes it where there is nothing yet. */
  abstract <K> Store<K> open(Request<K> request);

  /** As people call it. */
  String title() {
    return title;
  }

  /** What its jar is called, without the version; empty for what has none. */
  String artifact() {
    return artifact;
  }

  /** Where an entry is when a buffered put returns. */
  String promise() {
    return promise;
  }

  boolean can(Ability ability) {
    return abilities.contains(ability);
  }

  /** What it needs of a JVM 25 on the command line to work, and to do so without warnings. */
  List<String> flags() {
    return flags;
  }

  /** The one that goes by that name in results: the title in small letters, without spaces. */
  static Peer named(String id) {
    return Arrays.stream(values())
        .filter(peer -> peer.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown peer " + id));
  }

  /** What it goes by in results. */
  String id() {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
