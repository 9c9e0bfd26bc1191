package dev.hmdb.examples.unicode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Loads every assigned character of Unicode and asks a few questions.
 *
 * <p>Run it with the directory of a new database, or without arguments to use a temporary one.
 */
public final class UnicodeExample {
  private final PrintStream out;

  UnicodeExample(PrintStream out) {
    this.out = out;
  }

  /** Runs the example. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("hmdb-unicode");
    new UnicodeExample(System.out).run(directory);
  }

  void run(Path directory) {
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory)) {
      load(db);
      lookUp(db);
      count(db);
    }
  }

  private void load(UnicodeSchemaDb db) {
    UnicodeCharacters.codePoints()
        .forEach(codePoint -> db.characters().put(codePoint, CharacterInfo.of(codePoint)));
    out.println(
        "all loaded: " + (db.characters().size() == UnicodeCharacters.codePoints().count()));
  }

  private void lookUp(UnicodeSchemaDb db) {
    out.println("U+03B1: " + db.characters().get(0x3B1));
    out.println("U+2167: " + db.characters().get(0x2167));
    out.println("U+D800: " + db.characters().find(0xD800));
  }

  private void count(UnicodeSchemaDb db) {
    // A stream sees one consistent state, whatever is written meanwhile.
    Map<String, Long> lettersByScript =
        db.characters()
            .values()
            .filter(character -> character.category().isLetter())
            .collect(
                Collectors.groupingBy(CharacterInfo::script, TreeMap::new, Collectors.counting()));
    for (String script : new String[] {"CYRILLIC", "GREEK", "LATIN"}) {
      out.println("letters of " + script + ": " + lettersByScript.get(script));
    }
  }
}
