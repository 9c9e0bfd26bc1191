package dev.hmdb.it.faults;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of one MiB in memory, where such a thing can be mounted. */
final class SmallDisk {
  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  /** Mounts it, or aborts the test with the reason. */
  static SmallDisk mount(Path root) throws IOException, InterruptedException {
    if (!System.getProperty("os.name").equals("Linux")) {
      abort("a small file system is mounted on Linux only");
    }
    String problem = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root.toString());
    if (!problem.isEmpty()) {
      abort("no small file system could be mounted: " + problem);
    }
    return new SmallDisk(root);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      return process.waitFor() == 0 ? "" : output + " (exit code " + process.exitValue() + ")";
    } catch (IOException e) {
      return e.toString();
    }
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** Takes all the space that is left but some. */
  void fillExcept(int bytes) throws IOException {
    Path filler = path("filler");
    byte[] block = new byte[4096];
    try (var out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (root.toFile().getUsableSpace() > bytes) {
        out.write(block);
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(path("filler"));
  }

  void unmount() throws IOException, InterruptedException {
    String problem = run("umount", root.toString());
    if (!problem.isEmpty()) {
      run("umount", "-l", root.toString());
      throw new IOException("cannot unmount " + root + ": " + problem);
    }
  }
}
