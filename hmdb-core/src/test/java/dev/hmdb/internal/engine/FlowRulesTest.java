package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.testng.SkipException;

/** The feed of changes keeps the rules of Reactive Streams. */
class FlowRulesTest {
  private static List<Method> rules() {
    return Arrays.stream(FlowRules.class.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .filter(method -> !method.getName().startsWith("untested"))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static Stream<DynamicTest> tests(Supplier<FlowRules> subject) {
    return rules().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> keep(rule, subject.get())));
  }

  private static void keep(Method rule, FlowRules subject) throws Throwable {
    try (TwoTablesDb _ = subject.database()) {
      subject.setUp();
      rule.invoke(subject);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SkipException skipped) {
        Assumptions.abort(skipped.getMessage());
      }
      throw e.getCause();
    }
  }

  @TestFactory
  Stream<DynamicTest> withWhatIsCommittedMeanwhile() {
    return tests(FlowRules.Live::new);
  }

  @TestFactory
  Stream<DynamicTest> withWhatTheLogHas(@TempDir Path directory) {
    AtomicInteger number = new AtomicInteger();
    return tests(() -> new FlowRules.Past(directory.resolve("db-" + number.getAndIncrement())));
  }

  @Test
  void thereAreRules() {
    assertThat(rules()).hasSizeGreaterThan(25);
  }
}
