package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.internal.engine.CompactionPolicy.Use;
import org.junit.jupiter.api.Test;

class CompactionPolicyTest {
  private static final long MIB = 1 << 20;

  private final CompactionPolicy policy = CompactionPolicy.of(Compaction.automatic());

  @Test
  void withoutSnapshotTheMinimumSizeCounts() {
    assertThat(policy.limit(new Use(0, 0, 1000, 50 * MIB))).isEqualTo(MIB);
  }

  @Test
  void smallFilesAreLeftAlone() {
    assertThat(policy.limit(new Use(1000, 10, 10, 1000))).isEqualTo(MIB);
  }

  @Test
  void halfAsMuchAsTheDataMayBeOutdated() {
    assertThat(policy.limit(new Use(100 * MIB, 1000, 1000, 0))).isEqualTo(150 * MIB);
  }

  @Test
  void ratioIsThatOfTheOptions() {
    CompactionPolicy patient = CompactionPolicy.of(Compaction.automatic().ratio(3));
    assertThat(patient.limit(new Use(100 * MIB, 1000, 1000, 0))).isEqualTo(400 * MIB);
  }

  @Test
  void newEntriesAreNotOutdated() {
    assertThat(policy.limit(new Use(100 * MIB, 1000, 1500, 50 * MIB))).isEqualTo(225 * MIB);
  }

  @Test
  void removedEntriesAre() {
    assertThat(policy.limit(new Use(100 * MIB, 1000, 500, 1000))).isEqualTo(75 * MIB);
  }

  @Test
  void dataThatMayHaveMoreThanDoubledIsMeasured() {
    assertThat(policy.limit(new Use(100 * MIB, 1000, 9000, 800 * MIB))).isEqualTo(300 * MIB);
  }

  /** The old files, what is appended meanwhile, and the new snapshot. */
  @Test
  void atItsLargestEverythingIsLessThanThreeTimesTheData() {
    for (long live = MIB; live < 10_000 * MIB; live *= 2) {
      Use fresh = new Use(live, 1000, 1000, 0);
      Use full = new Use(live, 1000, 1000, policy.limit(fresh) - live);
      long peak = full.total() + policy.allowance(full) + live;
      assertThat(peak).isLessThanOrEqualTo((long) (2.75 * live));
    }
  }

  @Test
  void dataThatGrowsMayGoOnGrowing() {
    Use full = new Use(100 * MIB, 1000, 3000, 200 * MIB);
    assertThat(policy.allowance(full)).isEqualTo(225 * MIB);
  }

  @Test
  void somethingMayAlwaysBeAppended() {
    assertThat(policy.allowance(new Use(100 * MIB, 1000, 1000, 5000 * MIB))).isEqualTo(25 * MIB);
    assertThat(policy.allowance(new Use(100, 1, 0, 5000 * MIB))).isPositive();
  }
}
