/**
 * Puts the layers together: opening, recovery, closing, and the tables that users hold.
 *
 * <p>It knows nothing of generated code. Read {@link dev.hmdb.internal.engine.Engine} first.
 */
@NullMarked
package dev.hmdb.internal.engine;

import org.jspecify.annotations.NullMarked;
