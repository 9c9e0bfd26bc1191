package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The fewest bytes that a value of a type can take.
 *
 * <p>Why a reference to an enclosing type may be left out of the minimum: a smallest value of a
 * type holds, if it holds values of that same type at all, one that holds none and is no larger. So
 * the minimum is found among the values that do not contain their own type.
 */
final class DescriptorSize {
  private static final int NO_VALUE = Integer.MAX_VALUE;

  private final Deque<String> enclosing = new ArrayDeque<>();

  private DescriptorSize() {}

  static int minimum(TypeDescriptor type) {
    return new DescriptorSize().of(type);
  }

  private int of(TypeDescriptor type) {
    return switch (type) {
      case Scalar scalar -> scalar.minimumBytes();
      case OptionalType _, SequenceType _, MapType _, EnumType _ -> 1;
      case RecordType named -> ofRecord(named);
      case SealedType named -> ofSealed(named);
      case Reference reference -> enclosing.contains(reference.name()) ? NO_VALUE : 1;
    };
  }

  private int ofRecord(RecordType type) {
    enclosing.push(type.name());
    long sum = 0;
    for (RecordType.Component component : type.components()) {
      sum = Math.min(NO_VALUE, sum + of(component.type()));
    }
    enclosing.pop();
    return (int) sum;
  }

  private int ofSealed(SealedType type) {
    enclosing.push(type.name());
    long least = NO_VALUE;
    for (TypeDescriptor variant : type.variants()) {
      least = Math.min(least, of(variant));
    }
    enclosing.pop();
    return (int) Math.min(NO_VALUE, 1 + least);
  }
}
