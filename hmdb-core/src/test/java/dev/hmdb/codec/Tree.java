package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.List;
import java.util.random.RandomGenerator;

/** A recursive type with the codec that the processor would generate for it. */
record Tree(String label, List<Tree> children) {
  static final Codec<Tree> CODEC = new TreeCodec();

  static Sample<Tree> sample() {
    return new Sample<>(
        "Tree", CODEC, List.of(new Tree("", List.of()), chain(Encoder.MAX_DEPTH)), Tree::random);
  }

  /** A tree of so many levels. */
  static Tree chain(int levels) {
    Tree tree = new Tree("leaf", List.of());
    for (int i = 1; i < levels; i++) {
      tree = new Tree("n", List.of(tree));
    }
    return tree;
  }

  private static Tree random(RandomGenerator random) {
    Tree child = chain(1 + random.nextInt(5));
    return new Tree("root", random.nextBoolean() ? List.of(child) : List.of(child, child));
  }

  private static final class TreeCodec implements Codec<Tree> {
    private final Codec<List<Tree>> children = Codecs.list(this);

    @Override
    public TypeDescriptor type() {
      return new RecordType(
          "Tree",
          List.of(
              new RecordType.Component("label", Scalar.STRING),
              new RecordType.Component(
                  "children", new SequenceType(SequenceType.Kind.LIST, new Reference("Tree")))));
    }

    @Override
    public void encode(Tree value, Encoder out) {
      out.enter();
      Codecs.STRING.encode(value.label, out);
      children.encode(value.children, out);
      out.leave();
    }

    @Override
    public Tree decode(Decoder in) {
      in.enter();
      Tree value = new Tree(Codecs.STRING.decode(in), children.decode(in));
      in.leave();
      return value;
    }
  }
}
