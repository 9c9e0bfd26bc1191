package dev.hmdb.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Comparison of(String slug) {
    Workload workload =
        Workload.ALL.stream().filter(each -> each.slug().equals(slug)).findFirst().orElseThrow();
    return new Comparison(workload, "string", 1000);
  }

  @Test
  void ofRatesTheHigherIsBetter() {
    Comparison gets = of("get");
    gets.add("hmdb", 300);
    gets.add("a", 100);

    assertThat(gets.ranked()).containsExactly("hmdb", "a");
    assertThat(gets.ratioTo("a")).isEqualTo("3.00×");
  }

  @Test
  void ofBytesTheLowerIsBetter() {
    Comparison disk = of("disk");
    disk.add("hmdb", 300);
    disk.add("a", 100);

    assertThat(disk.ranked()).containsExactly("a", "hmdb");
    assertThat(disk.ratioTo("a")).isEqualTo("0.33×");
  }

  @Test
  void theSpreadOfARatioGoesFromTheWorstPairOfQuartilesToTheBest() {
    Comparison gets = of("get");
    for (double value : new double[] {100, 200, 300}) {
      gets.add("hmdb", value);
      gets.add("a", value);
    }

    assertThat(gets.ratioTo("a")).isEqualTo("1.00× (0.60× to 1.67×)");
  }

  @Test
  void neitherHmdbNorTheLimitIsTheBestPeer() {
    Comparison gets = of("get");
    gets.add("limit", 400);
    gets.add("hmdb", 300);
    gets.add("a", 100);
    gets.add("b", 200);

    assertThat(gets.bestPeer()).contains("b");
  }

  @Test
  void thereIsNoRatioToWhatWasNotMeasured() {
    Comparison gets = of("get");
    gets.add("hmdb", 300);

    assertThat(gets.ratioTo("a")).isEmpty();
  }
}
