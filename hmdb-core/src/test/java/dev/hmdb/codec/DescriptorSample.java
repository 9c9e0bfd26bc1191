package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.RecordType.Component;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Descriptors to try things on. */
final class DescriptorSample {
  private DescriptorSample() {}

  static Sample<TypeDescriptor> sample() {
    return new Sample<>(
        "TypeDescriptor",
        TypeDescriptor.codec(),
        List.of(Scalar.CURRENCY, TypeDescriptor.codec().type(), Tree.CODEC.type()),
        random -> descriptor(random, 4, List.of()));
  }

  static TypeDescriptor descriptor(RandomGenerator random, int depth, List<String> enclosing) {
    if (depth == 0) {
      return enclosing.isEmpty() || random.nextBoolean()
          ? Scalar.values()[random.nextInt(Scalar.values().length)]
          : new Reference(enclosing.get(random.nextInt(enclosing.size())));
    }
    int inner = random.nextInt(depth);
    return switch (random.nextInt(6)) {
      case 0 -> new OptionalType(descriptor(random, inner, enclosing));
      case 1 -> new SequenceType(kind(random), descriptor(random, inner, enclosing));
      case 2 ->
          new MapType(descriptor(random, inner, enclosing), descriptor(random, inner, enclosing));
      case 3 -> new EnumType(name(random), List.of("A", "B", "C").subList(0, random.nextInt(4)));
      case 4 -> record(random, name(random), inner, enclosing);
      default -> {
        String name = name(random);
        yield new SealedType(
            name, List.of(record(random, "Variant", inner, with(enclosing, name))));
      }
    };
  }

  private static RecordType record(
      RandomGenerator random, String name, int depth, List<String> enclosing) {
    List<Component> components = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      components.add(new Component("c" + i, descriptor(random, depth, with(enclosing, name))));
    }
    return new RecordType(name, components);
  }

  private static SequenceType.Kind kind(RandomGenerator random) {
    return SequenceType.Kind.values()[random.nextInt(SequenceType.Kind.values().length)];
  }

  private static String name(RandomGenerator random) {
    return "a.T" + random.nextInt(5);
  }

  private static List<String> with(List<String> names, String name) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return more;
  }
}
