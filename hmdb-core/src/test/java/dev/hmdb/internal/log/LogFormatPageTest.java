package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example in docs/format/log.md is a log. */
class LogFormatPageTest {
  private static final Path PAGE = Path.of("../docs/format/log.md");

  /** The bytes of the block marked hex; what follows a # explains. */
  private static byte[] example() throws IOException {
    Matcher block =
        Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    String digits = block.group(1).replaceAll("#.*", "").replaceAll("\\s", "");
    return HexFormat.of().parseHex(digits);
  }

  @Test
  void exampleDecodes() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    directory.put(TestLog.FILE, example());
    List<String> seen = new ArrayList<>();
    LogScan scan =
        LogScan.readOnly(
            directory,
            1,
            null,
            (kind, position, buffer, offset, length) ->
                seen.add(
                    kind
                        + "@"
                        + position
                        + "="
                        + new String(buffer, offset, length, StandardCharsets.US_ASCII)));
    assertThat(seen).containsExactly("1@64=types", "2@79=a=1", "2@92=b=2");
    assertThat(scan).isEqualTo(new LogScan(TestLog.ID, 115, 105, 4, 115, 0, true));
  }

  @Test
  void exampleIsWhatTheCodeWrites() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    Log log = Log.create(directory, TestLog.ID, TestLog.SMALL);
    log.append(FrameKind.SCHEMA, "types".getBytes(StandardCharsets.US_ASCII), 0, 5);
    log.sync();
    log.append(FrameKind.COMMIT, "a=1".getBytes(StandardCharsets.US_ASCII), 0, 3);
    log.append(FrameKind.COMMIT, "b=2".getBytes(StandardCharsets.US_ASCII), 0, 3);
    log.close();
    assertThat(HexFormat.ofDelimiter(" ").formatHex(directory.bytes(TestLog.FILE)))
        .isEqualTo(HexFormat.ofDelimiter(" ").formatHex(example()));
  }
}
