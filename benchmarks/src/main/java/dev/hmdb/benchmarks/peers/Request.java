package dev.hmdb.benchmarks.peers;

import java.nio.file.Path;

/**
 * What is to be opened.
 *
 * @param folder where the files are or come to be, and nothing else; it exists
 * @param keys which type of key
 * @param size how many entries there will be, for stores that want to know
 * @param use what for
 */
record Request<K>(Path folder, Keys<K> keys, int size, Use use) {}
