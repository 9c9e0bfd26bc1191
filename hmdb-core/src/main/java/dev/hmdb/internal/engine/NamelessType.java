package dev.hmdb.internal.engine;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a descriptor in which classes have no names of their own: equal for types of one shape. A
 * record or sealed type is named by how many such enclose it, an enum {@code -}; the simple name of
 * a variant follows.
 */
final class NamelessType {
  /** Names of the enclosing types, those that they had and those that they get. */
  private final List<String> old = new ArrayList<>();

  private final List<String> young = new ArrayList<>();

  static TypeDescriptor of(TypeDescriptor type) {
    try {
      return new NamelessType().of(type, "");
    } catch (IllegalArgumentException e) {
      // Two variants without a class, such as two lists, that only names inside them tell apart. No
      // processor makes such a type, but a file may have anything in it.
      return type;
    }
  }

  private TypeDescriptor inside(TypeDescriptor type) {
    return of(type, "");
  }

  /**
   * @param variant what the type is known by if it is a variant, else empty
   */
  private TypeDescriptor of(TypeDescriptor type, String variant) {
    return switch (type) {
      case Scalar scalar -> scalar;
      case OptionalType optional -> new OptionalType(inside(optional.element()));
      case SequenceType sequence -> new SequenceType(sequence.kind(), inside(sequence.element()));
      case MapType map -> new MapType(inside(map.key()), inside(map.value()));
      case EnumType named -> new EnumType("-" + variant, named.constants());
      case RecordType named -> record(named, variant);
      case SealedType named -> sealed(named, variant);
      case Reference reference -> {
        int index = old.lastIndexOf(reference.name());
        yield index < 0 ? reference : new Reference(young.get(index));
      }
    };
  }

  private RecordType record(RecordType named, String variant) {
    String name = enter(named.name(), variant);
    List<RecordType.Component> components = new ArrayList<>();
    for (RecordType.Component each : named.components()) {
      components.add(new RecordType.Component(each.name(), inside(each.type())));
    }
    leave();
    return new RecordType(name, components);
  }

  private SealedType sealed(SealedType named, String variant) {
    String name = enter(named.name(), variant);
    List<String> names = named.variantNames();
    List<String> simple = named.simpleVariantNames();
    List<String> known = simple.stream().distinct().count() == names.size() ? simple : names;
    List<TypeDescriptor> variants = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      variants.add(of(named.variants().get(i), known.get(i)));
    }
    leave();
    return new SealedType(name, variants);
  }

  private String enter(String name, String variant) {
    String depth = young.size() + variant;
    old.add(name);
    young.add(depth);
    return depth;
  }

  private void leave() {
    old.removeLast();
    young.removeLast();
  }
}
