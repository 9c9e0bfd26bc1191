package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import java.util.List;

/**
 * Turns the bytes of stored values into those of another type, as far as it is known what each part
 * of a value becomes. Immutable; any number of threads may convert at once.
 *
 * <p>What is possible:
 *
 * <ul>
 *   <li>a component is added that has a default, or is an {@code Optional}, a collection or an
 *       array, which then is empty;
 *   <li>a component is removed, except in keys;
 *   <li>components, constants and variants change their order, or their names if {@link
 *       Evolution#formerNames} tells;
 *   <li>constants and variants are added;
 *   <li>a number gets a wider type, one that holds every number that the narrower one does;
 *   <li>a {@code T} becomes an {@code Optional<T>};
 *   <li>an array becomes a list, or a list an array.
 * </ul>
 *
 * <p>That holds at any depth. Classes are not known by their names, except that a variant is known
 * by its simple name.
 */
public final class TypeConversion {
  private final Link root;
  private final List<Obstacle> obstacles;
  private final List<ConversionPlan.Change> changes;

  /** What the values are for. */
  public enum Role {
    /**
     * Keys: unequal ones must not become equal. What is in a set, and the keys of a map, are
     * treated likewise wherever they are.
     */
    KEY,
    /** Anything else. */
    VALUE
  }

  private TypeConversion(ConversionPlan plan) {
    root = plan.root();
    obstacles = List.copyOf(plan.obstacles());
    changes = List.copyOf(plan.changes());
  }

  /**
   * Finds out what becomes of values.
   *
   * @param stored the type that they have
   * @param wanted the type that they should get
   * @param evolution what the wanted type says of its past
   */
  public static TypeConversion between(
      TypeDescriptor stored, TypeDescriptor wanted, Evolution evolution, Role role) {
    return new TypeConversion(ConversionPlan.of(stored, wanted, evolution, role));
  }

  /**
   * Whether the bytes of every value stay as they are. There may be {@link #changes} nevertheless,
   * in names for one.
   */
  public boolean isIdentity() {
    return obstacles.isEmpty() && root.isSame();
  }

  /**
   * What stands in the way; empty if all values can be converted.
   *
   * @param path what the type is called, such as {@code accounts.value}
   */
  public List<Obstacle> obstacles(String path) {
    return obstacles.stream()
        .map(each ->
            new Obstacle(
                path + each.path(), each.text(), each.remedy(), each.type(), each.member()))
        .toList();
  }

  /**
   * What changes and does not stand in the way, one line each: {@code accounts.value: record
   * Account gained component email}; empty if the two types have the same shape.
   *
   * @param path what the type is called
   */
  public List<String> changes(String path) {
    return changes.stream().map(each -> path + each.path() + ": " + each.text()).toList();
  }

  /**
   * Converts the next value.
   *
   * @throws dev.hmdb.codec.DecodingException if it is no value of the stored type; most of what a
   *     codec would refuse besides is left to who decodes the result
   * @throws IllegalArgumentException if the result is larger than an encoder can hold
   * @throws IllegalStateException if there are {@link #obstacles}
   */
  public void convert(Decoder in, Encoder out) {
    if (!obstacles.isEmpty()) {
      throw new IllegalStateException("cannot convert: " + obstacles.getFirst().line());
    }
    root.convert(in, out, 0);
  }

  /**
   * Reads a value of the stored type and forgets it. Of what is in it no more is looked at than it
   * takes to find its end.
   *
   * @throws dev.hmdb.codec.DecodingException if it does not end
   */
  public void skip(Decoder in) {
    root.stored().skip(in, 0);
  }
}
