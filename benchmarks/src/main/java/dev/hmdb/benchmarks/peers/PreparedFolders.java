package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Folders;
import dev.hmdb.benchmarks.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Filled stores on disk, compacted and closed, which everything that only reads opens instead of
 * filling a store of its own. A program: makes one, for the peer, the keys and the size of its
 * arguments.
 */
final class PreparedFolders {
  private PreparedFolders() {}

  public static void main(String[] arguments) {
    Peer peer = Peer.named(arguments[0]);
    Keys<Object> keys = Keys.named(arguments[1]);
    int size = Integer.parseInt(arguments[2]);
    Path folder = of(peer, keys, size);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Store<Object> store = peer.open(new Request<>(folder, keys, size, Use.SHARED))) {
      store.putAll(size, keys.of(), Population::account);
      if (peer.can(Ability.COMPACTION)) {
        store.compact();
      }
    }
  }

  static Path of(Peer peer, Keys<?> keys, int size) {
    return Path.of(
        System.getProperty(Folders.PROPERTY),
        "prepared-" + peer.id() + "-" + keys.name() + "-" + size);
  }
}
