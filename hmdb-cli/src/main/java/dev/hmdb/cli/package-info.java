/**
 * The command line: one class a command. Read {@link dev.hmdb.cli.Main} first.
 *
 * <p>Commands know the public API and the examples, nothing else of hmdb. They write what they have
 * to say to the output that picocli hands them, never to {@code System.out}, so that tests read it.
 */
@NullMarked
package dev.hmdb.cli;

import org.jspecify.annotations.NullMarked;
