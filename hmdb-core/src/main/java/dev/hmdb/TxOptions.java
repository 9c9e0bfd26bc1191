package dev.hmdb;

import java.util.List;
import java.util.Objects;

/** How one transaction is run. Immutable. */
public final class TxOptions {
  private static final TxOptions DEFAULTS = new TxOptions(false, List.of(), false);

  private final boolean lockAll;
  private final List<AnyTable> locked;
  private final boolean sync;

  private TxOptions(boolean lockAll, List<AnyTable> locked, boolean sync) {
    this.lockAll = lockAll;
    this.locked = locked;
    this.sync = sync;
  }

  /** Optimistic, with the database's durability. */
  public static TxOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Everything is locked against other writers while the body runs, so it runs just once.
   *
   * <p>The body may use other databases, but two that lock each other out wait for ever: a body
   * with one database locked that writes to a second, while one with the second locked writes to
   * the first. Nothing detects that; a program that locks several takes them in one order.
   *
   * <p>With {@link Sharing#MULTI_PROCESS} no other process can commit meanwhile: keep the body
   * short.
   */
  public static TxOptions lockAll() {
    return new TxOptions(true, List.of(), false);
  }

  /**
   * These tables are locked against other writers while the body runs; other tables go on being
   * written. A body that uses no other tables runs just once. One that also reads other tables, or
   * writes a table that somebody else has locked, may have to run a second time, with everything
   * locked. For several databases, see {@link #lockAll}.
   *
   * <p>With {@link Sharing#MULTI_PROCESS} no other process can commit meanwhile, to whatever table:
   * keep the body short.
   *
   * @param tables tables, cells, lists and multimaps of the database on which the transaction runs
   */
  public static TxOptions lock(AnyTable... tables) {
    Objects.requireNonNull(tables, "tables is null");
    for (int i = 0; i < tables.length; i++) {
      Objects.requireNonNull(tables[i], "tables[" + i + "] is null");
    }
    return new TxOptions(false, List.of(tables), false);
  }

  /** The commit is on stable storage when the call returns, whatever the database's durability. */
  public static TxOptions sync() {
    return DEFAULTS.andSync();
  }

  /** These options, and the commit synced as {@link #sync} says. */
  public TxOptions andSync() {
    return new TxOptions(lockAll, locked, true);
  }

  /** Whether everything is locked. */
  public boolean locksAll() {
    return lockAll;
  }

  /** The tables that are locked. */
  public List<AnyTable> lockedTables() {
    return locked;
  }

  /** Whether the commit is synced whatever the database's durability. */
  public boolean syncs() {
    return sync;
  }

  @Override
  public String toString() {
    return "TxOptions[lockAll=" + lockAll + ", lock=" + locked + ", sync=" + sync + "]";
  }
}
