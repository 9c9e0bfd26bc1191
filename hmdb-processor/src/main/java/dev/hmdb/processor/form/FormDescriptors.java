package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import dev.hmdb.schema.TableType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Spells out the types of a form as generated code describes them: a reference is left where a type
 * is inside itself, and for what a codec of the user's writes.
 */
public final class FormDescriptors {
  private final SchemaForm form;

  private FormDescriptors(SchemaForm form) {
    this.form = form;
  }

  /**
   * The tables of a form that are there, with their types in full.
   *
   * @param form not {@linkplain SpelledSize#tooLarge too large}
   */
  public static List<TableType> tables(SchemaForm form) {
    FormDescriptors descriptors = new FormDescriptors(form);
    List<TableType> tables = new ArrayList<>();
    for (TableForm table : form.tables()) {
      TypeDescriptor key = table.key();
      TypeDescriptor value = table.value();
      if (key != null && value != null) {
        tables.add(
            new TableType(
                table.name(),
                descriptors.spell(key, List.of()),
                descriptors.spell(value, List.of())));
      }
    }
    return tables;
  }

  private TypeDescriptor spell(TypeDescriptor type, List<String> around) {
    return switch (type) {
      case OptionalType optional -> new OptionalType(spell(optional.element(), around));
      case SequenceType sequence ->
          new SequenceType(sequence.kind(), spell(sequence.element(), around));
      case MapType map -> new MapType(spell(map.key(), around), spell(map.value(), around));
      case Reference reference -> {
        TypeForm named = around.contains(reference.name()) ? null : form.type(reference.name());
        yield named == null ? reference : spell(named, around);
      }
      default -> type;
    };
  }

  private TypeDescriptor spell(TypeForm type, List<String> around) {
    List<MemberForm> members = type.members().stream().filter(each -> !each.isGone()).toList();
    List<String> path = FormMerge.with(around, type.name());
    return switch (type.kind()) {
      case RECORD ->
          new RecordType(type.name(), members.stream().map(each -> component(each, path)).toList());
      case ENUM -> new EnumType(type.name(), members.stream().map(MemberForm::name).toList());
      case SEALED ->
          new SealedType(type.name(), members.stream().map(each -> variant(each, path)).toList());
    };
  }

  private RecordType.Component component(MemberForm member, List<String> path) {
    return new RecordType.Component(member.name(), spell(typeOf(member), path));
  }

  /** What a codec writes is the only component of a record, as in generated code. */
  private TypeDescriptor variant(MemberForm member, List<String> path) {
    TypeDescriptor type = spell(typeOf(member), path);
    return type instanceof Reference(String name) && name.startsWith(SchemaForm.CODEC)
        ? new RecordType(member.name(), List.of(new RecordType.Component("value", type)))
        : type;
  }

  private static TypeDescriptor typeOf(MemberForm member) {
    return Objects.requireNonNull(member.type(), "type");
  }
}
