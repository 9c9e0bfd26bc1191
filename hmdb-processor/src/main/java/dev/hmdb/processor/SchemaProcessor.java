package dev.hmdb.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Generates the database class and the codecs of every interface annotated with {@code @Schema}.
 */
public final class SchemaProcessor extends AbstractProcessor {
  private static final String SCHEMA = "dev.hmdb.Schema";
  private static final String USE_CODEC = "dev.hmdb.UseCodec";

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
        PastReader.DROPPED);
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
    // Claimed: javac -Xlint:processing warns of annotations that nobody claims.
    return true;
  }

  private void checkPlaces(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Diagnostics diagnostics = new Diagnostics();
    AnnotationPlaces places = new AnnotationPlaces(diagnostics);
    for (TypeElement annotation : annotations) {
      if (annotation.getQualifiedName().contentEquals(PastReader.RENAMED)) {
        round.getElementsAnnotatedWith(annotation).forEach(places::checkRenamed);
      } else if (annotation.getQualifiedName().contentEquals(PastReader.DROPPED)) {
        round.getElementsAnnotatedWith(annotation).forEach(places::checkDropped);
      }
    }
    diagnostics.printTo(processingEnv.getMessager());
  }

  private void process(TypeElement schema, boolean isLastRound) {
    Compilation compilation =
        new Compilation(
            processingEnv.getElementUtils(),
            processingEnv.getTypeUtils(),
            new RecordMethods(processingEnv));
    Diagnostics diagnostics = new Diagnostics();
    SchemaModel model = new SchemaReader(compilation, schema, diagnostics).read();
    if (diagnostics.awaitsMissingType() && !isLastRound) {
      waiting.add(schema.getQualifiedName().toString());
      return;
    }
    if (model != null) {
      CodecNames names = new CodecNames(model);
      generate(
          model, model.databaseName(), DatabaseWriter.write(model, names), schema, diagnostics);
      generate(model, model.codecsName(), CodecsWriter.write(model, names), schema, diagnostics);
    }
    diagnostics.printTo(processingEnv.getMessager());
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
