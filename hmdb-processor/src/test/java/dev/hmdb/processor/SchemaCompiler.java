package dev.hmdb.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.common.collect.ImmutableList;
import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Compiles sources with the processor, the way the most careful users do: every warning counts. */
final class SchemaCompiler {
  private static final List<String> STRICT = List.of("-Xlint:all,-processing", "-Werror");

  private SchemaCompiler() {}

  static Compilation compile(JavaFileObject... sources) {
    return compile(List.of(), List.of(), sources);
  }

  /** Compiles with options and processors besides the usual ones. */
  static Compilation compile(
      List<String> options, List<Processor> processors, JavaFileObject... sources) {
    List<Processor> all = new ArrayList<>(processors);
    all.add(new SchemaProcessor());
    return javac()
        .withProcessors(all)
        .withOptions(ImmutableList.builder().addAll(STRICT).addAll(options).build())
        .compile(sources);
  }

  /** The text of a generated file. */
  static String generated(Compilation compilation, String qualifiedName) {
    return compilation
        .generatedSourceFile(qualifiedName)
        .map(SchemaCompiler::text)
        .orElseThrow(() -> new AssertionError(qualifiedName + " was not generated"));
  }

  /** The errors, and the warnings that became one, as {@code line: message}. */
  static List<String> errors(Compilation compilation) {
    List<String> errors = new ArrayList<>();
    for (var each : compilation.diagnostics()) {
      if (each.getKind() != Diagnostic.Kind.NOTE) {
        errors.add(show(each));
      }
    }
    return errors;
  }

  private static String show(Diagnostic<? extends JavaFileObject> error) {
    return error.getLineNumber() + ": " + error.getMessage(Locale.ROOT);
  }

  /** Loads what a compilation made. */
  static ClassLoader load(Compilation compilation) {
    Map<String, byte[]> classes = new HashMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        classes.put(className(file), bytes(file));
      }
    }
    return new ClassLoader(SchemaCompiler.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }

  private static String className(JavaFileObject file) {
    String path = file.getName().replaceFirst("^/CLASS_OUTPUT/", "");
    return path.substring(0, path.length() - ".class".length()).replace('/', '.');
  }

  private static byte[] bytes(JavaFileObject file) {
    try (var in = file.openInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JavaFileObject file) {
    try {
      return file.getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
