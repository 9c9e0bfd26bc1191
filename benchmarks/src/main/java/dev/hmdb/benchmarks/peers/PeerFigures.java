package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.report.Figure;
import dev.hmdb.benchmarks.report.Figure.Unit;

/**
 * Prints what a program measured of a peer, as JMH's results would have it.
 *
 * @param program whose results
 */
record PeerFigures(Class<?> program, Peer peer, Keys<?> keys, int size) {

  /** Of the arguments that all programs begin with: peer, type of key, size. */
  static PeerFigures of(Class<?> program, String[] arguments) {
    return new PeerFigures(
        program,
        Peer.named(arguments[0]),
        Keys.named(arguments[1]),
        Integer.parseInt(arguments[2]));
  }

  void print(String what, Unit unit, double value) {
    System.out.println(
        new Figure(
            program.getSimpleName() + "." + what,
            false,
            "keys=" + keys.name() + " peer=" + peer.id() + " size=" + size,
            1,
            unit,
            value));
  }
}
