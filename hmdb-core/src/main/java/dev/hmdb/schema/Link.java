package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored place and the wanted one that its values become; compared by identity. */
final class Link {
  private final Place stored;
  private final Place wanted;
  private final TypeConversion.Role role;

  // Written while the plan is made, by one thread; read by any afterwards.
  private final List<Link> around = new ArrayList<>();
  private boolean isSame = true;
  private @Nullable Step step;

  Link(Place stored, Place wanted, TypeConversion.Role role) {
    this.stored = stored;
    this.wanted = wanted;
    this.role = role;
  }

  Place stored() {
    return stored;
  }

  Place wanted() {
    return wanted;
  }

  TypeConversion.Role role() {
    return role;
  }

  /** Says that values here are inside those of another link. */
  void isInside(Link outer) {
    around.add(outer);
  }

  List<Link> around() {
    return around;
  }

  /** Whether the bytes stay as they are; known for sure when the plan is made. */
  boolean isSame() {
    return isSame;
  }

  void setDifferent() {
    isSame = false;
  }

  /** How values are converted if their bytes change. */
  void setStep(Step converting) {
    step = converting;
  }

  /**
   * Converts the next value.
   *
   * @param depth how deep it is inside others
   */
  void convert(Decoder in, Encoder out, int depth) {
    if (isSame) {
      int from = in.offset();
      stored.skip(in, depth);
      in.copyTo(out, from);
      return;
    }
    Place.requireDepth(in, depth);
    if (FurtherStack.isDue(depth)) {
      FurtherStack.run(() -> convert(in, out, depth + 1));
      return;
    }
    Step known = step;
    if (known == null) {
      throw new IllegalStateException("nothing becomes of " + stored);
    }
    known.convert(in, out, depth + 1);
  }
}
