package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import java.util.function.BooleanSupplier;

/** A commit of nothing that says what is done with it. */
final class ScriptedCommit extends Commit {
  BooleanSupplier validity = () -> true;
  BooleanSupplier preparation = () -> true;
  Runnable questions = () -> {};
  Runnable installation = () -> {};
  Runnable settlement = () -> {};
  volatile boolean isInstalled;
  volatile boolean isSettled;

  @Override
  boolean writes(int table) {
    questions.run();
    return table == 0;
  }

  @Override
  boolean isValid() {
    return validity.getAsBoolean();
  }

  @Override
  boolean prepare(long timestamp) {
    return preparation.getAsBoolean();
  }

  @Override
  void show(CommitObserver.Receiver receiver) {}

  @Override
  Encoder encoded() {
    return new Encoder();
  }

  @Override
  boolean onlyRemoves() {
    return false;
  }

  @Override
  void install(long timestamp) {
    installation.run();
    isInstalled = true;
  }

  @Override
  void settle() {
    settlement.run();
    isSettled = true;
  }
}
