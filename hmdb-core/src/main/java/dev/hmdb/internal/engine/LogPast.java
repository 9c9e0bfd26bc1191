package dev.hmdb.internal.engine;

import dev.hmdb.Change;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.HmdbException;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.feed.History;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.FrameVisitor;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFollower;
import dev.hmdb.internal.log.SegmentGoneException;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.table.Clock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Transactions between two positions of the log, read from the files. For one thread. */
final class LogPast implements History.Past {
  /*
   * The log has new values only. So that the old ones can be told, it is read twice: first, which keys
   * are changed behind the position; then, beginning with the snapshot file, what values these keys
   * have, up to the position and from change to change. Memory is taken for those keys and values.
   *
   * The second reading stops when it has some transactions, and goes on when they are told.
   */

  /** So many changes are read at a time. */
  private static final int AT_A_TIME = 1000;

  /** Ends a reading before its end; what is shown then is shown again. */
  private static final class Enough extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final LogHistory history;
  private final long snapshot;
  private final long from;
  private final History.End end;

  private final LoadedTables tables;
  private final Map<String, KnownValues> known = new LinkedHashMap<>();
  private final Decoder decoder = new Decoder(new byte[0]);
  private Catalog catalog = Catalog.empty();

  private final LogFollower log;
  private final Queue<CommittedTransaction> ready = new ArrayDeque<>();
  private int readyChanges;

  /** Of the last transaction that was handed out. */
  private long told;

  private boolean isAtEnd;

  /** What is done with an operation of a commit. */
  @FunctionalInterface
  private interface Operated {
    void on(LoadedTable.Operation<?, ?> operation);
  }

  private LogPast(LogHistory history, long snapshot, long from, History.End end) {
    this.history = history;
    this.snapshot = snapshot;
    this.from = from;
    this.told = from;
    this.end = end;
    this.tables =
        new LoadedTables(
            history.directory().path(),
            history.schema(),
            Engine.emptyTables(history.schema(), new Clock()),
            Progress.UNHEARD);
    this.log = history.follower(firstSegment());
  }

  /**
   * Begins to read.
   *
   * @param snapshot number of the snapshot file to begin with; 0 if there is none
   */
  static LogPast open(LogHistory history, long snapshot, long from, History.End end)
      throws IOException {
    LogPast past = new LogPast(history, snapshot, from, end);
    try {
      past.findKeys();
      past.readSnapshot();
      past.skipToFrom();
      return past;
    } catch (Throwable t) {
      past.closeAfter(t);
      throw t;
    }
  }

