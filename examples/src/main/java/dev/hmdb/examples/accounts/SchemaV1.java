package dev.hmdb.examples.accounts;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.util.UUID;

/** Two tables. The processor generates {@code SchemaV1Db} from this while javac runs. */
@Schema
public interface SchemaV1 {
  /** Every account, by its name. */
  Table<Username, Account> accounts();

  /** Every file, by an id of its own. */
  Table<UUID, FileMetadata> files();
}
