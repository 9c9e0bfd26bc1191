package dev.hmdb.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What figures were made with. No names of machines or people. */
final class Machine {
  private Machine() {}

  static List<String> lines(String command) {
    var os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return List.of(
        command,
        LocalDate.now(ZoneOffset.UTC).toString(),
        String.format(
            Locale.ROOT,
            "%s, %d processors, %d GiB, %s %s",
            processor(),
            os.getAvailableProcessors(),
            Math.round(os.getTotalMemorySize() / (double) (1 << 30)),
            System.getProperty("os.name"),
            System.getProperty("os.arch")),
        String.format(
            Locale.ROOT,
            "%s, load %.2f at the start",
            System.getProperty("java.vendor.version", Runtime.version().toString()),
            os.getSystemLoadAverage()));
  }

  /** Where Linux says it; elsewhere nothing is known but the architecture. */
  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
