package dev.hmdb.processor;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * Collects what is wrong with one schema: the only way to complain. Finding a mistake never stops
 * the search for the next; the same mistake at the same element is reported once.
 */
final class Diagnostics {
  private record Complaint(Element at, String message) {}

  private final Set<Complaint> complaints = new LinkedHashSet<>();
  private boolean missingType;

  /**
   * Notes a mistake.
   *
   * @param at the element that has to be changed
   * @param arguments what the problem's text mentions
   */
  void report(Problem problem, Element at, Object... arguments) {
    complaints.add(new Complaint(at, problem.describe(arguments)));
  }

  /** Notes that a type does not exist, at least not yet: another processor may generate it. */
  void awaitMissingType() {
    missingType = true;
  }

  /** Whether a type was missing, so that all this may be different in another round. */
  boolean awaitsMissingType() {
    return missingType;
  }

  /** Whether there is nothing to complain of and nothing to wait for. */
  boolean isClean() {
    return complaints.isEmpty() && !missingType;
  }

  /** Hands every note to the compiler as an error, in the order they were found. */
  void printTo(Messager messager) {
    for (Complaint complaint : complaints) {
      messager.printMessage(Diagnostic.Kind.ERROR, complaint.message, complaint.at);
    }
  }
}
