package dev.hmdb.examples.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Someone who stores files. A value: changing one means putting another. */
public record Account(
    UUID id, Username name, String email, Instant created, Plan plan, List<String> tags) {

  /** This account on another plan. */
  public Account withPlan(Plan plan) {
    return new Account(id, name, email, created, plan, tags);
  }

  /** This account with one tag more. */
  public Account withTag(String tag) {
    List<String> more = new ArrayList<>(tags);
    more.add(tag);
    return new Account(id, name, email, created, plan, more);
  }
}
