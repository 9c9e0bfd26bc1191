package dev.hmdb.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.cli.launcher.FakeCheckout.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts {@code hmdb} and {@code hmdb-cli/launcher/find-java}. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  @TempDir private Path directory;
  private FakeCheckout checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = new FakeCheckout(directory, "check out");
  }

  /** The folder of the jars that a run had on its class path. */
  private static Path libraries(Run run) {
    Path classPath = Path.of(run.out().get(run.out().indexOf("-cp") + 1));
    return classPath.getParent();
  }

  @Nested
  class Handover {
    @Test
    void argumentsArriveUnchanged() throws Exception {
      Run run = checkout.run("demo", "--dir", "a b", "*");

      assertThat(run.out()).endsWith("dev.hmdb.cli.Main", "demo", "--dir", "a b", "*");
    }

    @Test
    void theClassPathIsOneFolderOfJars() throws Exception {
      Run run = checkout.run();

      assertThat(run.out()).anyMatch(argument -> argument.endsWith("/*"));
      assertThat(libraries(run).toFile().list())
          .containsExactlyInAnyOrder("hmdb-cli-1.jar", "library.jar");
    }

    @Test
    void theStatusIsThatOfTheCommand() throws Exception {
      Files.writeString(directory.resolve("jdk-25/bin/java"), "#!/bin/sh\nexit 7\n");

      assertThat(checkout.run().status()).isEqualTo(7);
    }

    @Test
    void aLinkToALinkFindsTheCheckout() throws Exception {
      Path first = Files.createDirectory(directory.resolve("links")).resolve("first");
      Files.createSymbolicLink(first, Path.of("../check out/hmdb"));
      Path second = Files.createSymbolicLink(directory.resolve("second"), first);

      Run run = FakeCheckout.end(checkout.start(second, "x"));

      assertThat(run.out()).endsWith("dev.hmdb.cli.Main", "x");
    }
  }

  @Nested
  class Building {
    @Test
    void theFirstRunBuildsAndSaysSo() throws Exception {
      Run run = checkout.run();

      assertThat(run.err()).containsExactly("Building hmdb (first run)…");
      assertThat(run.status()).isZero();
    }

    @Test
    void theSecondRunDoesNotBuild() throws Exception {
      checkout.run();

      Run run = checkout.run();

      assertThat(checkout.builds()).isEqualTo(1);
      assertThat(run.err()).isEmpty();
    }

    @Test
    void aChangedSourceIsBuilt() throws Exception {
      checkout.run();
      checkout.touch("hmdb-processor/src/main/java/A.java");

      Run run = checkout.run();

      assertThat(run.err()).containsExactly("Building hmdb (its sources changed)…");
    }

    @Test
    void aDeletedSourceIsNoticed() throws Exception {
      checkout.run();
      Files.delete(checkout.root.resolve("hmdb-core/src/main/java/A.java"));

      checkout.run();

      assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void aChangeDuringTheBuildIsBuiltNextTime() throws Exception {
      checkout.maven("3.8.7", "touch examples/pom.xml");
      checkout.run();

      checkout.run();

      assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void jarsOfTheRunBeforeStayForWhoeverStillRunsThem() throws Exception {
      Path before = libraries(checkout.run());
      checkout.touch("pom.xml");

      Path after = libraries(checkout.run());

      assertThat(after).isNotEqualTo(before);
      assertThat(before).isNotEmptyDirectory();
    }

    @Test
    void aFailedBuildShowsItsOutput() throws Exception {
      checkout.maven("3.8.7", "echo 'A.java: no good'; exit 1");

      Run run = checkout.run();

      assertThat(run.status()).isEqualTo(4);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("A.java: no good");
    }

    @Test
    void aFailedBuildIsTriedAgain() throws Exception {
      checkout.maven("3.8.7", "exit 1");
      checkout.run();
      checkout.maven("3.8.7", "exit 0");

      assertThat(checkout.run().status()).isZero();
    }

    @Test
    void ofTwoAtOnceOneBuildsAndBothRun() throws Exception {
      Path go = directory.resolve("go");
      checkout.maven("3.8.7", "until [ -e '" + go + "' ]; do sleep 0.05; done");
      Process first = checkout.start(checkout.root.resolve("hmdb"));
      BufferedReader firstErr = first.errorReader();
      assertThat(firstErr.readLine()).startsWith("Building");
      Process second = checkout.start(checkout.root.resolve("hmdb"));
      BufferedReader secondErr = second.errorReader();
      assertThat(secondErr.readLine()).isEqualTo("Waiting for another build of hmdb to end…");
      Files.createFile(go);

      assertThat(first.waitFor()).isZero();
      assertThat(second.waitFor()).isZero();
      assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void theLockOfADeadBuilderIsRemoved() throws Exception {
      Process dead = new ProcessBuilder("true").start();
      dead.waitFor();
      Path lock = checkout.root.resolve("hmdb-cli/target/launcher.lock");
      Files.createDirectories(lock);
      Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

      assertThat(checkout.run().status()).isZero();
      assertThat(lock).doesNotExist();
    }
  }

  @Nested
  class Prerequisites {
    @Test
    void anOldMavenIsNamed() throws Exception {
      checkout.maven("3.6.3", "exit 0");

      Run run = checkout.run();

      assertThat(run.status()).isEqualTo(3);
      assertThat(run.err())
          .containsExactly(
              "hmdb: building hmdb needs Maven 3.8 or newer as \"mvn\" on the PATH; found: 3.6.");
    }

    @Test
    void mavenFourWillDo() throws Exception {
      checkout.maven("4.0.0", "exit 0");

      assertThat(checkout.run().status()).isZero();
    }

    @Test
    void anOlderJdkIsRefusedWhenItIsNamed() throws Exception {
      Path old = FakeCheckout.jdk(directory.resolve("old"), "1.8.0_400");
      checkout.set("HMDB_JAVA_HOME", old.toString());

      Run run = checkout.run();

      assertThat(run.status()).isEqualTo(3);
      assertThat(run.err())
          .containsExactly(
              "hmdb: HMDB_JAVA_HOME="
                  + old
                  + " is not the folder of a JDK 25 or newer; correct it, or unset it to have one"
                  + " looked for.");
    }

    @Test
    void theNewestJdkIsTaken() throws Exception {
      checkout.unset("HMDB_JAVA_HOME");
      FakeCheckout.jdk(checkout.home().resolve(".jdks/a"), "998.0.1");
      Path newest = FakeCheckout.jdk(checkout.home().resolve(".jdks/b"), "999-ea");
      FakeCheckout.jdk(checkout.home().resolve(".jdks/c"), "997");

      assertThat(checkout.run().out()).startsWith(newest.toString());
    }

    @Test
    void aRuntimeWithoutCompilerIsPassedOver() throws Exception {
      checkout.unset("HMDB_JAVA_HOME");
      Path jre = FakeCheckout.jdk(checkout.home().resolve(".jdks/a"), "999");
      Files.delete(jre.resolve("bin/javac"));
      Path jdk = FakeCheckout.jdk(checkout.home().resolve(".sdkman/candidates/java/b"), "998");

      assertThat(checkout.run().out()).startsWith(jdk.toString());
    }
  }
}
