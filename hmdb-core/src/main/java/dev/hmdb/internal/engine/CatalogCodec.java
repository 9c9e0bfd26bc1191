package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a catalog is stored; {@code docs/format/catalog.md} is the whole story. */
final class CatalogCodec {
  /** What is written; a later one gets another number. */
  private static final int LAYOUT = 2;

  /** The one before there were versions, dropped tables and a lineage. */
  private static final int FIRST_LAYOUT = 1;

  /** The greatest id that the first number of an operation has room for. */
  private static final int MAX_ID = Integer.MAX_VALUE >>> OperationLayout.KIND_BITS;

  private static final Codec<TypeDescriptor> TYPES = TypeDescriptor.codec();

  /** An id, a name, and two scalars. */
  private static final int MINIMUM_TABLE = 6;

  /** An id and whether keys are the same. */
  private static final int MINIMUM_EARLIER = 2;

  private CatalogCodec() {}

  static void encode(Catalog catalog, Encoder out) {
    out.writeByte((byte) LAYOUT);
    out.writeString(catalog.schemaName());
    out.writeVarint(catalog.version());
    out.writeVarint(catalog.nextId());
    out.writeCount(catalog.tables().size());
    for (Catalog.Entry table : catalog.tables()) {
      out.writeVarint(table.id());
      out.writeString(table.name());
      TYPES.encode(table.key(), out);
      TYPES.encode(table.value(), out);
      out.writeCount(table.earlier().size());
      for (Catalog.EarlierId earlier : table.earlier()) {
        out.writeVarint(earlier.id());
        out.writeBoolean(earlier.isOfSameKeys());
      }
    }
    out.writeCount(catalog.lineage().size());
    catalog.lineage().forEach(fingerprint -> fingerprint.encode(out));
  }

  static Catalog decode(Decoder in) {
    int layout = in.readByte();
    if (layout != LAYOUT && layout != FIRST_LAYOUT) {
      throw new DecodingException("schema layout " + layout + ", expected " + LAYOUT, in.offset());
    }
    String schemaName = in.readString();
    int version = 0;
    int nextId = 0;
    if (layout != FIRST_LAYOUT) {
      version = (int) in.readVarint(Integer.MAX_VALUE);
      nextId = (int) in.readVarint(MAX_ID + 1L);
    }
    List<Catalog.Entry> tables = tables(in, layout);
    int afterLast = 1 + tables.stream().mapToInt(Catalog.Entry::id).max().orElse(-1);
    if (layout != FIRST_LAYOUT && nextId < afterLast) {
      throw new DecodingException(
          "the next id is " + nextId + ", but a table has id " + (afterLast - 1), in.offset());
    }
    List<Fingerprint> lineage = layout == FIRST_LAYOUT ? List.of() : lineage(in);
    in.expectEnd();
    return new Catalog(schemaName, version, Math.max(nextId, afterLast), tables, lineage);
  }

  private static List<Catalog.Entry> tables(Decoder in, int layout) {
    List<Catalog.Entry> tables = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int left = in.readCount(MINIMUM_TABLE); left > 0; left--) {
      int id = (int) in.readVarint(MAX_ID);
      String name = in.readString();
      if (!ids.add(id) || !names.add(name)) {
        throw new DecodingException("table " + name + " with id " + id + " twice", in.offset());
      }
      TypeDescriptor key = TYPES.decode(in);
      TypeDescriptor value = TYPES.decode(in);
      List<Catalog.EarlierId> earlier = layout == FIRST_LAYOUT ? List.of() : earlier(in, id, ids);
      tables.add(new Catalog.Entry(id, name, key, value, earlier));
    }
    return tables;
  }

  /** The earlier ids of the table with this one; ids are given in their order. */
  private static List<Catalog.EarlierId> earlier(Decoder in, int id, Set<Integer> ids) {
    List<Catalog.EarlierId> earlier = new ArrayList<>();
    int last = -1;
    for (int left = in.readCount(MINIMUM_EARLIER); left > 0; left--) {
      int each = (int) in.readVarint(MAX_ID);
      if (each <= last || each >= id || !ids.add(each)) {
        throw new DecodingException(
            "the table with id " + id + " cannot have had id " + each, in.offset());
      }
      last = each;
      earlier.add(new Catalog.EarlierId(each, in.readBoolean()));
    }
    return earlier;
  }

  private static List<Fingerprint> lineage(Decoder in) {
    List<Fingerprint> lineage = new ArrayList<>();
    for (int left = in.readCount(Fingerprint.LENGTH); left > 0; left--) {
      lineage.add(Fingerprint.decode(in));
    }
    return lineage;
  }
}
