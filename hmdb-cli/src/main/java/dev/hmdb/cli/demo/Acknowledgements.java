package dev.hmdb.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;

/** Reads what a {@link KilledWriter} acknowledges: a code point a line. */
record Acknowledgements(InputStream in) {
  /** The next one, or nothing at the end. A line that was cut short acknowledges nothing. */
  OptionalInt next() throws IOException {
    int codePoint = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return OptionalInt.of(codePoint);
      }
      codePoint = codePoint * 10 + Character.digit(c, 10);
    }
    return OptionalInt.empty();
  }
}
