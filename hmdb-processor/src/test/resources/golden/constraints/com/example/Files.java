package com.example;

import dev.hmdb.Check;
import dev.hmdb.OnDelete;
import dev.hmdb.References;
import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

@Schema
public interface Files {
  Table<Username, Account> accounts();

  @References(table = "accounts", component = "owner", onDelete = OnDelete.CASCADE)
  @References(table = "accounts", component = "meta.readers", onDelete = OnDelete.SET_EMPTY)
  @References(table = "accounts", component = "meta.review.by", onDelete = OnDelete.SET_EMPTY)
  @References(table = "accounts", component = "history.by", onDelete = OnDelete.SET_EMPTY)
  @References(table = "tickets", component = "ticket", onDelete = OnDelete.SET_EMPTY)
  Table<UUID, FileMetadata> files();

  Table<Long, String> tickets();

  @References(table = "accounts")
  Table<Username, String> profiles();

  @References(table = "accounts", keyComponent = "member", onDelete = OnDelete.CASCADE)
  Table<Membership, String> memberships();

  @Check("accounts")
  static boolean balanceIsNotNegative(Username name, Account account) {
    return account.balance() >= 0;
  }

  @Check("tickets")
  static String titleIsShort(String title) {
    return title.length() > 100 ? "longer than 100" : null;
  }

  @Check("tickets")
  static Optional<String> numberIsPositive(long number, String title) {
    return number > 0 ? Optional.empty() : Optional.of("number " + number);
  }

  record Username(String value) {}

  record Account(long balance) {}

  record Membership(Username member, String group) {}

  record Review(Optional<Username> by, String text) {}

  record Meta(Set<Username> readers, Optional<Review> review) {}

  record FileMetadata(Username owner, Meta meta, List<Review> history, OptionalLong ticket) {}
}
