/**
 * From a schema to its generated code, in five steps that can each be tested alone.
 *
 * <ol>
 *   <li><b>Read.</b> {@link dev.hmdb.processor.SchemaReader}, {@link dev.hmdb.processor.TypeReader}
 *       and {@link dev.hmdb.processor.DefinitionReader} walk the compiler's elements. Nothing after
 *       them sees an element.
 *   <li><b>Check.</b> What reading alone cannot tell is found in the graph of types: {@link
 *       dev.hmdb.processor.TypeRules}, {@link dev.hmdb.processor.KeyRules}, {@link
 *       dev.hmdb.processor.TypeGraph}. Every complaint, of either step, goes through {@link
 *       dev.hmdb.processor.Diagnostics}.
 *   <li><b>Model.</b> {@link dev.hmdb.processor.SchemaModel} and what it holds: plain records.
 *   <li><b>Guard.</b> Where the project asks for it, {@link dev.hmdb.processor.SchemaGuard}
 *       compares the model with the file that the build before left, in the form of {@link
 *       dev.hmdb.processor.form}, and adds the past that the file remembers.
 *   <li><b>Write.</b> {@link dev.hmdb.processor.DatabaseWriter} and {@link
 *       dev.hmdb.processor.CodecsWriter} turn the model into text.
 * </ol>
 *
 * <p>Start at {@link dev.hmdb.processor.SchemaProcessor}. One thread; no state outlives a
 * compilation. The API of hmdb, which generated code uses, is known by name only; of hmdb's own
 * classes the processor uses the codecs and descriptors, and the rules of {@link dev.hmdb.schema}.
 */
@NullMarked
package dev.hmdb.processor;

import org.jspecify.annotations.NullMarked;
