package dev.hmdb.processor;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Generates the database class and the codecs of every interface annotated with {@code @Schema}.
 */
public final class SchemaProcessor extends AbstractProcessor {
  private static final String SCHEMA = "dev.hmdb.Schema";
  private static final String USE_CODEC = "dev.hmdb.UseCodec";

  private static final String SCHEMAS_OPTION = "hmdb.schemas";
  private static final String REBASELINE_OPTION = "hmdb.rebaseline";

  /** Compares schemas with their files; null where the option is absent. */
  private @Nullable SchemaGuard guard;

  /** The directory that the option names, where there can be none of that name. */
  private @Nullable String wrongFolder;

  /** The directory that the option names, where that depends on where javac runs. */
  private @Nullable Path relativeFolder;

  /** Whether a mistake was found in any round. */
  private boolean hasComplained;

  /** Schemas that wait for a type that another processor may yet generate, by qualified name. */
  private final Set<String> waiting = new LinkedHashSet<>();

  /** For {@code javac}, which makes one for each compilation. */
  public SchemaProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(
        SCHEMA,
        USE_CODEC,
        USE_CODEC + ".List",
        PastReader.RENAMED,
        PastReader.DEFAULT,
        PastReader.DROPPED,
        IndexReader.INDEX,
        IndexReader.UNIQUE,
        OrderClassReader.ORDER,
        ReferenceReader.REFERENCES,
        ReferenceReader.LIST,
        CheckReader.CHECK);
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(SCHEMAS_OPTION, REBASELINE_OPTION);
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    String directory = environment.getOptions().get(SCHEMAS_OPTION);
    if (environment.getOptions().containsKey(SCHEMAS_OPTION)) {
      Path path = pathOf(directory);
      if (path == null) {
        wrongFolder = Objects.requireNonNullElse(directory, "");
      } else if (!path.isAbsolute()) {
        relativeFolder = path;
      } else {
        guard = new SchemaGuard(folder(path), rebaselined(environment));
      }
    }
  }

  private SchemaFolder folder(Path path) {
    return new SchemaFolder(
        path, name -> processingEnv.getElementUtils().getTypeElement(name) != null);
  }

  private static @Nullable Path pathOf(@Nullable String directory) {
    try {
      return directory == null || directory.isBlank() ? null : Path.of(directory);
    } catch (InvalidPathException _) {
      return null;
    }
  }

  private static Set<String> rebaselined(ProcessingEnvironment environment) {
    String names = environment.getOptions().get(REBASELINE_OPTION);
    return names == null ? Set.of() : Set.of(names.strip().split("\\s*,\\s*"));
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // they are hmdb's own; unclaimed ones cause a warning
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<String> names = new LinkedHashSet<>(waiting);
    waiting.clear();
    for (TypeElement annotation : annotations) {
      if (annotation.getQualifiedName().contentEquals(SCHEMA)) {
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
          names.add(((TypeElement) element).getQualifiedName().toString());
        }
      }
    }
    checkPlaces(annotations, round);
    for (String name : names) {
      TypeElement schema = processingEnv.getElementUtils().getTypeElement(name);
      if (schema != null) {
        process(schema, round.processingOver());
      }
    }
    if (round.processingOver() && guard != null && !hasComplained && !round.errorRaised()) {
      Diagnostics diagnostics = new Diagnostics();
      guard.write(diagnostics, note -> processingEnv.getMessager().printMessage(Kind.NOTE, note));
      print(diagnostics);
    }
    // Claimed: javac -Xlint:processing warns of annotations that nobody claims.
    return true;
  }

  private void checkPlaces(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Diagnostics diagnostics = new Diagnostics();
    AnnotationPlaces places = new AnnotationPlaces(diagnostics);
    for (TypeElement annotation : annotations) {
      Consumer<Element> check =
          switch (annotation.getQualifiedName().toString()) {
            case PastReader.RENAMED -> places::checkRenamed;
            case PastReader.DROPPED -> places::checkDropped;
            case IndexReader.INDEX -> places::checkIndex;
            case IndexReader.UNIQUE -> places::checkUnique;
            case OrderClassReader.ORDER -> places::checkOrder;
            case ReferenceReader.REFERENCES, ReferenceReader.LIST -> places::checkReferences;
            case CheckReader.CHECK -> places::checkCheck;
            default -> _ -> {};
          };
      round.getElementsAnnotatedWith(annotation).forEach(check);
    }
    print(diagnostics);
  }

  private void print(Diagnostics diagnostics) {
    hasComplained |= !diagnostics.isClean();
    diagnostics.printTo(processingEnv.getMessager());
  }

  private void process(TypeElement schema, boolean isLastRound) {
    Compilation compilation =
        new Compilation(
            processingEnv.getElementUtils(),
            processingEnv.getTypeUtils(),
            new RecordMethods(processingEnv));
    Diagnostics diagnostics = new Diagnostics();
    SchemaReader reader = new SchemaReader(compilation, schema, diagnostics);
    SchemaModel model = reader.read();
    if (diagnostics.awaitsMissingType() && !isLastRound) {
      waiting.add(schema.getQualifiedName().toString());
      return;
    }
    if (model != null) {
      if (wrongFolder != null) {
        diagnostics.report(Problem.NO_FOLDER, schema, wrongFolder);
      } else if (relativeFolder != null) {
        Path whole = relativeFolder.toAbsolutePath();
        diagnostics.report(Problem.RELATIVE_FOLDER, schema, relativeFolder, whole);
      } else if (guard != null) {
        model = guard.check(model, reader.places(), diagnostics);
      }
      CodecNames names = new CodecNames(model);
      generate(
          model, model.databaseName(), DatabaseWriter.write(model, names), schema, diagnostics);
      generate(model, model.codecsName(), CodecsWriter.write(model, names), schema, diagnostics);
    }
    print(diagnostics);
  }

  private void generate(
      SchemaModel model, String name, String source, TypeElement schema, Diagnostics diagnostics) {
    String packageName = model.schema().packageName();
    String qualifiedName = packageName.isEmpty() ? name : packageName + "." + name;
    try (Writer writer =
        processingEnv.getFiler().createSourceFile(qualifiedName, schema).openWriter()) {
      writer.write(source);
    } catch (FilerException e) {
      diagnostics.report(Problem.NAME_TAKEN, schema, qualifiedName);
    } catch (IOException e) {
      diagnostics.report(
          Problem.NOT_WRITTEN, schema, qualifiedName, String.valueOf(e.getMessage()));
    }
  }
}
