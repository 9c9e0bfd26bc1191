package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.eclipse.store.storage.embedded.types.EmbeddedStorage;
import org.eclipse.store.storage.embedded.types.EmbeddedStorageManager;

/**
 * EclipseStore. Its manual's rule is to store the object that was modified, under the lock under
 * which it was modified. So each key has a cell that an overwrite changes and stores alone, and the
 * cells are in many small maps, since an insertion has to store the whole map. Readers take no
 * lock: the maps are concurrent and the cells volatile.
 */
final class EclipseStoreStore<K> implements Store<K> {
  private static final int ENTRIES_PER_MAP = 32;
  private static final int BATCH = 200;

  private final EmbeddedStorageManager storage;
  private final ConcurrentHashMap<K, Cell>[] maps;

  /** The value of one key. */
  static final class Cell {
    volatile Account account;

    Cell(Account account) {
      this.account = account;
    }
  }

  /** What the storage begins with. */
  static final class Root {
    ConcurrentHashMap<?, ?>[] maps;
  }

  @SuppressWarnings("unchecked") // The root holds what this class put there.
  EclipseStoreStore(Request<K> request) {
    storage = EmbeddedStorage.start(request.folder());
    Root root = (Root) storage.root();
    if (root == null) {
      root = new Root();
      root.maps = new ConcurrentHashMap<?, ?>[1 + request.size() / ENTRIES_PER_MAP];
      for (int i = 0; i < root.maps.length; i++) {
        root.maps[i] = new ConcurrentHashMap<K, Cell>();
      }
      storage.setRoot(root);
      storage.storeRoot();
    }
    maps = (ConcurrentHashMap<K, Cell>[]) root.maps;
  }

  private ConcurrentHashMap<K, Cell> mapOf(K key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return maps[Math.floorMod(hash ^ hash >>> 16, maps.length)];
  }

  @Override
  public Account get(K key) {
    Cell cell = mapOf(key).get(key);
    return cell == null ? null : cell.account;
  }

  @Override
  public synchronized void put(K key, Account value) {
    storage.store(change(key, value));
  }

  @Override
  public synchronized void putFour(K[] keys, Account[] values, int from) {
    Object[] changed = new Object[4];
    for (int i = 0; i < 4; i++) {
      changed[i] = change(keys[from + i], values[from + i]);
    }
    storage.storeAll(changed);
  }

  /** Changes it in memory, and returns what has to be stored. */
  private Object change(K key, Account value) {
    ConcurrentHashMap<K, Cell> map = mapOf(key);
    Cell cell = map.get(key);
    if (cell == null) {
      map.put(key, new Cell(value));
      return map;
    }
    cell.account = value;
    return cell;
  }

  @Override
  public synchronized void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    Set<Object> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < count; i++) {
      changed.add(change(keys.apply(i), values.apply(i)));
    }
    List<Object> all = List.copyOf(changed);
    for (int i = 0; i < all.size(); i += BATCH) {
      storage.storeAll(all.subList(i, Math.min(all.size(), i + BATCH)));
    }
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    for (ConcurrentHashMap<K, Cell> map : maps) {
      map.forEach((key, cell) -> action.accept(key, cell.account));
    }
  }

  @Override
  public void compact() {
    storage.issueFullGarbageCollection();
    storage.issueFullFileCheck();
  }

  @Override
  public void close() {
    storage.shutdown();
  }
}
