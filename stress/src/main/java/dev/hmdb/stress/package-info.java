/**
 * Models of the protocols by which readers and the writer of hmdb agree, each as small as it can be
 * and without hmdb's classes, with the weaker variants that fail beside them.
 *
 * <p>A weaker variant is evidence that the stronger one is needed and that the test can see the
 * difference, so its wrong outcome is "interesting" rather than forbidden. Where a variant is wrong
 * by the Java memory model and was never seen to fail, its description says so: x86 keeps the order
 * of stores and the order of loads, and lets only a load overtake an earlier store. ARM does not.
 *
 * <p>The tests of the real classes are in the packages of those classes, {@code
 * dev.hmdb.internal.table} and {@code dev.hmdb.internal.tx}.
 */
package dev.hmdb.stress;
