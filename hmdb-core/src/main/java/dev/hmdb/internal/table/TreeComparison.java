package dev.hmdb.internal.table;

/** Whether two {@link CountedTree}s have the same elements in a part of each. */
final class TreeComparison<E> {
  /*
   * Mechanism
   *
   * At each step it goes down both trees to the next element of either part, level by level of the
   * same height. If that way meets the same node at the same offset in it, all that is left of
   * the node is the same, and is skipped; the higher it meets, the more. If it meets none, the
   * elements of the two leaves are compared as far as both reach.
   *
   * What trees of the same origin do not share is on the paths of what was changed. So this takes
   * time for each leaf that was changed within the part, times the height.
   */
  private final TreeNode<E> left;
  private final TreeNode<E> right;

  // Where the way down has come to, and the offsets in these nodes.
  private TreeNode<E> leftNode;
  private TreeNode<E> rightNode;
  private long leftOffset;
  private long rightOffset;

  TreeComparison(TreeNode<E> left, TreeNode<E> right) {
    this.left = left;
    this.right = right;
    this.leftNode = left;
    this.rightNode = right;
  }

  /** Compares so many elements from an index on in either tree. */
  boolean isSame(long leftFrom, long rightFrom, long length) {
    long done = 0;
    while (done < length) {
      descend(leftFrom + done, rightFrom + done);
      long reach = Math.min(leftNode.size() - leftOffset, rightNode.size() - rightOffset);
      int compared = (int) Math.min(reach, Integer.MAX_VALUE);
      if (isAtSameNode()) {
        done += leftNode.size() - leftOffset;
      } else if (isSameInLeaves((int) Math.min(compared, length - done))) {
        done += compared;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Stops at the first node that both ways meet at the same offset, else at the leaves. */
  private void descend(long leftIndex, long rightIndex) {
    leftNode = left;
    rightNode = right;
    leftOffset = leftIndex;
    rightOffset = rightIndex;
    while (!isAtSameNode()) {
      int leftHeight = leftNode.height();
      int rightHeight = rightNode.height();
      if (leftHeight == 0 && rightHeight == 0) {
        return;
      }
      if (leftHeight >= rightHeight) {
        descendLeft((TreeInner<E>) leftNode);
      }
      if (rightHeight >= leftHeight) {
        descendRight((TreeInner<E>) rightNode);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very same node is meant
  private boolean isAtSameNode() {
    return leftNode == rightNode && leftOffset == rightOffset;
  }

  private void descendLeft(TreeInner<E> inner) {
    int slot = inner.slotOf(leftOffset);
    leftOffset -= inner.before(slot);
    leftNode = inner.child(slot);
  }

  private void descendRight(TreeInner<E> inner) {
    int slot = inner.slotOf(rightOffset);
    rightOffset -= inner.before(slot);
    rightNode = inner.child(slot);
  }

  @SuppressWarnings("ReferenceEquality") // the very same elements are meant
  private boolean isSameInLeaves(int length) {
    Object[] leftElements = ((TreeLeaf<E>) leftNode).elements();
    Object[] rightElements = ((TreeLeaf<E>) rightNode).elements();
    for (int i = 0; i < length; i++) {
      if (leftElements[(int) leftOffset + i] != rightElements[(int) rightOffset + i]) {
        return false;
      }
    }
    return true;
  }
}
