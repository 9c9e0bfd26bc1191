package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private static Imports imports(Set<String> taken, Set<String> hidden) {
    return new Imports("app", taken, hidden);
  }

  @Test
  void classIsImported() {
    Imports imports = imports(Set.of(), Set.of());
    assertThat(imports.name("java.util.List")).isEqualTo("List");
    assertThat(imports.declarations()).isEqualTo("import java.util.List;\n");
  }

  @Test
  void nestedClassIsNamedThroughItsOuter() {
    Imports imports = imports(Set.of(), Set.of());
    ClassType entry = new ClassType("java.util", List.of("Map", "Entry"), List.of());
    assertThat(imports.name(entry)).isEqualTo("Map.Entry");
    assertThat(imports.declarations()).isEqualTo("import java.util.Map;\n");
  }

  @Test
  void argumentsAndArraysAreNamedToo() {
    ClassType list = ClassType.of("java.util.List", new ArrayType(ClassType.of("app.Id")));
    assertThat(imports(Set.of(), Set.of()).name(new ArrayType(list))).isEqualTo("List<Id[]>[]");
  }

  @Test
  void ownPackageAndLanguageNeedNoImport() {
    Imports imports = imports(Set.of(), Set.of());
    imports.name("app.Account");
    imports.name("java.lang.String");
    assertThat(imports.declarations()).isEmpty();
  }

  @Test
  void secondClassOfANameIsQualified() {
    Imports imports = imports(Set.of(), Set.of());
    imports.name("java.util.List");
    assertThat(imports.name("java.awt.List")).isEqualTo("java.awt.List");
    assertThat(imports.declarations()).isEqualTo("import java.util.List;\n");
  }

  @Test
  void nameThatIsTakenIsQualified() {
    assertThat(imports(Set.of("Tables"), Set.of()).name("app.Tables")).isEqualTo("app.Tables");
  }

  @Test
  void hiddenClassOfTheLanguageIsImported() {
    Imports imports = imports(Set.of(), Set.of("String"));
    assertThat(imports.name("java.lang.String")).isEqualTo("String");
    assertThat(imports.declarations()).isEqualTo("import java.lang.String;\n");
  }
}
