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

/** The examples in docs/format/log.md are logs. */
class LogFormatPageTest {
  private static final Path PAGE = Path.of("../docs/format/log.md");

  /** The bytes of a block marked hex, counted from 0; what follows a # explains. */
  private static byte[] example(int index) throws IOException {
    Matcher block =
        Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    for (int i = 0; i <= index; i++) {
      assertThat(block.find()).isTrue();
    }
    String digits = block.group(1).replaceAll("#.*", "").replaceAll("\\s", "");
    return HexFormat.of().parseHex(digits);
  }

  private static LogScan scan(SimulatedDirectory directory, List<String> seen) throws IOException {
    return LogScan.readOnly(
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
  }

  private static void append(Log log, byte kind, String body) throws IOException {
    log.append(kind, body.getBytes(StandardCharsets.US_ASCII), 0, body.length());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Test
  void exampleDecodes() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    directory.put(TestLog.FILE, example(0));
    List<String> seen = new ArrayList<>();
    assertThat(scan(directory, seen)).isEqualTo(new LogScan(TestLog.ID, 115, 105, 4, 115, 0, true));
    assertThat(seen).containsExactly("1@64=types", "2@79=a=1", "2@92=b=2");
  }

  @Test
  void exampleIsWhatTheCodeWrites() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    Log log = Log.create(directory, TestLog.ID, TestLog.SMALL);
    append(log, FrameKind.SCHEMA, "types");
    log.sync();
    append(log, FrameKind.COMMIT, "a=1");
    append(log, FrameKind.COMMIT, "b=2");
    log.close();
    assertThat(hex(directory.bytes(TestLog.FILE))).isEqualTo(hex(example(0)));
  }

  @Test
  void exampleOfTwoSegmentsDecodes() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    directory.put(Segments.name(1), example(1));
    directory.put(Segments.name(2), example(2));
    List<String> seen = new ArrayList<>();
    LogScan scan = scan(directory, seen);
    assertThat(seen)
        .containsExactly("1@64=types", "2@79=a=1", "1@17179869340=types", "2@17179869363=b=2");
    assertThat(scan.isSealed()).isTrue();
    assertThat(scan.frames()).isEqualTo(6);
    assertThat(scan.bytes()).isEqualTo(example(1).length + (long) example(2).length);
  }

  @Test
  void exampleOfTwoSegmentsIsWhatTheCodeWrites() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    Log log = Log.create(directory, TestLog.ID, TestLog.SMALL);
    append(log, FrameKind.SCHEMA, "types");
    log.sync();
    append(log, FrameKind.COMMIT, "a=1");
    log.switchTo(log.prepareNext(TestLog.SCHEMA));
    append(log, FrameKind.COMMIT, "b=2");
    log.finishSwitch();
    log.close();
    assertThat(hex(directory.bytes(Segments.name(1)))).isEqualTo(hex(example(1)));
    assertThat(hex(directory.bytes(Segments.name(2)))).isEqualTo(hex(example(2)));
  }
}
