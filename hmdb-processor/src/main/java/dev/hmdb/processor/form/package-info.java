/**
 * The form of a schema as a text file keeps it, and what becomes of it when the schema changes.
 *
 * <p>{@link dev.hmdb.processor.form.SchemaForm} is what a file says; {@link
 * dev.hmdb.processor.form.FormText} and {@link dev.hmdb.processor.form.FormParser} write and read
 * it, as {@code docs/format/schema-file.md} states; {@link dev.hmdb.processor.form.FormMerge} lets
 * a present form continue a recorded one. Nothing here knows the compiler or touches files.
 */
@NullMarked
package dev.hmdb.processor.form;

import org.jspecify.annotations.NullMarked;
