package dev.hmdb.stress;

/** What an entry of the models carries until it is settled. */
record Version(long timestamp, Entry older) {}
