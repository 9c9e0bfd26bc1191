package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;

/** What is in a record, an enum or a sealed type that a schema uses. */
sealed interface Definition {

  /** The type, with its type arguments. */
  ClassType type();

  /**
   * A record.
   *
   * @param components in their order
   * @param checksItsArguments whether its canonical constructor is written out and may thus throw
   * @param hasPlainEquality whether two are equal exactly when what their accessors return is
   */
  record RecordDefinition(
      ClassType type,
      List<Component> components,
      boolean checksItsArguments,
      boolean hasPlainEquality)
      implements Definition {
    public RecordDefinition {
      components = List.copyOf(components);
    }

    /** One component of a record. */
    record Component(String name, StoredType type) {}
  }

  /**
   * An enum.
   *
   * @param constants in the order of their declaration, which is their order on disk
   */
  record EnumDefinition(ClassType type, List<String> constants) implements Definition {
    public EnumDefinition {
      constants = List.copyOf(constants);
    }
  }

  /**
   * A sealed interface.
   *
   * @param variants the records and enums that it comes down to: those of its permitted types in
   *     their order, with a sealed one replaced in place by its own variants, each one once
   */
  record SealedDefinition(ClassType type, List<StoredType> variants) implements Definition {
    public SealedDefinition {
      variants = List.copyOf(variants);
    }
  }
}
