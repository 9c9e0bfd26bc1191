package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving that was tried has the results of some order of the operations. Lincheck goes
 * through interleavings of whole accesses, in the order of the program; what processors and
 * compilers do to that order is for the stress tests.
 */
class HashTableLinearizabilityTest {

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .iterations(Integer.getInteger("lincheck.scenarios"))
        .invocationsPerIteration(Integer.getInteger("lincheck.interleavings"))
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(1)
        .minimizeFailedScenario(false)
        .sequentialSpecification(MapOperations.class);
  }

  @Test
  void tableOfObjectsIsLinearizable() {
    options().check(TableOperations.class);
  }

  @Test
  void tableOfNumbersIsLinearizable() {
    options().check(TableOfNumbers.class);
  }

  /** Numbers for keys. */
  public static class TableOfNumbers extends TableOperations {
    public TableOfNumbers() {
      super(new FiledKey.OneLong());
    }
  }

  @Test
  void lookupWithoutSecondLookIsFoundOut() {
    assertThatThrownBy(() -> options().iterations(100).check(WithoutSecondLook.class))
        .hasMessageContaining("Invalid execution results");
  }

  /** A get that takes a miss for an answer although the chain may have been cut. */
  public static class WithoutSecondLook extends TableOperations {
    @Operation
    @Override
    public Integer get(@Param(name = "key") int key) {
      FiledKey wanted = key(key);
      Entry<FiledKey, Integer> entry =
          GrowingTable.findWithoutSecondLook(table, wanted, wanted.hash());
      Entry<FiledKey, Integer> visible =
          entry == null ? null : entry.asOf(growing.clock.published());
      return visible == null ? null : visible.value();
    }
  }
}
