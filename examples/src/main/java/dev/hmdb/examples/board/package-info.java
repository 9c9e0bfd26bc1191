/**
 * A board of tasks: sorted tables, cells, lists, multimaps, indexes and constraints.
 *
 * <p>Read {@link dev.hmdb.examples.board.BoardSchema} first, then {@link
 * dev.hmdb.examples.board.BoardExample} from top to bottom.
 */
@NullMarked
package dev.hmdb.examples.board;

import org.jspecify.annotations.NullMarked;
