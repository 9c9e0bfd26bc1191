package dev.hmdb.internal.engine;

import dev.hmdb.GeneratedDatabase;
import dev.hmdb.KeyShape;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Codecs;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A schema by hand with records for keys and values, and with values that have to be frozen. */
public interface Records {

  /** A key that is one number. */
  record UserId(long value) {}

  record User(UserId id, String name, List<String> tags) {}

  TableDefinition<UserId, User> USERS =
      new TableDefinition<>(0, "users", RecordCodecs.USER_ID, RecordCodecs.USER, new UserIdShape());
  TableDefinition<UUID, List<String>> TAGS =
      new TableDefinition<>(1, "tags", Codecs.UUID, Codecs.list(Codecs.STRING), new UuidShape());
  TableDefinition<String, byte[]> FILES =
      new TableDefinition<>(2, "files", Codecs.STRING, Codecs.BYTE_ARRAY);
  SchemaDefinition<Records> SCHEMA =
      new SchemaDefinition<>("dev.hmdb.test.Records", List.of(USERS, TAGS, FILES), Bound::new);

  Table<UserId, User> users();

  Table<UUID, List<String>> tags();

  Table<String, byte[]> files();

  /** The schema over a source of tables. */
  record Bound(TableSource source) implements Records {
    @Override
    public Table<UserId, User> users() {
      return source.table(USERS);
    }

    @Override
    public Table<UUID, List<String>> tags() {
      return source.table(TAGS);
    }

    @Override
    public Table<String, byte[]> files() {
      return source.table(FILES);
    }
  }

  /** What the processor would generate. */
  final class Db extends GeneratedDatabase<Records> implements Records {
    private Db(Opening opening) {
      super(SCHEMA, opening);
    }

    public static Db open(Path path) {
      return new Db(Opening.directory(path, Options.defaults()));
    }

    public static Db inMemory() {
      return new Db(Opening.memory(Options.defaults()));
    }

    @Override
    public Table<UserId, User> users() {
      return table(USERS);
    }

    @Override
    public Table<UUID, List<String>> tags() {
      return table(TAGS);
    }

    @Override
    public Table<String, byte[]> files() {
      return table(FILES);
    }
  }

  final class UserIdShape implements KeyShape.OneLong<UserId> {
    @Override
    public long first(UserId key) {
      return key.value();
    }

    @Override
    public UserId key(long first) {
      return new UserId(first);
    }
  }

  final class UuidShape implements KeyShape.TwoLongs<UUID> {
    @Override
    public long first(UUID key) {
      return key.getMostSignificantBits();
    }

    @Override
    public long second(UUID key) {
      return key.getLeastSignificantBits();
    }

    @Override
    public UUID key(long first, long second) {
      return new UUID(first, second);
    }
  }
}
