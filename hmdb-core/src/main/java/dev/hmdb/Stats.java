package dev.hmdb;

/**
 * Figures of an open database, since it was opened where they count something.
 *
 * @param entries entries in all tables
 * @param commits transactions committed that wrote something, single operations included, and with
 *     {@link Sharing#MULTI_PROCESS} those of other processes that were applied one by one; what a
 *     reload (see {@code reloads}) took over counts as one at most, however many they were
 * @param conflicts tries of a transaction that ended because something it had read was changed
 * @param openSnapshots snapshots, reads and transactions that run now, each of which may keep old
 *     versions in memory; a compaction and a backup have one, too
 * @param abandonedSnapshots snapshots and transactions that became garbage without being closed;
 *     each was logged as a warning with the place that opened it
 * @param logBytes bytes of the log that hold something
 * @param snapshotBytes bytes of the snapshot file that the log goes on from; 0 if there is none
 * @param diskBytes bytes of the database's files, those that only reserve space included; a
 *     snapshot file that is being written counts once it is complete
 * @param syncs how often the log was synced to stable storage
 * @param compactions how often the log was compacted
 * @param failedCompactions how often that was tried in vain; the database was left as it was
 * @param recoveredCommits transactions read from the log on opening, those in the snapshot file not
 *     counted
 * @param tornBytes bytes of a torn tail that were cut off on opening
 * @param lag the size of the last catch-up: how many commits of other processes there were to apply
 *     when last there were some. They have been applied since, so it is not how far this process is
 *     behind now; nor does it fall to 0 while nobody writes. Like the next two, 0 unless other
 *     processes may write
 * @param lockWaits how often a commit had to wait for another process
 * @param reloads how often everything was loaded once more, because this process was so far behind
 *     that a compaction had deleted what it had yet to read
 */
public record Stats(
    long entries,
    long commits,
    long conflicts,
    int openSnapshots,
    int abandonedSnapshots,
    long logBytes,
    long snapshotBytes,
    long diskBytes,
    long syncs,
    long compactions,
    long failedCompactions,
    long recoveredCommits,
    long tornBytes,
    long lag,
    long lockWaits,
    long reloads) {}
