package dev.hmdb.it.migration;

import dev.hmdb.Migration;
import java.nio.file.Path;

/** Migrates a directory and goes back, again and again, and tells each step, until it is killed. */
final class KilledMigration {
  private KilledMigration() {}

  /**
   * @param arguments the directory
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    System.out.println("begin");
    while (true) {
      Content.migration(directory).listener(progress -> System.out.println(progress.phase())).run();
      System.out.println("migrated");
      Migration.goBack(directory);
      System.out.println("back");
    }
  }
}
