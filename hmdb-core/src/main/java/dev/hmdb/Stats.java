package dev.hmdb;

/**
 * Figures of an open database, since it was opened where they count something.
 *
 * @param entries entries in all tables
 * @param commits transactions committed that wrote something, single operations included
 * @param conflicts tries of a transaction that ended because something it had read was changed
 * @param openSnapshots snapshots, reads and transactions that run now, each of which may keep old
 *     versions in memory
 * @param abandonedSnapshots snapshots and transactions that became garbage without being closed;
 *     each was logged as a warning with the place that opened it
 * @param logBytes bytes of the log that hold something
 * @param diskBytes bytes of the database's files, those that only reserve space included
 * @param syncs how often the log was synced to stable storage
 * @param recoveredCommits transactions read from the log on opening
 * @param tornBytes bytes of a torn tail that were cut off on opening
 */
public record Stats(
    long entries,
    long commits,
    long conflicts,
    int openSnapshots,
    int abandonedSnapshots,
    long logBytes,
    long diskBytes,
    long syncs,
    long recoveredCommits,
    long tornBytes) {}
