/**
 * Fuzz targets: each takes any bytes, and throws if hmdb does with them what it must not. {@link
 * dev.hmdb.fuzz.Parcel} says how bytes become files. Targets that need package-private access stand
 * in the package they try. They know nothing of the fuzzer: {@code fuzz/run.sh} runs them under
 * Jazzer, {@link dev.hmdb.fuzz.StoredInputsTest} with the inputs that ever broke one.
 */
@org.jspecify.annotations.NullMarked
package dev.hmdb.fuzz;
