package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Folders;
import dev.hmdb.benchmarks.Population;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A full store of some peer, and what is asked of it. */
@State(Scope.Benchmark)
public class PeerState {
  /** Which one. */
  @Param("hmdb")
  public String peer;

  /** The type of its keys. */
  @Param("string")
  public String keys;

  /** How many entries it has. */
  @Param("1000000")
  public int size;

  Store<Object> store;

  /** Every key once, in random order. */
  Object[] probes;

  /** As many values as keys. */
  Account[] accounts;

  private Path folder;

  /** Opens the one that was prepared. */
  final void openPrepared() {
    open(PreparedFolders.of(Peer.named(peer), Keys.named(keys), size), Use.SHARED);
    Population.age();
  }

  /** Makes one of its own and fills it. */
  final void fill(Use use) {
    folder = Folders.create();
    open(folder, use);
    accounts = Population.accounts(size);
    store.putAll(size, Keys.named(keys).of(), i -> accounts[i]);
    store.put(probes[0], accounts[0]); // The limit makes its file.
    Population.age();
  }

  private void open(Path where, Use use) {
    Keys<Object> type = Keys.named(keys);
    store = Peer.named(peer).open(new Request<>(where, type, size, use));
    probes = type.probes(size);
  }

  /** Closes it. */
  @TearDown
  public void close() {
    store.close();
    if (folder != null) {
      Folders.delete(folder);
    }
  }
}
