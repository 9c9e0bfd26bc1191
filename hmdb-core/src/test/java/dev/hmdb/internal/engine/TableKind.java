package dev.hmdb.internal.engine;

import dev.hmdb.Snapshot;
import dev.hmdb.Table;
import java.util.Map;
import java.util.function.Consumer;

/** The kinds of table that a user can hold, in each of the states that a read goes through. */
enum TableKind {
  /** The database's own. */
  LIVE {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().putAll(entries);
      test.accept(db.words());
    }
  },

  /** The database's own, while a snapshot keeps every version unsettled. */
  LIVE_UNSETTLED {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().put("gone", "1");
      try (Snapshot<TwoTables> _ = db.snapshot()) {
        db.words().remove("gone");
        db.words().putAll(entries);
        test.accept(db.words());
      }
    }
  },

  /** A transaction's, on what was committed before it. */
  TRANSACTION {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().putAll(entries);
      db.transaction(tx -> test.accept(tx.words()));
    }
  },

  /** A transaction's, on what it wrote itself after it cleared the table. */
  TRANSACTION_AFTER_CLEAR {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().put("cleared", "1");
      db.transaction(tx -> {
        tx.words().put("cleared", "2");
        tx.words().clear();
        tx.words().putAll(entries);
        test.accept(tx.words());
      });
    }
  },

  /** A transaction's, on what it replaced, removed and added itself. */
  TRANSACTION_ON_BOTH {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().put("removed", "1");
      entries.keySet().stream().limit(1).forEach(key -> db.words().put(key, "replaced"));
      db.transaction(tx -> {
        tx.words().remove("removed");
        tx.words().remove("never there");
        tx.words().putAll(entries);
        test.accept(tx.words());
      });
    }
  },

  /** A snapshot's. */
  SNAPSHOT {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().putAll(entries);
      try (Snapshot<TwoTables> snapshot = db.snapshot()) {
        test.accept(snapshot.tables().words());
      }
    }
  },

  /** A snapshot's, after everything was changed. */
  SNAPSHOT_OF_THE_PAST {
    @Override
    void on(TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test) {
      db.words().putAll(entries);
      try (Snapshot<TwoTables> snapshot = db.snapshot()) {
        db.words().clear();
        for (int i = 0; i < 100; i++) {
          db.words().put("later" + i, "1");
        }
        entries.keySet().forEach(key -> db.words().put(key, "later"));
        test.accept(snapshot.tables().words());
      }
    }
  };

  abstract void on(
      TwoTablesDb db, Map<String, String> entries, Consumer<Table<String, String>> test);

  /** Runs a test on a table of this kind that has these entries, in a database of its own. */
  void on(Map<String, String> entries, Consumer<Table<String, String>> test) {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      on(db, entries, test);
    }
  }

  /** As {@link #on}, and then checks what the table has, from inside and from outside. */
  void leaves(
      Map<String, String> entries,
      Consumer<Table<String, String>> test,
      Map<String, String> expected) {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      on(
          db,
          entries,
          table -> {
            test.accept(table);
            TableState.verify(table, expected);
          });
      TableState.verify(db.words(), expected);
    }
  }
}
