package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.FormatPage;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The examples in docs/format/catalog.md are a catalog and a commit. */
class CatalogPageTest {
  private static final FormatPage PAGE = FormatPage.read("catalog.md");

  private static final Catalog CATALOG =
      new Catalog(
          "shop.Shop",
          0,
          2,
          List.of(
              new Catalog.Entry(0, "names", Codecs.LONG.type(), Codecs.STRING.type()),
              new Catalog.Entry(1, "seen", Codecs.UUID.type(), Codecs.INSTANT.type())),
          List.of());

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private static String written(Encoder out) {
    return hex(out.toByteArray());
  }

  @Test
  void catalogDecodes() {
    assertThat(Catalog.decode(new Decoder(PAGE.hexBlocks().getFirst()))).isEqualTo(CATALOG);
  }

  @Test
  void catalogIsWhatTheCodeWrites() {
    Encoder out = new Encoder();
    CATALOG.encode(out);
    assertThat(written(out)).isEqualTo(hex(PAGE.hexBlocks().getFirst()));
  }

  @Test
  void commitIsWhatTheCodeWrites() {
    OperationWriter<Long, String> names = new OperationWriter<>(0, Codecs.LONG, Codecs.STRING);
    OperationWriter<UUID, ?> seen = new OperationWriter<>(1, Codecs.UUID, Codecs.INSTANT);
    Encoder out = new Encoder();
    names.put(out, 7L, "Zoë");
    names.remove(out, 8L);
    seen.clear(out);
    assertThat(written(out)).isEqualTo(hex(PAGE.hexBlocks().get(1)));
  }

  @Test
  void catalogAfterAChangeDecodes() {
    assertThat(Catalog.decode(new Decoder(PAGE.hexBlocks().get(2))))
        .isEqualTo(CatalogTest.changed());
  }

  @Test
  void catalogAfterAChangeIsWhatTheCodeWrites() {
    Encoder out = new Encoder();
    CatalogTest.changed().encode(out);
    assertThat(written(out)).isEqualTo(hex(PAGE.hexBlocks().get(2)));
  }
}
