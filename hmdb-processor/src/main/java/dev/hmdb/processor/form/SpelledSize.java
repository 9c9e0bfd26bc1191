package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what {@link FormDescriptors} would make of the types of a form. They are few in a form,
 * but spelled out in each place where they are used, in databases as well; a few dozen types that
 * are used twice each would not end.
 */
public final class SpelledSize {
  /** More types, lists and such in one another than any schema has, and few enough for a stack. */
  public static final int DEEPEST = 200;

  /** A database would keep some megabytes of them, in each file. */
  public static final int LARGEST = 200_000;

  private final Map<String, TypeForm> types = new HashMap<>();
  private final Set<String> around = new HashSet<>();
  private int depth;
  private int count;

  private SpelledSize(SchemaForm form) {
    form.types().forEach(type -> types.put(type.name(), type));
  }

  /** The first table of which the types cannot be spelled out; null if there is none. */
  public static @Nullable TableForm tooLarge(SchemaForm form) {
    SpelledSize size = new SpelledSize(form);
    for (TableForm table : form.tables()) {
      if (!size.fits(table.key()) || !size.fits(table.value())) {
        return table;
      }
    }
    return null;
  }

  private boolean fits(@Nullable TypeDescriptor type) {
    depth++;
    boolean fits =
        ++count <= LARGEST
            && depth <= DEEPEST
            && switch (type) {
              case OptionalType optional -> fits(optional.element());
              case SequenceType sequence -> fits(sequence.element());
              case MapType map -> fits(map.key()) && fits(map.value());
              case Reference reference -> fits(types.get(reference.name()));
              case null, default -> true;
            };
    depth--;
    return fits;
  }

  private boolean fits(@Nullable TypeForm type) {
    if (type == null || !around.add(type.name())) {
      return true;
    }
    boolean fits = true;
    for (MemberForm member : type.members()) {
      fits = fits && fits(member.type());
    }
    around.remove(type.name());
    return fits;
  }
}
