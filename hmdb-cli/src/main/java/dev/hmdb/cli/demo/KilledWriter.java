package dev.hmdb.cli.demo;

import dev.hmdb.examples.unicode.CharacterInfo;
import dev.hmdb.examples.unicode.UnicodeCharacters;
import dev.hmdb.examples.unicode.UnicodeSchemaDb;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.PrimitiveIterator;

/**
 * The process that is killed: puts one character after the other, in the order of code points, and
 * acknowledges each on its standard output once the put has returned.
 */
final class KilledWriter {
  private KilledWriter() {}

  /** Writes until it is killed or done, into the database that the only argument names. */
  public static void main(String[] arguments) throws IOException {
    // Not System.out: an acknowledgement must not wait in a buffer that dies with the process.
    try (FileOutputStream acknowledgements = new FileOutputStream(FileDescriptor.out);
        UnicodeSchemaDb db = UnicodeSchemaDb.open(Path.of(arguments[0]))) {
      PrimitiveIterator.OfInt codePoints = UnicodeCharacters.codePoints().iterator();
      while (codePoints.hasNext()) {
        int codePoint = codePoints.nextInt();
        db.characters().put(codePoint, CharacterInfo.of(codePoint));
        acknowledgements.write((codePoint + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
