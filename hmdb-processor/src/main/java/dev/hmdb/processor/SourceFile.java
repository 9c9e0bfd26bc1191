package dev.hmdb.processor;

import dev.hmdb.processor.SchemaModel.Setting;
import java.util.ArrayList;
import java.util.List;

/** What every generated file has. */
final class SourceFile {
  private SourceFile() {}

  /** The whole file. */
  static String text(String packageName, Imports imports, Code body) {
    StringBuilder text = new StringBuilder();
    if (!packageName.isEmpty()) {
      text.append("package ").append(packageName).append(";\n\n");
    }
    String declarations = imports.declarations();
    text.append(declarations);
    if (!declarations.isEmpty()) {
      text.append('\n');
    }
    return text.append(body).toString();
  }

  /** The annotations of the file's class. */
  static List<String> annotations(Setting setting, Imports imports) {
    List<String> lines = new ArrayList<>();
    if (setting.generatedAnnotation()) {
      String generated = imports.name("javax.annotation.processing.Generated");
      lines.add("@" + generated + "(\"" + SchemaProcessor.class.getName() + "\")");
    }
    if (!setting.suppressed().isEmpty()) {
      String suppress = imports.name("java.lang.SuppressWarnings");
      String warnings = String.join("\", \"", setting.suppressed());
      lines.add("@" + suppress + "({\"" + warnings + "\"}) // of types that the schema uses");
    }
    return lines;
  }
}
