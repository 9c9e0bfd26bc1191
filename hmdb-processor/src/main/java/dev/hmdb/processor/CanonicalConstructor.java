package dev.hmdb.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements.Origin;

/** The constructor of a record that has a parameter for each component. */
final class CanonicalConstructor {
  private final Compilation compilation;

  CanonicalConstructor(Compilation compilation) {
    this.compilation = compilation;
  }

  /** Whether it is written out in the source, or, in a class file, may have been. */
  boolean isWritten(TypeElement record) {
    List<? extends RecordComponentElement> components = record.getRecordComponents();
    for (ExecutableElement each : ElementFilter.constructorsIn(record.getEnclosedElements())) {
      if (isCanonical(each, components)) {
        return compilation.elements().getOrigin(each) == Origin.EXPLICIT;
      }
    }
    return true;
  }

  private boolean isCanonical(
      ExecutableElement constructor, List<? extends RecordComponentElement> components) {
    if (constructor.getParameters().size() != components.size()) {
      return false;
    }
    for (int i = 0; i < components.size(); i++) {
      TypeMirror parameter = erasure(constructor.getParameters().get(i).asType());
      TypeMirror component = erasure(components.get(i).asType());
      if (!compilation.types().isSameType(parameter, component)) {
        return false;
      }
    }
    return true;
  }

  private TypeMirror erasure(TypeMirror type) {
    return compilation.types().erasure(type);
  }
}
