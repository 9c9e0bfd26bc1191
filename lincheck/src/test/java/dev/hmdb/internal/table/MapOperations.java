package dev.hmdb.internal.table;

import java.util.HashMap;
import java.util.Map;

/** What {@link TableOperations} has to look like, with one thread. */
public class MapOperations {
  private final Map<FiledKey, Integer> map = new HashMap<>();

  public MapOperations() {
    for (int i = 0; i < GrowingTable.SIZE; i++) {
      map.put(GrowingTable.key(i), i);
    }
  }

  public Integer get(int key) {
    return map.get(TableOperations.key(key));
  }

  public long size() {
    return map.size();
  }

  public void put(int key, int value) {
    map.put(TableOperations.key(key), value);
  }

  public void remove(int key) {
    map.remove(TableOperations.key(key));
  }
}
