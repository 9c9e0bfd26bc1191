/**
 * The Unicode character database in one table of about 155,000 entries.
 *
 * <p>Read {@link dev.hmdb.examples.unicode.UnicodeSchema} first, then {@link
 * dev.hmdb.examples.unicode.UnicodeExample}.
 */
@NullMarked
package dev.hmdb.examples.unicode;

import org.jspecify.annotations.NullMarked;
