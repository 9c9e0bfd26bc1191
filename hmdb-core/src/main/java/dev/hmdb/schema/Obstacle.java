package dev.hmdb.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why stored values do not become values of another type.
 *
 * @param path where it is: {@code accounts.value.plan}
 * @param text what it is: {@code enum Plan lost constant TRIAL}
 * @param remedy what may be done about it
 * @param type the name of the wanted type that it is about; null if it is about none with a name
 * @param member of that type, the component, constant or variant that it is about; null if it is
 *     about one that the wanted type lacks, or about the type itself
 */
public record Obstacle(
    String path, String text, String remedy, @Nullable String type, @Nullable String member) {
  /** Checks that path and texts are there. */
  public Obstacle {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(remedy, "remedy");
  }

  /** Path and text on one line. */
  public String line() {
    return path + ": " + text;
  }
}
