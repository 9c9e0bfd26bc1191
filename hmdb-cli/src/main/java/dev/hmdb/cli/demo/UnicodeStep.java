package dev.hmdb.cli.demo;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Table;
import dev.hmdb.examples.unicode.CharacterInfo;
import dev.hmdb.examples.unicode.UnicodeSchemaDb;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Real data: every assigned character of Unicode, loaded, asked about, and loaded again. */
final class UnicodeStep {
  private static final long SHUFFLE_SEED = 42;

  private final Narrator narrator;
  private final DemoCommand.Scale scale;
  private final Map<Integer, CharacterInfo> expected = new ConcurrentHashMap<>();

  UnicodeStep(Narrator narrator, DemoCommand.Scale scale) {
    this.narrator = narrator;
    this.scale = scale;
  }

  void run(Path directory) {
    narrator.title("Step 2 of 3: the Unicode character database");
    narrator.say(
        "The JDK carries the Unicode character database: a name, a category, a script, a block and"
            + " more for each assigned character. They are collected first, so that the times below"
            + " are those of hmdb.");
    for (Integer codePoint : scale.codePoints()) {
      expected.put(codePoint, CharacterInfo.of(codePoint));
    }
    narrator.fact("characters", "%,d".formatted(expected.size()));
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory)) {
      load(db);
      lookUp(db);
      count(db);
      timeGets(db);
    }
    reopen(directory);
    compactAndBackUp(directory);
    timeSyncs(directory);
  }

  private void compactAndBackUp(Path directory) {
    narrator.say(
        "Every entry is written again. What is outdated goes in the background, or at once with"
            + " compact(). A backup is made while the database is open, and opens as a database.");
    Path copy = directory.resolveSibling("unicode-backup");
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory)) {
      expected.forEach((codePoint, info) -> db.characters().put(codePoint, info));
      Elapsed.Clock clock = Elapsed.start();
      long bytes = db.compact().bytesAfter();
      narrator.fact("time to compact", clock.elapsed().toString());
      narrator.fact("bytes an entry on disk", "%.1f".formatted((double) bytes / expected.size()));
      clock = Elapsed.start();
      db.backup(copy);
      narrator.fact("time to back up", clock.elapsed().toString());
    }
    Elapsed.Clock clock = Elapsed.start();
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(copy)) {
      narrator.fact("time to open the backup", clock.elapsed().toString());
      narrator.check("it has the same entries", db.characters().asMap().equals(expected));
    }
  }

  private void load(UnicodeSchemaDb db) {
    narrator.say(
        "Loading, one put after the other. Each is a commit of its own, and in the default"
            + " durability, BUFFERED, has survived the death of the process when it returns.");
    Elapsed elapsed =
        Elapsed.of(
            () -> expected.forEach((codePoint, info) -> db.characters().put(codePoint, info)));
    narrator.fact("time to load", elapsed.toString());
    narrator.fact("entries a second", elapsed.rate(expected.size()));
    narrator.check("all of them are there", db.characters().size() == expected.size());
  }

  private void lookUp(UnicodeSchemaDb db) {
    narrator.say("Some of them:");
    for (int codePoint : new int[] {0x41, 0x3B1, 0x2167, 0x4E2D, 0x1F642}) {
      CharacterInfo info = db.characters().get(codePoint);
      if (info != null) {
        narrator.fact(
            "U+%04X".formatted(codePoint),
            info.name() + ", " + info.category() + ", script " + info.script());
      }
    }
  }

  private void count(UnicodeSchemaDb db) {
    Elapsed.Clock clock = Elapsed.start();
    long letters =
        db.characters()
            .values()
            .filter(info -> info.script().equals("GREEK") && info.category().isLetter())
            .count();
    narrator.fact(
        "letters of the Greek script", letters + " (a full scan, " + clock.elapsed() + ")");
    long fromTheJdk =
        scale.codePoints().stream()
            .filter(Character::isLetter)
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.GREEK)
            .count();
    narrator.check("the JDK counts as many", letters == fromTheJdk);
  }

  private void timeGets(UnicodeSchemaDb db) {
    narrator.say(
        "Reading every entry once, in random order, as a loop of gets; the median of %d rounds."
                .formatted(scale.readRounds())
            + " The same loop over a ConcurrentHashMap with the same contents shows what of it is"
            + " the memory's and the loop's own.");
    Integer[] keys = shuffledKeys();
    long nameLengths = expected.values().stream().mapToLong(info -> info.name().length()).sum();
    long[] hmdb = new long[scale.readRounds()];
    long[] map = new long[scale.readRounds()];
    boolean right = true;
    // The rounds alternate, so that neither has the machine to itself at a better moment.
    for (int round = 0; round < scale.readRounds(); round++) {
      Elapsed.Clock clock = Elapsed.start();
      right &= readAll(keys, db.characters()) == nameLengths;
      hmdb[round] = clock.elapsed().nanos();
      clock = Elapsed.start();
      right &= readAll(keys, expected) == nameLengths;
      map[round] = clock.elapsed().nanos();
    }
    narrator.fact("a get", median(hmdb).each(keys.length));
    narrator.fact("ConcurrentHashMap.get", median(map).each(keys.length));
    narrator.check("every get returned the right entry", right);
  }

  private Integer[] shuffledKeys() {
    Integer[] keys = expected.keySet().toArray(Integer[]::new);
    Collections.shuffle(Arrays.asList(keys), new Random(SHUFFLE_SEED));
    return keys;
  }

  // Two loops, not one over a function: the compiler then sees one kind of map in each.

  private static long readAll(Integer[] keys, Table<Integer, CharacterInfo> table) {
    long nameLengths = 0;
    for (Integer key : keys) {
      nameLengths += nameLength(table.get(key));
    }
    return nameLengths;
  }

  private static long readAll(Integer[] keys, Map<Integer, CharacterInfo> map) {
    long nameLengths = 0;
    for (Integer key : keys) {
      nameLengths += nameLength(map.get(key));
    }
    return nameLengths;
  }

  private static int nameLength(@Nullable CharacterInfo info) {
    return info == null ? 0 : info.name().length();
  }

  private static Elapsed median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Elapsed(sorted[sorted.length / 2]);
  }

  private void reopen(Path directory) {
    narrator.say("The database is closed and opened again, which reads all of it into memory.");
    long bytes = WorkingDirectory.bytesIn(directory);
    narrator.fact("bytes on disk", "%,d".formatted(bytes));
    narrator.fact("bytes an entry", "%.1f".formatted((double) bytes / expected.size()));
    Elapsed.Clock opening = Elapsed.start();
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory)) {
      narrator.fact("time to open", opening.elapsed().toString());
      narrator.check(
          "every entry equals the one that was put", expected.equals(db.characters().asMap()));
    }
  }

  private void timeSyncs(Path directory) {
    narrator.say(
        "In the other durability, SYNC, a put returns when its commit is on stable storage and"
            + " would survive a power cut; the disk sets the pace.");
    Options options = Options.defaults().durability(Durability.SYNC);
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory, options)) {
      CharacterInfo info = CharacterInfo.of('A');
      Elapsed elapsed =
          Elapsed.of(() -> {
            for (int i = 0; i < scale.syncs(); i++) {
              db.characters().put((int) 'A', info);
            }
          });
      narrator.fact("a synced put, on average", elapsed.each(scale.syncs()));
      narrator.check("each was synced", db.stats().syncs() >= scale.syncs());
    }
  }
}
