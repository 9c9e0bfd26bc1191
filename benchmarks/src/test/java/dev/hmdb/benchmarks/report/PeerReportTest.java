package dev.hmdb.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.benchmarks.report.Figure.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerReportTest {
  @TempDir private Path folder;
  private final List<String> figures = new ArrayList<>();

  @BeforeEach
  void describe() throws IOException {
    Files.write(
        folder.resolve("machine.txt"), List.of("the command", "a day", "a machine", "a JDK"));
    Files.write(
        folder.resolve("peers.txt"),
        List.of(
            "peer\thmdb\thmdb\t1\tsafe",
            "peer\tlimit\tlimit\t\tnothing",
            "peer\tother\tOther & Co\t2.0\tless safe"));
    Files.write(
        folder.resolve("notes.txt"),
        List.of(
            "fails\tPeerFill\tother\tit broke",
            "lacks\tPeerTransaction.four\tother\tno transactions"));
  }

  private void figure(String name, String peer, int threads, Unit unit, double value) {
    String parameters = "keys=string peer=" + peer + " size=1000";
    figures.add(new Figure(name, false, parameters, threads, unit, value).toString());
  }

  private String written(String name) throws IOException {
    Files.write(folder.resolve("0001.txt"), figures);
    PeerReport.read(folder).write(folder);
    return Files.readString(folder.resolve(name));
  }

  @Test
  void timesOfOperationsBecomeRatesOfAllThreads() throws IOException {
    figure("PeerMixed.mixed", "hmdb", 2, Unit.NANOSECONDS, 1000);

    assertThat(written("peers.csv"))
        .contains("mixed,string,1000,2,hmdb,operations/s,1,2000000.000,2000000.000,2000000.000");
  }

  @Test
  void theTimeOfAPassBecomesARateOfEntries() throws IOException {
    figure("PeerIterate.iterate", "hmdb", 1, Unit.NANOSECONDS, 1e6);

    assertThat(written("peers.csv")).contains("iterate,string,1000,1,hmdb,entries/s,1,1000000.000");
  }

  @Test
  void aStoreThatFailedSaysSoInItsCell() throws IOException {
    figure("PeerFill.disk", "hmdb", 1, Unit.BYTES, 100);

    assertThat(written("peers.md"))
        .contains("| Disk after compaction, 1k, bytes/entry | 100 | – | fails |")
        .contains("- Other & Co fails in PeerFill: it broke");
  }

  @Test
  void aStoreThatLacksSomethingHasADashAndAFootnote() throws IOException {
    figure("PeerTransaction.four", "hmdb", 1, Unit.NANOSECONDS, 1000);

    assertThat(written("peers.md")).contains("transactions/s | 1.00M | – | – |");
    assertThat(Files.readString(folder.resolve("transaction.svg")))
        .contains("Other &amp; Co: no transactions");
  }

  @Test
  void chartsAreWellFormedAndRankTheBestFirst() throws Exception {
    figure("PeerGet.hit", "hmdb", 1, Unit.NANOSECONDS, 200);
    figure("PeerGet.hit", "limit", 1, Unit.NANOSECONDS, 100);
    figure("PeerGet.hit", "other", 1, Unit.NANOSECONDS, 400);

    String chart = written("get.svg");

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("get.svg").toFile());
    assertThat(chart)
        .containsSubsequence("limit", "10.0M", "hmdb", "5.00M", "Other &amp; Co", "2.50M");
  }

  @Test
  void aChartSaysWhatMadeIt() throws IOException {
    figure("PeerGet.hit", "hmdb", 1, Unit.NANOSECONDS, 200);

    assertThat(written("get.svg")).contains("the command, a day").contains("a machine; a JDK");
  }
}
