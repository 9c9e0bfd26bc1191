package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.RecoveryProgress.Phase;
import dev.hmdb.SalvageReport;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.LogSalvage;
import dev.hmdb.internal.log.LogScan;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.LostRange;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.SnapshotSalvage;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything from the files of a database whose checksum holds, and keeps account of the
 * rest. Changes nothing on disk. For one thread.
 */
final class Salvage {
  /*
   * Snapshot n is the state in which segment n begins. So the files are read by number, a snapshot
   * before the segment of the same number:
   * - a snapshot that is intact is the state, whatever was read before;
   * - one that is damaged is of no use if what was read before is complete up to there, as after a
   *   compaction that did not come to delete what it replaced; otherwise what is left of it is put
   *   over what was read before;
   * - a segment is applied frame by frame, without those that are damaged. A transaction of which one
   *   value is refused is left out entirely.
   */

  /** Of more segments than these that are missing in one place, the first are told one by one. */
  private static final int MAX_MISSING = 100;

  /** Where the schema of a snapshot file begins. */
  private static final long SCHEMA_OFFSET = 64;

  private final MendedDirectory directory;
  private final LoadedTables tables;
  private final Progress progress;
  private final SortedSet<Long> snapshots = new TreeSet<>();
  private final SortedSet<Long> segments = new TreeSet<>();
  private final Decoder decoder = new Decoder(new byte[0]);

  private Damages damages = new Damages();
  private @Nullable DatabaseId databaseId;
  private boolean hasCatalog;
  private long commits;

  /** The number of the last snapshot that was found intact: files before it do not matter. */
  private long intact;

  /** Whether the tables are the whole state at the place where reading is. */
  private boolean isWhole;

  /**
   * @param tables to be filled, whatever is in them
   * @param progress is told what is read
   */
  Salvage(Directory directory, LoadedTables tables, Progress progress) {
    this.directory = new MendedDirectory(directory);
    this.tables = tables;
    this.progress = progress;
    tables.restart();
  }

  /**
   * Fills the tables.
   *
   * @throws IOException if a file cannot be read at all
   * @throws dev.hmdb.SchemaMismatchException if it was written with another schema
   * @throws dev.hmdb.DatabaseOpenException if a newer hmdb wrote it
   */
  void read() throws IOException {
    snapshots.addAll(Snapshots.numbers(directory));
    segments.addAll(LogSalvage.numbers(directory));
    if (progress.isHeard()) {
      progress.begin(Phase.SALVAGE, bytes());
    }
    databaseId = findDatabaseId();
    findCatalog();
    SortedSet<Long> numbers = new TreeSet<>(snapshots);
    numbers.addAll(segments);
    long expected = numbers.isEmpty() ? 0 : numbers.first();
    isWhole = expected == 1 && !snapshots.contains(1L);
    if (!isWhole && expected > 0 && !snapshots.contains(expected)) {
      damages.file(Snapshots.name(expected), "the snapshot that the log goes on from is missing");
    }
    for (long number : numbers) {
      if (number != expected) {
        missing(expected, number);
        isWhole = false;
      }
      if (snapshots.contains(number)) {
        readSnapshot(number);
      }
      expected = number + (readSegment(number) ? 1 : 0);
    }
    if (segments.isEmpty() || expected > segments.last()) {
      missing(expected, expected + 1);
    }
    addUnreadable();
    progress.finish();
  }

