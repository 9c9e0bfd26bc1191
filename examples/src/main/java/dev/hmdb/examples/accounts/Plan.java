package dev.hmdb.examples.accounts;

/** What an account pays for. */
public enum Plan {
  FREE,
  PREMIUM
}
