package dev.hmdb.processor;

import dev.hmdb.processor.DefaultText.UnreadableException;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Past.Member;
import dev.hmdb.processor.form.FormDescriptors;
import dev.hmdb.processor.form.FormException;
import dev.hmdb.processor.form.FormMerge;
import dev.hmdb.processor.form.FormMerge.Clash;
import dev.hmdb.processor.form.FormParser;
import dev.hmdb.processor.form.FormText;
import dev.hmdb.processor.form.SchemaForm;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SpelledSize;
import dev.hmdb.schema.Evolution;
import dev.hmdb.schema.Obstacle;
import dev.hmdb.schema.SchemaConversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares schemas with the files that keep their stored forms. A change that stored data can
 * follow makes the next version of the file, any other is a mistake. Files are written when all
 * schemas of a compilation have been looked at, and only if none has a mistake.
 */
final class SchemaGuard {
  private static final Pattern VERSION = Pattern.compile("(?m)^version (\\d{1,9})\\s*$");

  /** A file to be written, and what is said of it. */
  private record Draft(Path file, String text, String note, Place schema) {}

  /** Where a schema stands, and how it is called by options. */
  private record Subject(
      SchemaModel model, SchemaPlaces places, Path file, Diagnostics diagnostics) {
    String name() {
      return model.baseName();
    }

    Path fileName() {
      return Objects.requireNonNull(file.getFileName());
    }
  }

  private final SchemaFolder folder;
  private final Set<String> rebaselined;
  private final List<Draft> drafts = new ArrayList<>();

  /**
   * @param rebaselined the schemas, by simple or qualified name, whose past is to be forgotten
   */
  SchemaGuard(SchemaFolder folder, Set<String> rebaselined) {
    this.folder = folder;
    this.rebaselined = rebaselined;
  }

  /**
   * Compares a schema with its file.
   *
   * @return the schema with all of its past; after a complaint, the schema as it was
   */
  SchemaModel check(SchemaModel model, SchemaPlaces places, Diagnostics diagnostics) {
    SchemaForm present = PresentForm.of(model);
    TableForm large = SpelledSize.tooLarge(present);
    if (large != null) {
      diagnostics.report(
          Problem.TOO_LARGE,
          places.table(large.name()).element(),
          large.name(),
          SpelledSize.LARGEST,
          SpelledSize.DEEPEST);
      return model;
    }
    Path file = folder.fileOf(model);
    try {
      String text = Files.exists(file) ? Files.readString(file) : null;
      Subject subject = new Subject(model, places, file, diagnostics);
      boolean isRebaselined =
          rebaselined.contains(subject.name()) || rebaselined.contains(present.schema());
      SchemaForm next =
          text == null || isRebaselined
              ? begin(subject, present, text)
              : carryOn(subject, present, text);
      return next == null ? model : model.with(PresentForm.pastOf(next));
    } catch (IOException e) {
      diagnostics.report(Problem.FILE_NOT_READ, places.schema().element(), file, e.toString());
      return model;
    }
  }

  // --- a form without a past ---

  private SchemaForm begin(Subject subject, SchemaForm present, @Nullable String text) {
    SchemaForm nothing = new SchemaForm(present.schema(), 0, List.of(), List.of());
    SchemaForm fresh = new FormMerge(nothing, present).merged();
    int last = text == null ? 0 : lastVersion(text);
    if (text != null && isSame(text, fresh.withVersion(last))) {
      return fresh.withVersion(last);
    }
    SchemaForm next = fresh.withVersion(last + 1);
    String verb = text == null ? "wrote" : "wrote anew, forgetting the past:";
    draft(subject, next, verb + " %s, version %d: what " + subject.name() + " stores; commit it");
    return next;
  }

  /** The greatest version that a file mentions, whatever else is in it; 0 if none. */
  private static int lastVersion(String text) {
    int last = 0;
    for (Matcher matcher = VERSION.matcher(text); matcher.find(); ) {
      last = Math.max(last, Integer.parseInt(matcher.group(1)));
    }
    return last;
  }

  private static boolean isSame(String text, SchemaForm form) {
    try {
      return FormParser.parse(text).equals(form);
    } catch (FormException _) {
      return false;
    }
  }

  private void draft(Subject subject, SchemaForm form, String note) {
    drafts.add(
        new Draft(
            subject.file(),
            FormText.of(form),
            note.formatted(subject.file(), form.version()),
            subject.places().schema()));
  }

  // --- a form that continues another ---

