/**
 * What hmdb costs, each figure beside its limit: the thing that hmdb cannot do without, a {@code
 * ConcurrentHashMap} for reads, or encoding and copying the same bytes for writes.
 *
 * <p>A benchmark {@code x} has its limit in a benchmark {@code xLimit} of the same class; {@link
 * dev.hmdb.benchmarks.report} makes ratios of the two. {@link dev.hmdb.benchmarks.Benchmarks} runs
 * them all. Figures mean nothing unless both come from one run on a quiet machine.
 */
package dev.hmdb.benchmarks;
