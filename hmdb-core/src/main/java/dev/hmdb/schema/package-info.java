/**
 * How the types of a schema may change while its data stay. For generated code and for tools;
 * programs that use a database need only {@link dev.hmdb}.
 */
@org.jspecify.annotations.NullMarked
package dev.hmdb.schema;
