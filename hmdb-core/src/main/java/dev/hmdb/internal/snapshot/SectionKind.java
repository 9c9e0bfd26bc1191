package dev.hmdb.internal.snapshot;

/**
 * What a section holds. The numbers are on disk: they never change, and 0 is never given, so that
 * zeros are no section.
 */
final class SectionKind {
  static final int SCHEMA = 1;
  static final int BLOCK = 2;
  static final int INDEX = 3;

  /** A block too, in files of version 2. */
  static final int COMPRESSED_BLOCK = 4;

  private SectionKind() {}

  static boolean isKnown(int kind) {
    return kind >= SCHEMA && kind <= COMPRESSED_BLOCK;
  }

  static boolean isBlock(int kind) {
    return kind == BLOCK || kind == COMPRESSED_BLOCK;
  }

  static String name(int kind) {
    return switch (kind) {
      case SCHEMA -> "schema";
      case BLOCK -> "block";
      case INDEX -> "index";
      case COMPRESSED_BLOCK -> "compressed block";
      default -> "section of kind " + kind;
    };
  }
}
