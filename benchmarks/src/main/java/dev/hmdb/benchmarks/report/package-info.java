/**
 * From measured figures to a table of ratios.
 *
 * <p>It knows nothing of hmdb. Read {@link dev.hmdb.benchmarks.report.RatioTable} first.
 */
package dev.hmdb.benchmarks.report;
