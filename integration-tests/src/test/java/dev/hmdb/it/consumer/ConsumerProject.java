package dev.hmdb.it.consumer;

import dev.hmdb.Database;
import dev.hmdb.processor.SchemaProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A project of somebody else's that uses hmdb: its sources, its compiler run, its classes. */
final class ConsumerProject {
  private static final String SCHEMA =
      """
      package app;

      import dev.hmdb.Schema;
      import dev.hmdb.Table;
      import dev.hmdb.UseCodec;
      import java.util.List;

      @Schema
      @UseCodec(Codecs.OfLevel.class)
      @UseCodec(Codecs.OfWeight.class)
      interface Notes {
        record Note(
            String text,
            List<String> tags,
            Codecs.Level level,
            @UseCodec(Codecs.OfWeight.class) Codecs.Weight weight) {}

        Table<Long, Note> notes();

        Table<String, Long> byTag();
      }
      """;

  private static final String CODECS =
      """
      package app;

      import dev.hmdb.codec.Codec;
      import dev.hmdb.codec.Decoder;
      import dev.hmdb.codec.Encoder;
      import dev.hmdb.codec.TypeDescriptor;

      final class Codecs {
        private Codecs() {}

        record Level(int value) {}

        record Weight(int value) {}

        static final class OfLevel implements Codec<Level> {
          OfLevel() {}

          @Override
          public TypeDescriptor type() {
            return dev.hmdb.codec.Codecs.INT.type();
          }

          @Override
          public void encode(Level value, Encoder out) {
            out.writeInt(value.value());
          }

          @Override
          public Level decode(Decoder in) {
            return new Level(in.readInt());
          }
        }

        static final class OfWeight implements Codec<Weight> {
          OfWeight() {}

          @Override
          public TypeDescriptor type() {
            return dev.hmdb.codec.Codecs.INT.type();
          }

          @Override
          public void encode(Weight value, Encoder out) {
            out.writeInt(value.value());
          }

          @Override
          public Weight decode(Decoder in) {
            return new Weight(in.readInt());
          }
        }
      }
      """;

  private static final String MAIN =
      """
      package app;

      import java.nio.file.Path;
      import java.util.List;

      public final class Main {
        private Main() {}

        private static Notes.Note note() {
          return new Notes.Note(
              "text", List.of("tag"), new Codecs.Level(1), new Codecs.Weight(2));
        }

        public static void main(String[] arguments) {
          Path directory = Path.of(arguments[0]);
          try (NotesDb db = NotesDb.open(directory)) {
            db.transaction((notes, byTag) -> {
              notes.put(1L, note());
              byTag.put("tag", 1L);
            });
            for (long i = 2; i < 2000; i++) {
              db.byTag().put("tag " + i, i);
            }
            db.sync();
          }
          try (NotesDb db = NotesDb.open(directory)) {
            System.out.println(db.notes().get(1L) + " " + db.byTag().size());
          }
        }
      }
      """;

  static final String MODULE = "module app { requires dev.hmdb; }\n";

  private final Path sources;
  private final Path classes;

  ConsumerProject(Path root) throws IOException {
    sources = Files.createDirectories(root.resolve("sources"));
    classes = Files.createDirectories(root.resolve("classes"));
    write("app/Notes.java", SCHEMA);
    write("app/Codecs.java", CODECS);
    write("app/Main.java", MAIN);
  }

  ConsumerProject write(String name, String text) throws IOException {
    Path file = sources.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Where this test's class path has the class. */
  static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The library alone, as it comes from a repository. */
  static String library() {
    return location(Database.class);
  }

  /** The library and what was compiled. */
  String path() {
    return library() + File.pathSeparator + classes;
  }

  /** Compiles everything with all warnings; returns what the compiler said. */
  String compile(String... options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> all = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-d", classes.toString()));
    all.addAll(Arrays.asList(options));
    String processor = location(SchemaProcessor.class);
    all.addAll(List.of("--processor-path", processor + File.pathSeparator + library()));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> inputs = found.filter(file -> file.toString().endsWith(".java")).toList();
      boolean isDone =
          compiler
              .getTask(said, files, null, all, null, files.getJavaFileObjectsFromPaths(inputs))
              .call();
      return isDone ? said.toString() : "failed: " + said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
