/**
 * The annotation processor of hmdb. It checks an interface annotated with {@code dev.hmdb.Schema}
 * and generates its database class.
 */
@org.jspecify.annotations.NullMarked
module dev.hmdb.processor {
  requires dev.hmdb;
  requires java.compiler;
  requires static jdk.compiler;
  requires static org.jspecify;

  provides javax.annotation.processing.Processor with
      dev.hmdb.processor.SchemaProcessor;
}
