package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.JavaType.PrimitiveType;
import dev.hmdb.processor.KeyOrder.ByComponents;
import dev.hmdb.processor.KeyOrder.Part;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the comparators of keys, a class for each record that is compared by its components. */
final class OrderCode {
  private final NameAllocator names;
  private final Set<ClassType> mentioned = new LinkedHashSet<>();
  private final Map<ClassType, String> classes = new LinkedHashMap<>();
  private final Map<ClassType, ByComponents> orders = new LinkedHashMap<>();

  /** Orders whose classes get their names from {@code names}. */
  OrderCode(NameAllocator names) {
    this.names = names;
  }

  /** The names of the classes. */
  Collection<String> classes() {
    return classes.values();
  }

  /** The classes of the user's that the comparators mention. */
  Collection<ClassType> mentioned() {
    return Collections.unmodifiableCollection(mentioned);
  }

  /** Names the classes that an order needs. */
  void prepare(@Nullable KeyOrder order) {
    if (order instanceof KeyOrder.OfClass(ClassType comparator)) {
      mentioned.add(comparator);
    }
    if (order instanceof ByComponents record && orders.putIfAbsent(record.type(), record) == null) {
      mentioned.add(record.type());
      classes.put(record.type(), names.allocate(Naming.identifier(record.type()) + "Order"));
      record.parts().forEach(part -> prepare(part.order()));
    }
  }

  /** The comparator as an expression. */
  String comparator(KeyOrder order, Imports imports) {
    String comparator = imports.name("java.util.Comparator");
    return switch (order) {
      case KeyOrder.Natural _ -> comparator + ".naturalOrder()";
      case KeyOrder.Decimal _ -> {
        String decimal = imports.name("java.math.BigDecimal");
        yield comparator + ".<" + decimal + ">naturalOrder().thenComparing(" + decimal + "::scale)";
      }
      case KeyOrder.OfClass(ClassType type) -> "new " + imports.className(type) + "()";
      case ByComponents record -> classes.get(record.type()) + ".INSTANCE";
      case KeyOrder.None none -> throw new IllegalArgumentException(none.path());
    };
  }

  /** Writes the classes. */
  void write(Code code, Imports imports) {
    for (ByComponents record : orders.values()) {
      String name = classes.get(record.type());
      String type = imports.name(record.type());
      String comparator = imports.name("java.util.Comparator");
      code.blank().line("/** {@code " + Naming.show(record.type()) + "} by its components. */");
      code.openClass(
          "private static final class " + name, "implements " + comparator + "<" + type + ">");
      code.line("static final " + name + " INSTANCE = new " + name + "();").blank();
      code.line("@" + imports.name("java.lang.Override"));
      code.open("public int compare(" + type + " one, " + type + " other)");
      int last = record.parts().size() - 1;
      if (last < 0) {
        code.line("return 0;");
      }
      for (int i = 0; i <= last; i++) {
        Expr compared = compared(record.parts().get(i), imports);
        if (i == last) {
          code.statement("return ", compared, ";");
        } else {
          code.statement((i == 0 ? "int " : "") + "compared = ", compared, ";");
          code.open("if (compared != 0)").line("return compared;").close();
        }
      }
      code.close().close();
    }
  }

  private Expr compared(Part part, Imports imports) {
    String one = "one." + part.name() + "()";
    String other = "other." + part.name() + "()";
    if (part.type().type() instanceof PrimitiveType) {
      return Expr.call(imports.name(part.type().boxedType()) + ".compare", one, other);
    }
    return part.order() instanceof KeyOrder.Natural
        ? Expr.call(one + ".compareTo", other)
        : Expr.call(comparator(part.order(), imports) + ".compare", one, other);
  }
}
