package dev.hmdb.internal.derived;

/**
 * Is told how far somebody reads who goes through elements from one place to another one.
 *
 * @param <E> the type of the elements
 */
public interface Reading<E> {
  /** For whoever reads one state and commits nothing that depends on it. */
  @SuppressWarnings("unchecked") // it looks at no element
  static <E> Reading<E> unwatched() {
    return (Reading<E>) Unwatched.ONLY;
  }

  /** It has been given this element, and so knows all up to it. */
  void reached(E element);

  /** It knows all up to the place where it was to end. */
  void exhausted();

  /** See {@link #unwatched}. */
  final class Unwatched implements Reading<Object> {
    private static final Unwatched ONLY = new Unwatched();

    private Unwatched() {}

    @Override
    public void reached(Object element) {}

    @Override
    public void exhausted() {}
  }
}
