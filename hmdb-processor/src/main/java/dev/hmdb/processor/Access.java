package dev.hmdb.processor;

import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Whether code generated into one package can use a class. */
final class Access {
  /** Why a class cannot be used, and what it would have to be. */
  record Obstacle(String reason, String remedy) {}

  private final Elements elements;
  private final PackageElement from;

  Access(Elements elements, PackageElement from) {
    this.elements = elements;
    this.from = from;
  }

  /** Where the code is, for messages: {@code package com.example}. */
  String from() {
    return from.isUnnamed() ? "the unnamed package" : "package " + from.getQualifiedName();
  }

  /** What stands in the way of using {@code type}, or null. */
  @Nullable Obstacle to(TypeElement type) {
    boolean samePackage = elements.getPackageOf(type).equals(from);
    for (Element at = type; at instanceof TypeElement each; at = each.getEnclosingElement()) {
      Set<Modifier> modifiers = each.getModifiers();
      if (modifiers.contains(Modifier.PRIVATE)) {
        return new Obstacle(name(each) + " is private", remedy(samePackage));
      }
      if (!samePackage && !modifiers.contains(Modifier.PUBLIC)) {
        return new Obstacle(name(each) + " is not public", remedy(false));
      }
    }
    return null;
  }

  /** Whether a constructor of an accessible class can be called. */
  boolean toConstructor(Element constructor) {
    Set<Modifier> modifiers = constructor.getModifiers();
    return modifiers.contains(Modifier.PUBLIC)
        || (elements.getPackageOf(constructor).equals(from)
            && !modifiers.contains(Modifier.PRIVATE));
  }

  /** Whether the type and everything around it is public. */
  static boolean isPublic(TypeElement type) {
    for (Element at = type; at instanceof TypeElement each; at = each.getEnclosingElement()) {
      if (!each.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private static String remedy(boolean samePackage) {
    return samePackage ? "package-private or public" : "public";
  }

  private static String name(TypeElement type) {
    return JavaTypes.of(type).localName();
  }
}
