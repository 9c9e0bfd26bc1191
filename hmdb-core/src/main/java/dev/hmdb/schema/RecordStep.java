package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Components are added, removed, reordered or become something else. */
final class RecordStep implements Step {
  /*
   * The stored components are read in their order. If those that are kept keep their order, what
   * they become is written at once, defaults in between, and components side by side whose bytes stay
   * are copied in one go. Otherwise all is written in the stored order first, defaults behind it, and
   * then put in the wanted order where it lies in the encoder.
   */

  private static final int NOTHING = -1;

  /** What is done with a stored component, or for an added one. */
  private sealed interface Action {}

  private record Keep(Place component) implements Action {}

  private record Change(Link component) implements Action {}

  private record Remove(Place component) implements Action {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  private record Add(byte[] encoded) implements Action {}

  private final Action[] actions;

  /** Of each wanted component the action that writes it; empty if they are in order. */
  private final int[] order;

  private RecordStep(List<Action> actions, int[] order) {
    this.actions = actions.toArray(Action[]::new);
    this.order = order;
  }

  /**
   * @param components of each stored component that is kept what becomes of it
   * @param defaults of each wanted component that is added what is written for it
   * @param wantedCount how many components are wanted
   */
  static RecordStep of(
      Place stored,
      Matching matching,
      Map<Integer, Link> components,
      Map<Integer, byte[]> defaults,
      int wantedCount) {
    return matching.keepsOrder()
        ? inOrder(stored, matching, components, defaults, wantedCount)
        : reordering(stored, matching, components, defaults, wantedCount);
  }

  private static RecordStep inOrder(
      Place stored,
      Matching matching,
      Map<Integer, Link> components,
      Map<Integer, byte[]> defaults,
      int wantedCount) {
    List<Action> actions = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < wantedCount; i++) {
      int index = matching.storedOf(i);
      while (next < index) {
        actions.add(new Remove(stored.part(next++)));
      }
      actions.add(index < 0 ? add(defaults, i) : keep(components, index));
      next = Math.max(next, index + 1);
    }
    while (next < stored.parts().size()) {
      actions.add(new Remove(stored.part(next++)));
    }
    return new RecordStep(actions, new int[0]);
  }

  private static RecordStep reordering(
      Place stored,
      Matching matching,
      Map<Integer, Link> components,
      Map<Integer, byte[]> defaults,
      int wantedCount) {
    List<Action> actions = new ArrayList<>();
    int[] order = new int[wantedCount];
    for (int i = 0; i < stored.parts().size(); i++) {
      int index = matching.wantedOf(i);
      if (index >= 0) {
        order[index] = i;
      }
      actions.add(index < 0 ? new Remove(stored.part(i)) : keep(components, i));
    }
    for (int i = 0; i < wantedCount; i++) {
      if (matching.storedOf(i) < 0) {
        order[i] = actions.size();
        actions.add(add(defaults, i));
      }
    }
    return new RecordStep(actions, order);
  }

  private static Action keep(Map<Integer, Link> components, int stored) {
    Link link = Objects.requireNonNull(components.get(stored));
    return link.isSame() ? new Keep(link.stored()) : new Change(link);
  }

  private static Action add(Map<Integer, byte[]> defaults, int wanted) {
    return new Add(Objects.requireNonNull(defaults.get(wanted)));
  }

  @Override
  public void convert(Decoder in, Encoder out, int depth) {
    if (order.length > 0) {
      convertReordering(in, out, depth);
      return;
    }
    int kept = NOTHING; // offset of what is to be copied
    for (Action action : actions) {
      if (action instanceof Keep keep) {
        kept = kept == NOTHING ? in.offset() : kept;
        keep.component.skip(in, depth);
        continue;
      }
      if (kept != NOTHING) {
        in.copyTo(out, kept);
        kept = NOTHING;
      }
      // Not a method of its own: a frame for each level of recursion is enough.
      switch (action) {
        case Change change -> change.component.convert(in, out, depth);
        case Remove remove -> remove.component.skip(in, depth);
        case Add add -> out.writeRawBytes(add.encoded, 0, add.encoded.length);
        case Keep _ -> throw new AssertionError(action);
      }
    }
    if (kept != NOTHING) {
      in.copyTo(out, kept);
    }
  }

  private void convertReordering(Decoder in, Encoder out, int depth) {
    int start = out.position();
    int[] ends = new int[actions.length];
    for (int i = 0; i < actions.length; i++) {
      switch (actions[i]) {
        case Keep keep -> {
          int from = in.offset();
          keep.component.skip(in, depth);
          in.copyTo(out, from);
        }
        case Change change -> change.component.convert(in, out, depth);
        case Remove remove -> remove.component.skip(in, depth);
        case Add add -> out.writeRawBytes(add.encoded, 0, add.encoded.length);
      }
      ends[i] = out.position();
    }
    byte[] pieces = Arrays.copyOfRange(out.array(), start, out.position());
    int position = start;
    for (int action : order) {
      int from = action == 0 ? start : ends[action - 1];
      int length = ends[action] - from;
      System.arraycopy(pieces, from - start, out.array(), position, length);
      position += length;
    }
  }
}