  private @Nullable SchemaForm carryOn(Subject subject, SchemaForm present, String text) {
    SchemaForm recorded;
    try {
      recorded = FormParser.parse(text);
    } catch (FormException e) {
      subject
          .diagnostics()
          .report(
              e.isNewer() ? Problem.FILE_NEWER : Problem.FILE_UNREADABLE,
              subject.places().schema().element(),
              subject.file(),
              e.line(),
              e.reason(),
              subject.name());
      return null;
    }
    FormMerge merge = new FormMerge(recorded, present);
    SchemaForm merged = merge.merged();
    boolean isMoved = merged.withSchema(recorded.schema()).equals(recorded);
    if (!isMoved && !recorded.schema().equals(present.schema())) {
      subject
          .diagnostics()
          .report(
              Problem.FILE_OF_ANOTHER,
              subject.places().schema().element(),
              subject.fileName(),
              recorded.schema(),
              present.schema(),
              recorded.schema() + SchemaFolder.SUFFIX);
      return null;
    }
    List<String> changes = new ArrayList<>();
    boolean isFine = compare(subject, recorded, merge, changes);
    if (!isFine) {
      return null;
    }
    if (merged.equals(recorded)) {
      return merged;
    }
    SchemaForm next = isMoved ? merged : merged.withVersion(recorded.version() + 1);
    String what = changes.isEmpty() ? "names or defaults changed" : String.join("; ", changes);
    draft(subject, next, "wrote %s, version %d: " + what.replace("%", "%%") + "; commit it");
    return next;
  }

  /** Complains of what stored data cannot follow, and lists what they can. */
  private static boolean compare(
      Subject subject, SchemaForm recorded, FormMerge merge, List<String> changes) {
    Evolution evolution = evolution(subject, merge.merged());
    if (evolution == null) {
      return false;
    }
    SchemaConversion conversion =
        SchemaConversion.between(
            FormDescriptors.tables(recorded), FormDescriptors.tables(merge.merged()), evolution);
    for (Obstacle each : conversion.obstacles()) {
      String table = each.path().split("\\.", 2)[0];
      subject
          .diagnostics()
          .report(
              Problem.INCOMPATIBLE,
              subject.places().inside(table, each.type(), each.member()).element(),
              recorded.version(),
              subject.fileName(),
              each.line(),
              each.remedy(),
              subject.name());
    }
    changes.addAll(conversion.changes());
    // What hinders data says more than a name that it is about, too.
    return conversion.obstacles().isEmpty() && complainOfNames(subject, merge.clashes());
  }

  private static boolean complainOfNames(Subject subject, List<Clash> clashes) {
    for (Clash clash : clashes) {
      Place place =
          clash.type() == null
              ? subject.places().table(clash.part())
              : subject.places().inside("", clash.type(), clash.part());
      subject
          .diagnostics()
          .report(
              Problem.NAME_REUSED,
              place.element(),
              place.path(),
              clash.name(),
              clash.what(),
              clash.owner(),
              subject.fileName(),
              subject.name());
    }
    return clashes.isEmpty();
  }

  /** What generated code will tell the library; null after a complaint. */
  private static @Nullable Evolution evolution(Subject subject, SchemaForm form) {
    Past past = PresentForm.pastOf(form);
    SchemaModel model = subject.model();
    Evolution.Builder builder = Evolution.builder();
    past.formerTables()
        .forEach((table, names) -> builder.renamedTable(table, names.toArray(new String[0])));
    builder.droppedTables(past.droppedTables().toArray(new String[0]));
    past.formerNames()
        .forEach((member, names) ->
            builder.renamed(member.type(), member.name(), names.toArray(new String[0])));
    Naming naming = new Naming(model.definitions().keySet());
    DefaultText texts = new DefaultText(model.definitions());
    boolean isFine = true;
    for (Definition definition : model.definitions().values()) {
      if (definition instanceof RecordDefinition record) {
        for (Component component : record.components()) {
          Member member = new Member(naming.name(record.type()), component.name());
          String text = past.defaults().get(member);
          isFine &= text == null || addDefault(subject, member, component, text, texts, builder);
        }
      }
    }
    return isFine ? builder.build() : null;
  }

  /** A recorded default may be of the type that the component had then. */
  private static boolean addDefault(
      Subject subject,
      Member member,
      Component component,
      String text,
      DefaultText texts,
      Evolution.Builder builder) {
    try {
      if (texts.canState(component.type())) {
        builder.defaultValue(member.type(), member.name(), texts.encode(component.type(), text));
      }
      return true;
    } catch (UnreadableException e) {
      Place place = subject.places().inside("", member.type(), member.name());
      subject
          .diagnostics()
          .report(
              Problem.DEFAULT_UNREADABLE,
              place.element(),
              place.path(),
              text,
              Naming.show(component.type().type()),
              e.reason());
      return false;
    }
  }

  // --- files ---

  /** Says something to the person who compiles. */
  interface Notes {
    void say(String note);
  }

  /** Writes what has to be written; complains of what cannot be. */
  void write(Diagnostics diagnostics, Notes notes) {
    for (Draft draft : drafts) {
      try {
        SchemaFolder.write(draft.file(), draft.text());
        notes.say(draft.note());
      } catch (IOException e) {
        diagnostics.report(
            Problem.FILE_NOT_WRITTEN, draft.schema().element(), draft.file(), e.toString());
      }
    }
    drafts.clear();
  }
}
