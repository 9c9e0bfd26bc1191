package dev.hmdb.internal.derived;

final class HashIndex {}
