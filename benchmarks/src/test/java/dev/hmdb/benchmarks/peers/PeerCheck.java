package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Population;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes one store do what is measured, with a few entries, and compares it with a map; in a JVM of
 * its own, with the flags of the store. Ends with 0, or with an exception.
 */
final class PeerCheck {
  private static final int SIZE = 500;

  private PeerCheck() {}

  public static void main(String[] arguments) throws Exception {
    Peer peer = Peer.named(arguments[0]);
    Path folder = Path.of(arguments[1]);
    for (String keys : new String[] {"string", "record"}) {
      for (Use use : Use.values()) {
        boolean isAble =
            switch (use) {
              case SYNCED -> peer.can(Ability.SYNC);
              case TRANSACTIONS -> peer.can(Ability.TRANSACTIONS);
              case ONE_WRITER -> peer == Peer.LIMIT;
              case SHARED -> true;
            };
        if (isAble && (keys.equals("string") || use == Use.SHARED)) {
          Path own = Files.createDirectory(folder.resolve(keys + "-" + use));
          check(peer, new Request<>(own, Keys.named(keys), SIZE, use));
        }
      }
    }
  }

  private static void check(Peer peer, Request<Object> request) {
    Keys<Object> keys = request.keys();
    Account[] accounts = Population.accounts(SIZE);
    Object[] names = keys.array().apply(SIZE);
    for (int i = 0; i < SIZE; i++) {
      names[i] = keys.of().apply(i);
    }
    Map<Object, Account> expected = new HashMap<>();
    try (Store<Object> store = peer.open(request)) {
      store.putAll(400, i -> names[i], i -> accounts[i]);
      for (int i = 0; i < 400; i++) {
        expected.put(names[i], accounts[i]);
      }
      for (int i = 390; i < 420; i++) {
        store.put(names[i], accounts[i + 1]);
        expected.put(names[i], accounts[i + 1]);
      }
      if (request.use() == Use.TRANSACTIONS) {
        store.putFour(names, accounts, 420);
        for (int i = 420; i < 424; i++) {
          expected.put(names[i], accounts[i]);
        }
      }
      compare(store, request, expected);
      store.compact();
    }
    try (Store<Object> store = peer.open(request)) {
      compare(store, request, expected);
    }
  }

  private static void compare(
      Store<Object> store, Request<Object> request, Map<Object, Account> expected) {
    for (int i = 0; i < SIZE; i++) {
      Object key = request.keys().of().apply(i);
      Account found = store.get(key);
      if (!(found == null ? !expected.containsKey(key) : found.equals(expected.get(key)))) {
        throw new AssertionError(
            request + " key=" + key + " found=" + found + " expected=" + expected.get(key));
      }
    }
    if (request.use() == Use.TRANSACTIONS) {
      return; // What is walked is opened without.
    }
    Map<Object, Account> walked = new HashMap<>();
    store.forEach(walked::put);
    if (!walked.equals(expected)) {
      throw new AssertionError(request + " walked " + walked.size() + " of " + expected.size());
    }
  }
}
