/**
 * hmdb beside the stores that a Java developer could take instead, and beside the limits.
 *
 * <p>{@link dev.hmdb.benchmarks.peers.Store} is what all of them are made to do, {@link
 * dev.hmdb.benchmarks.peers.Peer} lists them, and one class for each adapts it with the settings
 * that its own documentation recommends. {@link dev.hmdb.benchmarks.peers.PeerBenchmarks} measures
 * them in turn; read that first.
 */
package dev.hmdb.benchmarks.peers;
