package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulatedDirectoryTest {
  private static final int SECTOR = 512;

  private final SimulatedDirectory disk = new SimulatedDirectory();

  @Nested
  class AsAnyDirectory extends DiskContract {
    @Override
    Directory directory() {
      return disk;
    }

    @AfterEach
    void nothingIsLeftOpen() {
      assertThat(disk.liveMappings()).isZero();
    }
  }

  private DiskFile file() throws IOException {
    DiskFile file = disk.create("a");
    disk.sync();
    return file;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void write(DiskFile file, int offset, int length, int value) throws IOException {
    file.write(offset, filled(length, value), 0, length);
  }

  /** The first byte of each sector: what became of it. */
  private static String sectors(SimulatedDirectory disk) {
    byte[] bytes = disk.bytes("a");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i += SECTOR) {
      text.append(bytes[i]);
    }
    return text.toString();
  }

  private Set<String> outcomes(LossPattern pattern) {
    Set<String> outcomes = new TreeSet<>();
    for (int seed = 0; seed < 300; seed++) {
      outcomes.add(sectors(disk.crash(pattern, seed)));
    }
    return outcomes;
  }

  @Test
  void powerCutTakesWhatWasNotSynced() throws IOException {
    DiskFile file = file();
    write(file, 0, 2 * SECTOR, 1);
    file.sync();
    write(file, 0, 4 * SECTOR, 2);
    assertThat(outcomes(LossPattern.ALL)).containsExactly("11");
    assertThat(outcomes(LossPattern.NONE)).containsExactly("2222");
  }

  @Test
  void syncedBytesSurviveEveryPattern() throws IOException {
    DiskFile file = file();
    write(file, 0, 2 * SECTOR, 1);
    file.sync();
    for (LossPattern pattern : LossPattern.values()) {
      assertThat(outcomes(pattern)).containsExactly("11");
    }
  }

  @Test
  void randomLossGivesEveryCombinationOfSectors() throws IOException {
    DiskFile file = file();
    write(file, 0, 3 * SECTOR, 1);
    file.sync();
    write(file, 0, 3 * SECTOR, 2);
    assertThat(outcomes(LossPattern.RANDOM))
        .containsExactlyInAnyOrder("111", "112", "121", "122", "211", "212", "221", "222");
  }

  @Test
  void prefixLossGivesEveryPrefix() throws IOException {
    DiskFile file = file();
    write(file, 0, 3 * SECTOR, 1);
    file.sync();
    write(file, 0, 3 * SECTOR, 2);
    assertThat(outcomes(LossPattern.PREFIX)).containsExactlyInAnyOrder("111", "211", "221", "222");
  }

  @Test
  void fileMayComeOutLongerThanItsData() throws IOException {
    DiskFile file = file();
    write(file, 0, SECTOR, 1);
    file.sync();
    write(file, SECTOR, SECTOR, 2);
    assertThat(outcomes(LossPattern.RANDOM)).contains("1", "10", "12");
  }

  @Test
  void cutThatWasNotSyncedMayBeTakenBack() throws IOException {
    DiskFile file = file();
    write(file, 0, 2 * SECTOR, 1);
    file.sync();
    file.truncate(SECTOR);
    assertThat(outcomes(LossPattern.ALL)).containsExactly("11");
    assertThat(outcomes(LossPattern.RANDOM)).contains("1", "10", "11");
    file.sync();
    assertThat(outcomes(LossPattern.RANDOM)).containsExactly("1");
  }

  @Test
  void storesThroughAMappingAreLostAndSyncedAsWrites() throws IOException {
    DiskFile file = file();
    write(file, 0, 2 * SECTOR, 1);
    file.sync();
    try (MappedRegion region = file.map(0, 2 * SECTOR)) {
      region.segment().set(ValueLayout.JAVA_BYTE, SECTOR, (byte) 2);
      assertThat(outcomes(LossPattern.RANDOM)).containsExactly("11", "12");
      file.sync();
      assertThat(outcomes(LossPattern.ALL)).containsExactly("12");
    }
  }

  @Test
  void failedSyncIsForgottenByTheNextOne() throws IOException {
    SimulatedFile file = (SimulatedFile) file();
    write(file, 0, SECTOR, 1);
    file.sync();
    write(file, 0, SECTOR, 2);
    file.failSync();
    file.sync();
    assertThat(outcomes(LossPattern.ALL)).containsExactly("1");
    write(file, 0, SECTOR, 2); // the same once more, which makes it dirty again
    file.sync();
    assertThat(outcomes(LossPattern.ALL)).containsExactly("2");
  }

  @Test
  void writeBackMakesSomeOfItDurable() throws IOException {
    DiskFile file = file();
    write(file, 0, 3 * SECTOR, 1);
    file.sync();
    write(file, 0, 3 * SECTOR, 2);
    Set<String> outcomes = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      SimulatedDirectory copy = disk.kill();
      copy.writeBack(seed);
      outcomes.add(sectors(copy.crash(LossPattern.ALL, 0)));
    }
    assertThat(outcomes).hasSize(8);
  }

  @Test
  void deathOfTheProcessTakesNothing() throws IOException {
    DiskFile file = file();
    write(file, 0, SECTOR, 1);
    MappedRegion region = file.map(0, SECTOR);
    region.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 2);
    SimulatedDirectory after = disk.kill();
    assertThat(sectors(after)).isEqualTo("2");
    assertThat(after.openFiles()).isZero();
    assertThat(sectors(after.crash(LossPattern.ALL, 0))).isEmpty(); // but power may still be cut
  }

  @Test
  void deadProcessCannotReachWhatIsLeft() throws IOException {
    DiskFile file = file();
    write(file, 0, SECTOR, 1);
    MappedRegion region = file.map(0, SECTOR);
    SimulatedDirectory after = disk.kill();
    region.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 9);
    write(file, 0, SECTOR, 9);
    assertThat(sectors(after)).isEqualTo("1");
  }

  @Test
  void newEntryNeedsASyncOfTheDirectory() throws IOException {
    DiskFile file = disk.create("a");
    write(file, 0, SECTOR, 1);
    file.sync();
    assertThat(disk.crash(LossPattern.ALL, 0).list()).isEmpty();
    assertThat(disk.crash(LossPattern.NONE, 0).list()).containsExactly("a");
    disk.sync();
    assertThat(sectors(disk.crash(LossPattern.ALL, 0))).isEqualTo("1");
  }

  @Test
  void renameNeedsASyncOfTheDirectoryAndIsAtomic() throws IOException {
    disk.put("old", filled(1, 1));
    disk.put("new", filled(1, 2));
    disk.rename("new", "old");
    Set<List<String>> outcomes = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      SimulatedDirectory after = disk.crash(LossPattern.RANDOM, seed);
      assertThat(after.bytes("old")).isIn(filled(1, 1), filled(1, 2));
      outcomes.add(after.list());
    }
    assertThat(outcomes).containsExactlyInAnyOrder(List.of("new", "old"), List.of("old"));
    disk.sync();
    assertThat(disk.crash(LossPattern.ALL, 0).list()).containsExactly("old");
  }

  @Test
  void entriesSurviveInAnyOrder() throws IOException {
    disk.put("a", filled(1, 1));
    disk.create("b").close();
    disk.delete("a");
    Set<List<String>> outcomes = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      outcomes.add(disk.crash(LossPattern.RANDOM, seed).list());
    }
    assertThat(outcomes)
        .containsExactlyInAnyOrder(List.of("a"), List.of("a", "b"), List.of(), List.of("b"));
  }

  @Test
  void killedDirectoryRemembersUnsyncedEntries() throws IOException {
    disk.create("a").close();
    disk.rename("a", "b");
    SimulatedDirectory after = disk.kill();
    assertThat(after.list()).containsExactly("b");
    assertThat(after.crash(LossPattern.ALL, 0).list()).isEmpty();
    after.sync();
    assertThat(after.crash(LossPattern.ALL, 0).list()).containsExactly("b");
  }

  @Test
  void fullDiskTakesWhatFits() throws IOException {
    DiskFile file = file();
    disk.setFreeSpace(10);
    assertThatThrownBy(() -> write(file, 0, 20, 1)).hasMessageContaining("No space left");
    assertThat(file.size()).isEqualTo(10);
    write(file, 0, 10, 2); // what is there can be overwritten
    file.truncate(4);
    write(file, 4, 6, 3);
    assertThatThrownBy(() -> write(file, 10, 1, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void openFileIsNeitherRenamedNorDeleted() throws IOException {
    file();
    assertThatThrownBy(() -> disk.rename("a", "b")).hasMessageContaining("open");
    assertThatThrownBy(() -> disk.delete("a")).hasMessageContaining("open");
  }

  @Test
  void mappedFileIsNotCutBelowTheMapping() throws IOException {
    DiskFile file = file();
    file.zeroFill(0, 2 * SECTOR);
    try (MappedRegion region = file.map(10, SECTOR)) {
      assertThat(region.segment().byteSize()).isEqualTo(SECTOR);
      file.truncate(10 + SECTOR);
      assertThatThrownBy(() -> file.truncate(9 + SECTOR)).hasMessageContaining("mapping");
    }
    file.truncate(0);
  }

  @Test
  void sameSeedGivesTheSameLoss() throws IOException {
    DiskFile file = file();
    write(file, 0, 100 * SECTOR, 1);
    assertThat(sectors(disk.crash(LossPattern.RANDOM, 5)))
        .isEqualTo(sectors(disk.crash(LossPattern.RANDOM, 5)));
  }

  @Test
  void readOnlyDirectoryRefusesChanges() throws IOException {
    disk.put("a", filled(1, 1));
    disk.readOnly();
    assertThat(disk.isReadOnly()).isTrue();
    assertThatThrownBy(() -> disk.create("b")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.open("a", Access.READ_WRITE)).isInstanceOf(IOException.class);
    disk.open("a", Access.READ).close();
  }

  @Test
  void aWriteThroughIsDurableAndNothingElseIs() throws IOException {
    SimulatedDirectory disk = new SimulatedDirectory();
    DiskFile file = disk.create("a");
    file.write(0, new byte[2048], 0, 2048);
    file.sync();
    disk.sync();
    byte[] ones = new byte[512];
    Arrays.fill(ones, (byte) 1);
    file.write(0, ones, 0, 512);
    try (DiskFile through = disk.open("a", Access.WRITE_THROUGH)) {
      through.write(1024, ones, 0, 512);
    }
    byte[] left = disk.crash(LossPattern.ALL, 1).bytes("a");
    assertThat(left[0]).isZero();
    assertThat(left[1024]).isOne();
    assertThat(left[1535]).isOne();
    assertThat(left[1536]).isZero();
  }
}
