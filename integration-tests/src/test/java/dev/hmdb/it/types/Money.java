package dev.hmdb.it.types;

import dev.hmdb.UseCodec;
import java.util.Objects;

/** A class of which hmdb knows nothing; its codec is named here. */
@UseCodec(MoneyCodec.class)
public final class Money {
  private final long cents;

  public Money(long cents) {
    this.cents = cents;
  }

  public long cents() {
    return cents;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Money money && money.cents == cents;
  }

  @Override
  public int hashCode() {
    return Objects.hash(cents);
  }

  @Override
  public String toString() {
    return "Money[cents=" + cents + "]";
  }
}