  private void addUnreadable() {
    for (long number : snapshots.tailSet(intact)) {
      String name = Snapshots.name(number);
      damages.unreadable(Kind.STRUCTURE, name, directory.unreadablePages(name));
    }
    for (long number : segments.tailSet(intact)) {
      String name = LogSalvage.name(number);
      damages.unreadable(Kind.TRANSACTIONS, name, directory.unreadablePages(name));
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (String name : files()) {
      bytes += size(name);
    }
    return bytes;
  }

  private void missing(long from, long to) {
    if (from >= to || segments.contains(from)) {
      return;
    }
    isWhole = false;
    // A file's name is input: nobody knows how many there ever were.
    long told = Math.min(to, from + MAX_MISSING);
    for (long number = from; number < told; number++) {
      damages.file(LogSalvage.name(number), "a segment of the log is missing");
    }
    if (told < to) {
      damages.file(
          LogSalvage.name(told), "this segment and all up to number " + (to - 1) + " are missing");
    }
  }

  /** The database that the files are of; null if none of them says so. */
  private @Nullable DatabaseId findDatabaseId() throws IOException {
    for (long number : new ArrayList<>(snapshots).reversed()) {
      Optional<DatabaseId> id = SnapshotSalvage.databaseId(directory, number);
      if (id.isPresent()) {
        return id.get();
      }
    }
    for (long number : segments) {
      try (LogSalvage segment = LogSalvage.open(directory, number)) {
        if (segment != null) {
          return segment.databaseId();
        }
      }
    }
    return null;
  }

  // ---- The catalog

  /**
   * An id never means anything else, so all catalogs go together, and a file whose own is damaged
   * is read with those of others.
   */
  private void findCatalog() throws IOException {
    for (long number : segments) {
      findCatalogInSegment(number);
    }
    for (long number : new ArrayList<>(snapshots).reversed()) {
      if (!hasCatalog && databaseId != null) {
        try (SnapshotSalvage snapshot = SnapshotSalvage.open(directory, number, databaseId)) {
          snapshot.schema().ifPresent(this::catalog);
        }
      }
    }
    if (!hasCatalog) {
      Encoder assumed = new Encoder();
      Catalog.empty().with(tables.schema()).encode(assumed);
      catalog(assumed.toByteArray());
      hasCatalog = false;
    }
  }

  private void findCatalogInSegment(long number) throws IOException {
    try (LogSalvage segment = LogSalvage.open(directory, number)) {
      if (segment != null && segment.databaseId().equals(databaseId)) {
        List<byte[]> schemas = new ArrayList<>();
        segment.read(
            (kind, _, buffer, offset, length) -> {
              if (kind == FrameKind.SCHEMA) {
                schemas.add(Arrays.copyOfRange(buffer, offset, offset + length));
              }
            },
            (_, _, _) -> {});
        schemas.forEach(this::catalog);
      }
    }
  }

  private void catalog(byte[] bytes) {
    try {
      tables.readCatalog(new Decoder(bytes));
      hasCatalog = true;
    } catch (DecodingException e) {
      return; // told when it is read in its place
    }
  }

  // ---- Snapshots

  private void readSnapshot(long number) throws IOException {
    if (isIntact(number)) {
      damages = new Damages(); // what was damaged before has no consequence
      intact = number;
      tables.clear();
      isWhole = true;
      readWhatIsLeft(number);
    } else if (isWhole) {
      damages.structure(
          Snapshots.name(number), 0, 0, "it is damaged, and the files before it say the same");
    } else {
      readWhatIsLeft(number);
    }
  }

  private boolean isIntact(long number) throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(directory, number)) {
      for (Block block : reader.blocks()) {
        reader.read(block);
      }
      return reader.databaseId().equals(databaseId);
    } catch (CorruptDatabaseException e) {
      return false;
    }
  }

  private void readWhatIsLeft(long number) throws IOException {
    String name = Snapshots.name(number);
    try (SnapshotReader reader = SnapshotReader.open(directory, number)) {
      if (reader.databaseId().equals(databaseId)) {
        catalog(reader.schema());
        for (Block block : reader.blocks()) {
          readBlock(name, reader, block);
        }
        return;
      }
    } catch (CorruptDatabaseException e) {
      readWithoutIndex(number, name, e);
      return;
    }
    damages.file(name, "it belongs to another database and was not read");
  }

  private void readBlock(String name, SnapshotReader reader, Block block) throws IOException {
    try {
      load(name, block, reader.read(block));
    } catch (CorruptDatabaseException e) {
      try {
        byte[] bytes = reader.readWithoutHead(block);
        damages.structure(name, block.offset(), 0, "the head of a block is damaged");
        load(name, block, bytes);
      } catch (CorruptDatabaseException entries) {
        damages.block(name, block, keysOf(block, reader.readDamaged(block)));
        isWhole = false;
      }
    }
  }

  private void readWithoutIndex(long number, String name, CorruptDatabaseException why)
      throws IOException {
    if (databaseId == null) {
      damages.file(name, "nothing of it can be read: " + why.getMessage());
      return;
    }
    Optional<String> stranger = SnapshotSalvage.stranger(directory, number, databaseId);
    if (stranger.isPresent()) {
      damages.file(name, stranger.get() + " and was not read");
      return;
    }
    try (SnapshotSalvage salvage = SnapshotSalvage.open(directory, number, databaseId)) {
      int before = damages.all().size();
      salvage.schema().ifPresent(this::catalog);
      for (Block block : salvage.blocks()) {
        load(name, block, salvage.read(block));
      }
      for (LostRange lost : salvage.lost()) {
        lost(name, salvage, lost);
      }
      if (!salvage.hasEnd()) {
        damages.entries(
            name, salvage.size(), 0, "the file was cut, and what was behind its end is not known");
        isWhole = false;
      }
      if (damages.all().size() == before) {
        damages.structure(name, 0, 0, "what holds the file together is damaged");
      }
    }
  }

  private void lost(String name, SnapshotSalvage salvage, LostRange lost) throws IOException {
    Block block = lost.block();
    if (block != null) {
      damages.block(name, block, keysOf(block, salvage.readDamaged(block)));
    } else if (salvage.schema().isEmpty() && lost.offset() == SCHEMA_OFFSET) {
      damages.structure(name, lost.offset(), lost.length(), schemaLost());
      return;
    } else {
      damages.entries(
          name, lost.offset(), lost.length(), "a part is damaged, and nobody knows of which table");
    }
    isWhole = false;
  }

  private String schemaLost() {
    return hasCatalog
        ? "the schema is damaged, and known from elsewhere"
        : "the schema is damaged, and nowhere else: the files were read as if the tables had been"
            + " made in the order of the present schema";
  }

  /** Loads a block whose checksum holds, up to the first entry that is refused. */
  private void load(String name, Block block, byte[] bytes) {
    decoder.reset(bytes, 0, bytes.length);
    Damages.Keys keys = new Damages.Keys();
    int done = 0;
    try {
      LoadedTable<?, ?> table = tables.table(block.table(), 0);
      keys.of(table);
      while (done < block.entries()) {
        table.loadNext(decoder, keys);
        done++;
      }
    } catch (RuntimeException e) { // a DecodingException, or what a user's codec or equals throws
      isWhole = false;
      damages.refused(
          name,
          block.offset(),
          block.length(),
          block.entries() - done,
          keys,
          block.entries()
              - done
              + " entries of a block cannot be read: "
              + UnreadableEntryException.reason(e));
    }
    progress.done(block.length(), done); // outside: what the listener throws is no damage
  }

  /** The keys that can still be read in a damaged block. */
  private Damages.Keys keysOf(Block block, byte[] bytes) {
    Damages.Keys keys = new Damages.Keys();
    decoder.reset(bytes, 0, bytes.length);
    try {
      LoadedTable<?, ?> table = tables.table(block.table(), 0);
      keys.of(table);
      for (int i = 0; i < block.entries() && !keys.isFull(); i++) {
        Object key = table.key(decoder);
        keys.add(table, key);
        table.skipValue(decoder);
      }
    } catch (RuntimeException e) {
      return keys; // as far as they could be read
    }
    return keys;
  }

  // ---- Segments

  /** Whether there is one, and the log goes on in the next. */
  private boolean readSegment(long number) throws IOException {
    if (!segments.contains(number)) {
      return false;
    }
    String name = LogSalvage.name(number);
    try (LogSalvage segment = LogSalvage.open(directory, number)) {
      if (segment == null) {
        damages.file(name, "its header is damaged, and nothing of it can be read");
        isWhole = false;
        return number < segments.last();
      }
      if (!segment.databaseId().equals(databaseId)) {
        damages.file(name, "it belongs to another database and was not read");
        return false;
      }
      if (segment.hadDamagedHeader()) {
        damages.structure(name, 0, 0, "a byte of the header is damaged");
      }
      segment.read(
          (kind, position, buffer, offset, length) ->
              frame(name, kind, segment.offset(position), buffer, offset, length),
          (offset, length, bodies) -> lostFrames(name, offset, length, bodies));
      isWhole &= directory.unreadablePages(name).isEmpty();
      if (!segment.goesOn() && commitsBehind(number)) {
        damages.transactions(
            name, segment.size(), 0, new Damages.Keys(), "its end is damaged or missing");
        isWhole = false;
        return true;
      }
      return segment.goesOn();
    }
  }

  private boolean commitsBehind(long number) throws IOException {
    for (long later : segments.tailSet(number + 1)) {
      if (commitsIn(later)) {
        return true;
      }
    }
    return false;
  }

  private boolean commitsIn(long number) throws IOException {
    if (!segments.contains(number)) {
      return false;
    }
    boolean[] has = new boolean[1];
    try (LogSalvage segment = LogSalvage.open(directory, number)) {
      if (segment == null || !segment.databaseId().equals(databaseId)) {
        return false;
      }
      segment.read((kind, _, _, _, _) -> has[0] |= kind == FrameKind.COMMIT, (_, _, _) -> {});
    }
    return has[0];
  }

  private void frame(String name, byte kind, long frame, byte[] buffer, int offset, int length) {
    decoder.reset(buffer, offset, length);
    if (kind == FrameKind.SCHEMA) {
      schema(name, frame, length);
      return;
    }
    Damages.Keys keys = new Damages.Keys();
    int operations = 0;
    try {
      SalvagedCommit commit = new SalvagedCommit();
      while (decoder.remaining() > 0) {
        commit.add(tables.operation(decoder, keys));
        operations++;
      }
      commit.apply();
      commits++;
    } catch (RuntimeException e) { // what a user's codec or equals throws, too
      isWhole = false;
      damages.refused(
          name,
          frame,
          length,
          -1,
          keys,
          "a transaction cannot be read: " + UnreadableEntryException.reason(e));
    }
    progress.done(length, operations); // outside: what the listener throws is no damage
  }

  /** Reads a catalog; one that nobody understands leaves the one before it in force. */
  private void schema(String name, long frame, int length) {
    try {
      tables.readCatalog(decoder);
    } catch (DecodingException e) {
      damages.structure(
          name,
          frame,
          length,
          "a schema has a checksum that holds, but cannot be read: " + e.getMessage());
    }
  }

  private void lostFrames(String name, long offset, long length, List<byte[]> bodies) {
    Damages.Keys keys = new Damages.Keys();
    for (byte[] body : bodies) {
      decoder.reset(body, 0, body.length);
      readKeys(keys);
    }
    isWhole = false;
    damages.transactions(name, offset, length, keys, "one transaction or more is damaged");
  }

  /** Reads the keys of a damaged commit as far as that goes. */
  private void readKeys(Damages.Keys keys) {
    try {
      while (decoder.remaining() > 0 && !keys.isFull()) {
        tables.operation(decoder, keys);
      }
    } catch (RuntimeException e) {
      return; // the rest is of no use
    }
  }

  // ---- What was found

  /** The names of the files that the database consists of. */
  List<String> files() {
    List<String> names = new ArrayList<>();
    snapshots.forEach(number -> names.add(Snapshots.name(number)));
    segments.forEach(number -> names.add(LogSalvage.name(number)));
    return names;
  }

  /** A number that no file has, and greater than all. */
  long nextNumber() {
    long last = segments.isEmpty() ? 0 : segments.last();
    return 1 + Math.max(last, snapshots.isEmpty() ? 0 : snapshots.last());
  }

  /** Whether there are pages that the disk cannot read. */
  boolean hasUnreadable() {
    return directory.isAnyUnreadable();
  }

  /** The files as they were read, with zeros for what the disk cannot read. */
  Directory source() {
    return directory;
  }

  Catalog catalog() {
    return tables.catalog().with(tables.schema());
  }

  LoadedTables tables() {
    return tables;
  }

  /** What an opening that changes nothing can say of the log. */
  LogScan scan() throws IOException {
    long bytes = 0;
    for (long number : segments) {
      bytes += size(LogSalvage.name(number));
    }
    DatabaseId id = databaseId == null ? DatabaseId.random() : databaseId;
    return new LogScan(id, 0, 0, commits, bytes, 0, false);
  }

  private long size(String name) throws IOException {
    try (DiskFile file = directory.open(name, Access.READ)) {
      return file.size();
    }
  }

  SalvageReport report(List<String> originals) {
    return new SalvageReport(damages.all(), originals);
  }
}
