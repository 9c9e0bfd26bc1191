package dev.hmdb.internal.disk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A place in a {@link SimulatedDirectory}, which guards it. */
final class SimulatedMembership implements Membership {
  private final SimulatedDirectory directory;
  private final List<SimulatedMembership> members;
  private final int number;
  private final Set<Right> rights = EnumSet.noneOf(Right.class);

  /**
   * @param members all that there are; closing removes this one
   */
  SimulatedMembership(SimulatedDirectory directory, List<SimulatedMembership> members, int number) {
    this.directory = directory;
    this.members = members;
    this.number = number;
  }

  boolean has(Right right) {
    return rights.contains(right);
  }

  @Override
  public boolean hasWriters() {
    return true;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public boolean tryTake(Right right) {
    synchronized (directory) {
      return members.contains(this)
          && members.stream().noneMatch(member -> member.has(right))
          && rights.add(right);
    }
  }

  @Override
  public void giveBack(Right right) {
    synchronized (directory) {
      rights.remove(right);
    }
  }

  @Override
  public boolean isAlone() {
    synchronized (directory) {
      return members.size() == 1;
    }
  }

  @Override
  public String describe(int member) {
    return "member " + member;
  }

  @Override
  public void close() {
    synchronized (directory) {
      members.remove(this);
    }
  }
}
