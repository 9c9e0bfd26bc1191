package dev.hmdb.processor;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.Past.Member;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import dev.hmdb.processor.StoredType.SetValue;
import dev.hmdb.processor.form.SchemaForm;
import dev.hmdb.processor.form.SchemaForm.Kind;
import dev.hmdb.processor.form.SchemaForm.MemberForm;
import dev.hmdb.processor.form.SchemaForm.TableForm;
import dev.hmdb.processor.form.SchemaForm.TypeForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of a schema the form that is kept in a file, without ids and version. */
final class PresentForm {
  private final SchemaModel model;
  private final Naming naming;

  private PresentForm(SchemaModel model) {
    this.model = model;
    this.naming = new Naming(model.definitions().keySet());
  }

  static SchemaForm of(SchemaModel model) {
    return new PresentForm(model).make();
  }

  private SchemaForm make() {
    List<TableForm> tables = new ArrayList<>();
    model
        .tables()
        .forEach(table ->
            tables.add(
                new TableForm(
                    0,
                    table.name(),
                    describe(StoredKeys.keyOf(table)),
                    describe(StoredKeys.valueOf(table)),
                    model.past().formerTables().getOrDefault(table.name(), List.of()))));
    model
        .past()
        .droppedTables()
        .forEach(name -> tables.add(new TableForm(0, name, null, null, List.of())));
    List<TypeForm> types = model.definitions().values().stream().map(this::describe).toList();
    return new SchemaForm(model.schema().toString(), 0, tables, types);
  }

  private TypeForm describe(Definition definition) {
    String type = naming.name(definition.type());
    List<MemberForm> members = new ArrayList<>();
    return switch (definition) {
      case RecordDefinition record -> {
        record
            .components()
            .forEach(each -> members.add(member(type, each.name(), describe(each.type()))));
        yield new TypeForm(Kind.RECORD, type, members);
      }
      case EnumDefinition constants -> {
        constants.constants().forEach(each -> members.add(member(type, each, null)));
        yield new TypeForm(Kind.ENUM, type, members);
      }
      case SealedDefinition sealed -> {
        naming
            .variants(sealed)
            .forEach((name, variant) -> members.add(member(type, name, describe(variant))));
        yield new TypeForm(Kind.SEALED, type, members);
      }
    };
  }

  private MemberForm member(String type, String name, @Nullable TypeDescriptor stored) {
    Member member = new Member(type, name);
    List<String> formerNames = model.past().formerNames().getOrDefault(member, List.of());
    String defaultText = model.past().defaults().get(member);
    return new MemberForm(0, name, stored, formerNames, defaultText, false);
  }

  private TypeDescriptor describe(StoredType type) {
    return switch (type) {
      case PrimitiveValue value -> scalar(value.primitive());
      case Boxed boxed -> scalar(boxed.primitive());
      case Scalar scalar -> TypeDescriptor.Scalar.valueOf(scalar.scalar().name());
      case PrimitiveArray(Primitive primitive) when primitive == Primitive.BYTE ->
          TypeDescriptor.Scalar.BYTES;
      case PrimitiveArray array -> sequence(SequenceType.Kind.ARRAY, scalar(array.primitive()));
      case OptionalPrimitive optional -> new OptionalType(scalar(optional.primitive()));
      case OptionalValue optional -> new OptionalType(describe(optional.element()));
      case ListValue list -> sequence(SequenceType.Kind.LIST, describe(list.element()));
      case SetValue set -> sequence(SequenceType.Kind.SET, describe(set.element()));
      case ArrayValue array -> sequence(SequenceType.Kind.ARRAY, describe(array.element()));
      case MapValue map -> new MapType(describe(map.key()), describe(map.value()));
      case Named named -> new Reference(naming.name(named.type()));
      case Custom custom -> new Reference(SchemaForm.CODEC + custom.codec().localName());
    };
  }

  private static TypeDescriptor sequence(SequenceType.Kind kind, TypeDescriptor element) {
    return new SequenceType(kind, element);
  }

  private static TypeDescriptor scalar(Primitive primitive) {
    return TypeDescriptor.Scalar.valueOf(primitive.name());
  }

  /** What a form with a past says of it, for generated code. */
  static Past pastOf(SchemaForm form) {
    Map<Member, List<String>> formerNames = new LinkedHashMap<>();
    Map<Member, String> defaults = new LinkedHashMap<>();
    Map<String, List<String>> formerTables = new LinkedHashMap<>();
    Set<String> dropped = new LinkedHashSet<>();
    for (TypeForm type : form.types()) {
      for (MemberForm each : type.members()) {
        Member member = new Member(type.name(), each.name());
        if (!each.isGone() && !each.formerNames().isEmpty()) {
          formerNames.put(member, each.formerNames());
        }
        if (each.defaultText() != null) {
          defaults.put(member, each.defaultText());
        }
      }
    }
    for (TableForm table : form.tables()) {
      if (table.isGone()) {
        dropped.add(table.name());
        dropped.addAll(table.formerNames());
      } else if (!table.formerNames().isEmpty()) {
        formerTables.put(table.name(), table.formerNames());
      }
    }
    return new Past(form.version(), formerNames, defaults, formerTables, dropped);
  }
}
