package dev.hmdb.benchmarks;

/** What an account pays for. */
public enum Plan {
  /** Nothing. */
  FREE,
  /** Something. */
  PREMIUM
}
