package dev.hmdb.cli.demo;

import dev.hmdb.DatabaseLockedException;
import dev.hmdb.examples.unicode.CharacterInfo;
import dev.hmdb.examples.unicode.UnicodeSchemaDb;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A process is killed while it writes; whatever it acknowledged is there. */
final class KillStep {
  private final Narrator narrator;
  private final DemoCommand.Scale scale;

  KillStep(Narrator narrator, DemoCommand.Scale scale) {
    this.narrator = narrator;
    this.scale = scale;
  }

  void run(Path directory) throws IOException, InterruptedException {
    narrator.title("Step 3 of 3: kill -9 in the middle");
    narrator.say(
        "Another process loads the same characters, one put after the other, and writes each code"
            + " point to its standard output once the put has returned. After %,d of them it is"
                .formatted(scale.acknowledgements())
            + " killed with SIGKILL, which it can neither catch nor delay.");
    Set<Integer> acknowledged = writeUntilKilled(directory);
    narrator.fact("acknowledged writes", "%,d".formatted(acknowledged.size()));
    narrator.fact("bytes on disk as it died", "%,d".formatted(WorkingDirectory.bytesIn(directory)));
    recover(directory, acknowledged);
    finish(directory);
  }

  private Set<Integer> writeUntilKilled(Path directory) throws IOException, InterruptedException {
    Process process = start(directory);
    List<Integer> acknowledged = new ArrayList<>();
    try (BufferedInputStream in = new BufferedInputStream(process.getInputStream())) {
      Acknowledgements acknowledgements = new Acknowledgements(in);
      boolean alive = readInto(acknowledged, acknowledgements, 1);
      narrator.fact("the other process", "id " + process.pid());
      narrator.check(
          "while it runs, opening is refused and its id named", isLockedBy(process, directory));
      alive = alive && readInto(acknowledged, acknowledgements, scale.acknowledgements());
      // Process.destroyForcibly would also close the pipe, and with it what is still in there.
      process.toHandle().destroyForcibly();
      narrator.check("it was still writing when it was killed", alive);
      readInto(acknowledged, acknowledgements, Integer.MAX_VALUE);
    } finally {
      process.toHandle().destroyForcibly();
    }
    int status = process.waitFor();
    narrator.fact("its exit status", status + (status == 128 + 9 ? " (128 + 9, SIGKILL)" : ""));
    narrator.check("it did not end by itself", status != 0);
    return Set.copyOf(acknowledged);
  }

  private static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Reads on until there are so many; false if the other process ended before. */
  private static boolean readInto(
      List<Integer> acknowledged, Acknowledgements acknowledgements, int count) throws IOException {
    while (acknowledged.size() < count) {
      OptionalInt next = acknowledgements.next();
      if (next.isEmpty()) {
        return false;
      }
      acknowledged.add(next.getAsInt());
    }
    return true;
  }

  private static boolean isLockedBy(Process holder, Path directory) {
    try {
      UnicodeSchemaDb.open(directory).close();
      return false;
    } catch (DatabaseLockedException e) {
      return String.valueOf(e.getMessage()).contains(Long.toString(holder.pid()));
    }
  }

  private void recover(Path directory, Set<Integer> acknowledged) {
    narrator.say("The database is opened again, as after any crash: nothing has to be repaired.");
    Elapsed.Clock opening = Elapsed.start();
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory)) {
      narrator.fact("time to open", opening.elapsed().toString());
      narrator.fact("commits recovered", "%,d".formatted(db.stats().recoveredCommits()));
      narrator.fact("bytes of a torn tail cut off", "%,d".formatted(db.stats().tornBytes()));
      long lost =
          acknowledged.stream()
              .filter(
                  codePoint -> !CharacterInfo.of(codePoint).equals(db.characters().get(codePoint)))
              .count();
      narrator.check(
          "all %,d acknowledged writes are there; missing or wrong: %,d"
              .formatted(acknowledged.size(), lost),
          lost == 0);
      checkUnacknowledged(db, acknowledged);
    }
  }

  /**
   * The process may have died between a put and its acknowledgement. Then one entry more is there,
   * which is right: the commit was complete, only nobody was told.
   */
  private void checkUnacknowledged(UnicodeSchemaDb db, Set<Integer> acknowledged) {
    Set<Integer> others =
        db.characters()
            .keys()
            .filter(codePoint -> !acknowledged.contains(codePoint))
            .collect(Collectors.toSet());
    boolean complete =
        others.stream().allMatch(c -> CharacterInfo.of(c).equals(db.characters().get(c)));
    narrator.check(
        "entries without an acknowledgement: %d (at most the one it was about to acknowledge)"
            .formatted(others.size()),
        others.size() <= 1 && complete);
  }

  private void finish(Path directory) {
    narrator.say("This process takes over and loads what is missing.");
    try (UnicodeSchemaDb db = UnicodeSchemaDb.open(directory)) {
      for (Integer codePoint : scale.codePoints()) {
        db.characters().putIfAbsent(codePoint, CharacterInfo.of(codePoint));
      }
    }
    try (UnicodeSchemaDb db = UnicodeSchemaDb.openReadOnly(directory)) {
      narrator.check(
          "closed and opened once more, all %,d characters are there"
              .formatted(scale.codePoints().size()),
          scale.codePoints().stream().allMatch(db.characters()::containsKey));
    }
  }
}
