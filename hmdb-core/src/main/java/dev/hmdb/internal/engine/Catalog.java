package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database as its files know them: what a schema frame holds.
 *
 * <p>A table's identity on disk is its name; the id is what stands for the name in commits, given
 * once and never again to another table.
 *
 * @param schemaName the qualified name of the schema interface that wrote it last; for people
 * @param tables every table there ever was
 */
record Catalog(String schemaName, List<Entry> tables) {

  /** The layout below; a later one gets another number. */
  private static final int LAYOUT = 1;

  /** One table. */
  record Entry(int id, String name, TypeDescriptor key, TypeDescriptor value) {
    static Entry of(int id, TableDefinition<?, ?> definition) {
      return new Entry(
          id, definition.name(), definition.keyCodec().type(), definition.valueCodec().type());
    }
  }

  Catalog {
    tables = List.copyOf(tables);
  }

  /** The catalog of a database that has none yet. */
  static Catalog empty() {
    return new Catalog("", List.of());
  }

  @Nullable Entry find(String name) {
    for (Entry entry : tables) {
      if (entry.name.equals(name)) {
        return entry;
      }
    }
    return null;
  }

  /** This catalog and the tables of the schema that it lacks, with ids of their own. */
  Catalog with(SchemaDefinition<?> schema) {
    List<Entry> all = new ArrayList<>(tables);
    int nextId = tables.stream().mapToInt(Entry::id).max().orElse(-1) + 1;
    for (TableDefinition<?, ?> definition : schema.tables()) {
      if (find(definition.name()) == null) {
        all.add(Entry.of(nextId++, definition));
      }
    }
    return all.size() == tables.size() ? this : new Catalog(schema.name(), all);
  }

  /** What of the schema does not fit this catalog, in lines to read; empty if all does. */
  List<String> difference(SchemaDefinition<?> schema) {
    List<String> lines = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (TableDefinition<?, ?> definition : schema.tables()) {
      wanted.add(definition.name());
      Entry stored = find(definition.name());
      if (stored != null) {
        String path = definition.name();
        lines.addAll(
            TypeDescriptor.difference(path + ".key", stored.key, definition.keyCodec().type()));
        lines.addAll(
            TypeDescriptor.difference(
                path + ".value", stored.value, definition.valueCodec().type()));
      }
    }
    for (Entry stored : tables) {
      if (!wanted.contains(stored.name)) {
        lines.add(stored.name + ": the schema has no such table, but the database has");
      }
    }
    return lines;
  }

  void encode(Encoder out) {
    Codec<TypeDescriptor> types = TypeDescriptor.codec();
    out.writeByte((byte) LAYOUT);
    out.writeString(schemaName);
    out.writeCount(tables.size());
    for (Entry table : tables) {
      out.writeVarint(table.id);
      out.writeString(table.name);
      types.encode(table.key, out);
      types.encode(table.value, out);
    }
  }

  static Catalog decode(Decoder in) {
    Codec<TypeDescriptor> types = TypeDescriptor.codec();
    int layout = in.readByte();
    if (layout != LAYOUT) {
      throw new DecodingException("schema layout " + layout + ", expected " + LAYOUT, in.offset());
    }
    String schemaName = in.readString();
    int count = in.readCount(4);
    List<Entry> tables = new ArrayList<>(count);
    Set<Integer> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int id = (int) in.readVarint(Integer.MAX_VALUE >>> OperationLayout.KIND_BITS);
      String name = in.readString();
      if (!ids.add(id) || !names.add(name)) {
        throw new DecodingException("table " + name + " with id " + id + " twice", in.offset());
      }
      tables.add(new Entry(id, name, types.decode(in), types.decode(in)));
    }
    in.expectEnd();
    return new Catalog(schemaName, tables);
  }
}
