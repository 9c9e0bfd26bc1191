/**
 * {@code hmdb demo}: a guided run that measures and checks everything it says.
 *
 * <p>Read {@link dev.hmdb.cli.demo.DemoCommand} first. Each step is one class; a {@code Narrator}
 * prints and counts failed checks.
 */
@NullMarked
package dev.hmdb.cli.demo;

import org.jspecify.annotations.NullMarked;
