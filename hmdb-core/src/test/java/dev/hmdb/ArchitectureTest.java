package dev.hmdb;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The arrows between the packages, as {@code docs/architecture.md} draws them. */
class ArchitectureTest {
  private static final String API = "dev.hmdb";
  private static final String CODEC = "dev.hmdb.codec";
  private static final String SCHEMA = "dev.hmdb.schema";
  private static final String INTERNAL = "dev.hmdb.internal..";
  private static final String DISK = "dev.hmdb.internal.disk";
  private static final String LOG = "dev.hmdb.internal.log";
  private static final String SNAPSHOT = "dev.hmdb.internal.snapshot";
  private static final String TABLE = "dev.hmdb.internal.table";
  private static final String DERIVED = "dev.hmdb.internal.derived";
  private static final String TX = "dev.hmdb.internal.tx";
  private static final String FEED = "dev.hmdb.internal.feed";
  private static final String ENGINE = "dev.hmdb.internal.engine";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(API);

  /** Exceptions, with what they are made of. */
  private static final DescribedPredicate<JavaClass> THROWN =
      assignableTo(HmdbException.class).or(belongToAnyOf(ConstraintViolationException.class));

  /** Of hmdb's own packages, each knows at most those below it. */
  @Nested
  class Arrows {
    @Test
    void theCodecsKnowNothingElse() {
      knowsOnly(CODEC);
    }

    @Test
    void theEvolutionOfSchemasKnowsTheCodecs() {
      knowsOnly(SCHEMA, CODEC);
    }

    @Test
    void theDiskKnowsNothingElse() {
      knowsOnly(DISK);
    }

    @Test
    void theLogKnowsTheDiskAndWhatToThrow() {
      knowsOnlyAndThrows(LOG, DISK);
    }

    @Test
    void theSnapshotFilesKnowTheLogTheDiskAndWhatToThrow() {
      knowsOnlyAndThrows(SNAPSHOT, LOG, DISK);
    }

    @Test
    void theTablesKnowOfTheApiHowKeysAreKeptAlone() {
      knowsOnly(TABLE, assignableTo(KeyShape.class));
    }

    @Test
    void whatIsDerivedKnowsTablesHowKeysAreKeptAndWhatToThrow() {
      knowsOnly(DERIVED, resideInAPackage(TABLE).or(assignableTo(KeyShape.class)).or(THROWN));
    }

    @Test
    void transactionsKnowTablesWhatIsDerivedCodecsAndWhatToThrow() {
      knowsOnlyAndThrows(TX, TABLE, DERIVED, CODEC);
    }

    @Test
    void theFeedKnowsTransactionsAndWhatSubscribersSee() {
      knowsOnly(FEED, resideInAPackage(TX).or(resideInAPackage(API)));
    }

    @Test
    void theEngineKnowsAllOfThem() {
      knowsOnly(ENGINE, FEED, TX, DERIVED, TABLE, SNAPSHOT, LOG, DISK, SCHEMA, CODEC, API);
    }

    @Test
    void everyPackageHasItsPlace() {
      classes()
          .should()
          .resideInAnyPackage(
              API, SCHEMA, CODEC, DISK, LOG, SNAPSHOT, TABLE, DERIVED, TX, FEED, ENGINE)
          .check(CLASSES);
    }

    private static void knowsOnly(String source, String... targets) {
      knowsOnly(source, resideInAnyPackage(targets));
    }

    private static void knowsOnlyAndThrows(String source, String... targets) {
      knowsOnly(source, resideInAnyPackage(targets).or(THROWN));
    }

    private static void knowsOnly(String source, DescribedPredicate<JavaClass> targets) {
      noClasses()
          .that()
          .resideInAPackage(source)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.hmdb..").and(not(resideInAPackage(source))).and(not(targets)))
          .check(CLASSES);
    }
  }

  @Nested
  class Files {
    /** Whatever reaches a file, rather than name one. */
    private static final DescribedPredicate<JavaClass> FILE_ACCESS =
        resideInAnyPackage("java.nio.file..", "java.nio.channels..")
            .and(not(belongToAnyOf(Path.class)))
            .or(
                describe(
                    "files of java.io",
                    type ->
                        type.getPackageName().equals("java.io")
                            && (type.getSimpleName().startsWith("File")
                                || type.getSimpleName().equals("RandomAccessFile"))));

    @Test
    void onlyTheDiskReachesThem() {
      noClasses()
          .that()
          .resideOutsideOfPackage(DISK)
          .should()
          .dependOnClassesThat(FILE_ACCESS)
          .check(CLASSES);
    }

    @Test
    void pathsAreKnownToTheDiskTheEngineAndTheApi() {
      noClasses()
          .that()
          .resideOutsideOfPackages(DISK, ENGINE, API)
          .should()
          .dependOnClassesThat(belongToAnyOf(Path.class))
          .check(CLASSES);
    }
  }

  @Nested
  class PublicApi {
    /** The sealed interfaces name the internal class that they permit; the classes call them. */
    private static final Set<String> DOORS =
        Set.of("GeneratedDatabase", "Migration", "Snapshot", "Table", "Transaction");

    @Test
    void onlyItsDoorsLeadInside() {
      noClasses()
          .that()
          .resideInAPackage(API)
          .and(not(describe("are a door", type -> DOORS.contains(type.getSimpleName()))))
          .should()
          .dependOnClassesThat(resideInAPackage(INTERNAL))
          .check(CLASSES);
    }

    @Test
    void noSignatureMentionsInternals() {
      classes()
          .that()
          .resideInAnyPackage(API, CODEC, SCHEMA)
          .should(notMentionInternalsInSignatures())
          .check(CLASSES);
    }

    private static ArchCondition<JavaClass> notMentionInternalsInSignatures() {
      return new ArchCondition<>("not mention internals in what users see") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          type.getMembers().stream()
              .filter(PublicApi::isVisible)
              .filter(member -> signature(member).anyMatch(PublicApi::isInternal))
              .forEach(member ->
                  events.add(SimpleConditionEvent.violated(member, member.getDescription())));
        }
      };
    }

    private static boolean isVisible(JavaMember member) {
      return member.getModifiers().contains(JavaModifier.PUBLIC)
          || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> signature(JavaMember member) {
      if (member instanceof JavaCodeUnit code) {
        return Stream.concat(
                Stream.of(code.getReturnType()),
                Stream.concat(code.getParameterTypes().stream(), code.getExceptionTypes().stream()))
            .map(JavaType::getAllInvolvedRawTypes)
            .flatMap(Set::stream);
      }
      return member.getAllInvolvedRawTypes().stream();
    }

    private static boolean isInternal(JavaClass type) {
      return type.getPackageName().startsWith("dev.hmdb.internal");
    }
  }
}
