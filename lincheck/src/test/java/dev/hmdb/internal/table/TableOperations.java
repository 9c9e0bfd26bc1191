package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import java.util.concurrent.locks.ReentrantLock;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The operations of a table that is about to grow, on two keys that are there, each behind a chain
 * that growing cuts, and two that are not. Writers take turns, as the commit lock has them do.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:3")
@Param(name = "value", gen = IntGen.class, conf = "100:101")
public class TableOperations {
  private static final FiledKey[] KEYS = {
    GrowingTable.key(1), GrowingTable.key(7), GrowingTable.absentKey(1), GrowingTable.absentKey(7)
  };

  final GrowingTable growing;
  final HashTable<FiledKey, Integer> table;
  private final CommitSteps<FiledKey, Integer> steps;
  private final ReentrantLock commitLock = new ReentrantLock();

  public TableOperations() {
    this(KeyShape.reference());
  }

  TableOperations(KeyShape<FiledKey> shape) {
    growing = new GrowingTable(shape);
    table = growing.table;
    steps = new CommitSteps<>(growing.clock, table);
  }

  static FiledKey key(int number) {
    return KEYS[number];
  }

  @Operation
  public Integer get(@Param(name = "key") int key) {
    return table.get(key(key));
  }

  @Operation
  public long size() {
    return table.size();
  }

  @Operation
  public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
    commitLock.lock();
    try {
      steps.commit(key(key), value);
    } finally {
      commitLock.unlock();
    }
  }

  @Operation
  public void remove(@Param(name = "key") int key) {
    commitLock.lock();
    try {
      steps.commit(key(key), null);
    } finally {
      commitLock.unlock();
    }
  }
}
