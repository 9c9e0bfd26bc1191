package dev.hmdb.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each store keeps what it is given, over a reopening, in a JVM with its flags alone. */
class PeerTest {
  private static final long MOST_SECONDS = 120;

  @ParameterizedTest
  @EnumSource(Peer.class)
  void itStoresReadsBackAndReopens(Peer peer, @TempDir Path folder) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(peer.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PeerCheck.class.getName(), peer.id(), folder.toString()));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = output(process);

    // Native libraries are not there for every system, and nobody needs them to build hmdb.
    Assumptions.assumeFalse(
        output.contains("UnsatisfiedLinkError"), () -> "no library for this system: " + output);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String output(Process process) throws IOException {
    Thread watch = Thread.ofVirtual().start(() -> endLate(process));
    try (var stream = process.getInputStream()) {
      return new String(stream.readAllBytes());
    } finally {
      watch.interrupt();
    }
  }

  private static void endLate(Process process) {
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // It has ended.
    }
  }

  @Test
  void everyPeerIsFoundByTheNameItHasInResults() {
    assertThat(Peer.values()).allSatisfy(peer -> assertThat(Peer.named(peer.id())).isSameAs(peer));
  }
}
