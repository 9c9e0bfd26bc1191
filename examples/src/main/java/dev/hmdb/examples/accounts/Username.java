package dev.hmdb.examples.accounts;

/** The name that an account is found by. */
public record Username(String value) {}