  private void closeAfter(Throwable reason) {
    try {
      close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private long firstSegment() {
    return snapshot == 0 ? Log.FIRST_SEGMENT : snapshot;
  }

  // ---- Which keys

  private void findKeys() throws IOException {
    boolean[] isFirst = {true};
    try (LogFollower whole = history.follower(firstSegment())) {
      whole.readTo(
          end.segment(),
          end.position(),
          (kind, position, buffer, offset, length) -> {
            if (isFirst[0]) {
              requireStart(position);
              isFirst[0] = false;
            }
            if (position < from && from < whole.positionAfterShown()) {
              throw history.missed(from, end, "there was never a transaction at that position");
            }
            if (kind == FrameKind.SCHEMA) {
              readCatalog(position, buffer, offset, length);
            } else if (position >= from) {
              decoder.reset(buffer, offset, length);
              readCommit(position, operation -> known(operation).want(operation.key()));
            }
          });
    }
  }

  /** A log that begins with a snapshot file has nothing from before. */
  private void requireStart(long position) {
    if (snapshot != 0 && from < position && from < history.endBefore(snapshot)) {
      throw history.missed(from, end, null);
    }
  }

  /**
   * In a log with entries of several forms a table may have been dropped and made again between two
   * commits, and nobody would tell its entries apart.
   */
  private void readCatalog(long position, byte[] buffer, int offset, int length) {
    decoder.reset(buffer, offset, length);
    Catalog read = Catalog.decode(decoder);
    if (!catalog.tables().isEmpty() && !catalog.tables().equals(read.tables())) {
      throw history.missed(
          from,
          end,
          "the log has commits of an earlier form of the schema, too; compact() leaves those behind");
    }
    catalog = read;
    decoder.reset(buffer, offset, length);
    decoding(position, () -> tables.readCatalog(decoder));
  }

  // ---- What they were

  private void readSnapshot() throws IOException {
    if (snapshot == 0 || known.isEmpty()) {
      return;
    }
    try (SnapshotReader reader = SnapshotReader.open(history.directory(), snapshot)) {
      byte[] schema = reader.schema();
      readCatalog(0, schema, 0, schema.length);
      for (Block block : reader.blocks()) {
        LoadedTable<?, ?> table = tables.table(block.table(), 0);
        KnownValues values = table.isDropped() ? null : known.get(table.name());
        if (values != null) {
          byte[] bytes = reader.read(block);
          decoding(0, () -> load(table, values, new Decoder(bytes), block.entries()));
        }
      }
    }
  }

  private static <K, V> void load(
      LoadedTable<K, V> table, KnownValues values, Decoder in, int entries) {
    for (int i = 0; i < entries; i++) {
      K key = table.key(in);
      values.set(key, table.value(key, in));
    }
  }

  /** Keeps what the commits before the position have set. */
  private void skipToFrom() throws IOException {
    readOn((kind, position, buffer, offset, length) -> {
      if (position >= from) {
        throw new Enough();
      }
      if (kind == FrameKind.COMMIT && !known.isEmpty()) {
        decoder.reset(buffer, offset, length);
        readCommit(position, this::apply);
      }
    });
  }

  private void apply(LoadedTable.Operation<?, ?> operation) {
    KnownValues values = known.get(operation.table().name());
    if (values == null) {
      return;
    }
    Object key = operation.key();
    if (key == null) {
      values.clear();
    } else {
      values.set(key, operation.value());
    }
  }

  // ---- What became of them

  @Override
  public @Nullable CommittedTransaction next() throws IOException {
    while (ready.isEmpty()) {
      if (isAtEnd) {
        return null;
      }
      readyChanges = 0;
      try {
        isAtEnd = readOn(this::readTransaction);
      } catch (SegmentGoneException e) {
        throw history.missed(told, end, null);
      }
    }
    CommittedTransaction next = ready.remove();
    told = next.position();
    return next;
  }

  private void readTransaction(byte kind, long position, byte[] buffer, int offset, int length)
      throws IOException {
    if (readyChanges >= AT_A_TIME) {
      throw new Enough();
    }
    if (kind != FrameKind.COMMIT) {
      return;
    }
    decoder.reset(buffer, offset, length);
    Map<String, KnownValues> touched = new LinkedHashMap<>();
    readCommit(
        position,
        operation -> {
          KnownValues values = known(operation);
          touched.put(operation.table().name(), values);
          values.change(operation.key(), operation.value());
        });
    Map<String, List<Change<?, ?>>> changes = new LinkedHashMap<>();
    touched.forEach((name, values) -> {
      List<Change<?, ?>> of = new ArrayList<>(values.takeChanges());
      if (!of.isEmpty()) {
        changes.put(name, of);
        readyChanges += of.size();
      }
    });
    if (!changes.isEmpty()) {
      ready.add(new CommittedTransaction(log.positionAfterShown(), changes));
    }
  }

  /** Whether it came to the end. */
  private boolean readOn(FrameVisitor visitor) throws IOException {
    try {
      log.readTo(end.segment(), end.position(), visitor);
      return true;
    } catch (Enough e) {
      return false;
    }
  }

  // ---- Frames

  private KnownValues known(LoadedTable.Operation<?, ?> operation) {
    return known.computeIfAbsent(operation.table().name(), _ -> new KnownValues());
  }

  private void readCommit(long position, Operated operated) {
    decoding(
        position,
        () -> {
          while (decoder.remaining() > 0) {
            long header = decoder.readVarint(Integer.MAX_VALUE);
            int id = (int) (header >>> OperationLayout.KIND_BITS);
            LoadedTable<?, ?> table = tables.table(id, decoder.offset());
            LoadedTable.Operation<?, ?> operation =
                operation((int) header & OperationLayout.KIND_MASK, table);
            if (!table.isDropped()) {
              operated.on(operation);
            }
          }
        });
  }

  private <K, V> LoadedTable.Operation<K, V> operation(int kind, LoadedTable<K, V> table) {
    return switch (kind) {
      case OperationLayout.PUT -> {
        K key = table.key(decoder);
        yield new LoadedTable.Operation<>(table, key, table.value(key, decoder));
      }
      case OperationLayout.REMOVE -> new LoadedTable.Operation<>(table, table.key(decoder), null);
      case OperationLayout.CLEAR -> new LoadedTable.Operation<>(table, null, null);
      default -> throw new DecodingException("operation " + kind + " is unknown", decoder.offset());
    };
  }

  private void decoding(long position, Runnable work) {
    try {
      work.run();
    } catch (HmdbException e) {
      throw e;
    } catch (RuntimeException e) { // a DecodingException, or what a user's codec or equals throws
      throw new CorruptDatabaseException(
          history.directory().path()
              + ": what was committed at position "
              + position
              + " cannot be read again: "
              + UnreadableEntryException.reason(e),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
