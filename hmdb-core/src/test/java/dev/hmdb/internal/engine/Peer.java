package dev.hmdb.internal.engine;

import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Sharing;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.disk.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Another process that has a database open, and does what it is told, a line at a time. */
final class Peer implements AutoCloseable {
  private final ChildJvm jvm;

  private Peer(ChildJvm jvm) {
    this.jvm = jvm;
  }

  static Peer start(Path path, String... words) throws IOException {
    String[] arguments = new String[1 + words.length];
    arguments[0] = path.toString();
    System.arraycopy(words, 0, arguments, 1, words.length);
    return new Peer(ChildJvm.start(Peer.class, arguments));
  }

  /** Opens the database of a directory, to share it. */
  static Peer open(Path path) throws IOException {
    Peer peer = start(path);
    peer.expect("open");
    return peer;
  }

  static Options options() {
    return Options.defaults().sharing(Sharing.MULTI_PROCESS).compaction(Compaction.manual());
  }

  ChildJvm jvm() {
    return jvm;
  }

  long pid() {
    return jvm.pid();
  }

  void expect(String expected) throws IOException {
    String line = answer();
    if (!line.equals(expected)) {
      throw new AssertionError("the peer wrote '" + line + "' instead of '" + expected + "'");
    }
  }

  String answer() throws IOException {
    String line = jvm.readLine();
    if (line == null) {
      throw new AssertionError("the peer ended");
    }
    return line;
  }

  void begin(String command) throws IOException {
    jvm.writeLine(command);
  }

  String call(String command) throws IOException {
    begin(command);
    return answer();
  }

  @Override
  public void close() throws IOException {
    try {
      jvm.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      jvm.close();
    }
  }

  /**
   * @param arguments the directory, then any of: exclusive, readonly, sync, timeout=millis
   */
  public static void main(String[] arguments) throws Exception {
    Options options = options();
    boolean isReadOnly = false;
    for (int i = 1; i < arguments.length; i++) {
      String word = arguments[i];
      switch (word.replaceFirst("=.*", "")) {
        case "exclusive" -> options = options.sharing(Sharing.EXCLUSIVE);
        case "readonly" -> isReadOnly = true;
        case "sync" -> options = options.durability(Durability.SYNC);
        case "timeout" ->
            options =
                options.lockTimeout(
                    Duration.ofMillis(Long.parseLong(word.substring("timeout=".length()))));
        default -> throw new IllegalArgumentException(word);
      }
    }
    Engine<TwoTables> engine;
    try {
      engine = Engine.open(TwoTables.SCHEMA, Path.of(arguments[0]), options, isReadOnly);
    } catch (RuntimeException e) {
      System.out.println(e.getClass().getSimpleName() + " " + oneLine(e));
      return;
    }
    System.out.println("open");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        answer = obey(engine, line.split(" "), in);
      } catch (RuntimeException e) {
        answer = e.getClass().getSimpleName() + " " + oneLine(e);
      }
      System.out.println(answer);
    }
  }

  private static String oneLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).replace('\n', ' ');
  }

  private static String obey(Engine<TwoTables> engine, String[] words, BufferedReader in) {
    TwoTables own = TwoTables.of(engine);
    switch (words[0]) {
      case "put" -> own.words().put(words[1], words[2]);
      case "remove" -> own.words().remove(words[1]);
      case "get" -> {
        return String.valueOf(own.words().get(words[1]));
      }
      case "size" -> {
        return own.words().size() + " " + own.numbers().size();
      }
      case "numbers" -> {
        for (long i = 0; i < Long.parseLong(words[1]); i++) {
          own.numbers().put(i, i);
        }
      }
      case "increment" -> {
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          own.numbers().merge(0L, 1L, Long::sum);
        }
      }
      case "hold" ->
          engine.<Boolean, RuntimeException>transaction(
              TxOptions.lockAll(),
              tx -> {
                tx.words().put("held", words[1]);
                System.out.println("holding");
                try {
                  return in.readLine() != null;
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      case "compact" -> engine.compact();
      case "sync" -> engine.sync();
      case "close" -> engine.close();
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "done";
  }
}
