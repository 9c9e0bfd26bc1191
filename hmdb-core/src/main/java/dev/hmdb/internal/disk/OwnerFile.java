package dev.hmdb.internal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A note beside the lock that says who holds it, for those who fail to get it. Nothing else depends
 * on it: it may be missing, or of a holder who died.
 */
final class OwnerFile {
  static final String NAME = "owner";

  private static final Pattern NAMES = Pattern.compile("owner(\\.\\d+)?");

  private static final Pattern PID = Pattern.compile("pid=(\\d{1,18})");

  /** Where Linux keeps its name. */
  private static final List<Path> HOST_FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

  private static final Pattern HOST = Pattern.compile("[\\w.-]{1,255}");

  private final Path path;

  private final String name;

  /** The note of an exclusive holder. */
  OwnerFile(Path directory) {
    this(directory, NAME);
  }

  /** The note of one of several members. */
  OwnerFile(Path directory, int member) {
    this(directory, NAME + "." + member);
  }

  private OwnerFile(Path directory, String name) {
    this.path = directory.resolve(name);
    this.name = name;
  }

  /** Whether a file of this name is such a note. */
  static boolean isName(String name) {
    return NAMES.matcher(name).matches();
  }

  /**
   * Says that this process holds the lock. That it cannot be said is no reason to fail.
   *
   * @param mode how it shares the directory
   */
  void write(String mode) {
    String host = host(HOST_FILES, System.getenv());
    String text =
        "pid="
            + ProcessHandle.current().pid()
            + "\nsince="
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + "\nmode="
            + mode
            + (host == null ? "" : "\nhost=" + host)
            + "\n";
    try {
      UninterruptibleThread.call(() -> Files.writeString(path, text));
    } catch (IOException e) {
      delete(); // half a note could name the wrong process
    }
  }

  /**
   * The name of this machine, without asking the network for it, which could take long.
   *
   * @param files to look in first, as not every shell exports its variable
   * @return {@code null} if nothing tells
   */
  static @Nullable String host(List<Path> files, Map<String, String> environment) {
    for (Path file : files) {
      String text = text(file);
      if (text != null && HOST.matcher(text.strip()).matches()) {
        return text.strip();
      }
    }
    return environment.getOrDefault("HOSTNAME", environment.get("COMPUTERNAME"));
  }

  /** Takes the note away. That it cannot be taken is no reason to fail: it counts as stale. */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // stale, which its readers allow for
    }
  }

  /** The process id in the note, if there is one. */
  OptionalLong pid() {
    return pid(text());
  }

  /** Who holds the lock, in words, as far as the note can tell. */
  String describe() {
    String text = text();
    OptionalLong pid = pid(text);
    if (text == null || pid.isEmpty()) {
      return "another process, which left no note of itself in the file '"
          + name
          + "' (one that opened it read-only never does)";
    }
    String note = "process " + String.join(", ", text.strip().lines().toList());
    return ProcessHandle.of(pid.getAsLong()).isPresent()
        ? note
        : note + " according to the file '" + name + "', which looks stale: no such process here";
  }

  private static OptionalLong pid(@Nullable String text) {
    Matcher matcher = PID.matcher(text == null ? "" : text);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private @Nullable String text() {
    return text(path);
  }

  /** At most 4 KiB of it: it is anybody's to write. */
  private static @Nullable String text(Path file) {
    try {
      return UninterruptibleThread.call(() -> {
        try (InputStream in = Files.newInputStream(file)) {
          return new String(in.readNBytes(4096), StandardCharsets.UTF_8);
        }
      });
    } catch (IOException e) {
      return null;
    }
  }
}
