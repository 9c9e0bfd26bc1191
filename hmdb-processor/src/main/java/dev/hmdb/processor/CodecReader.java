package dev.hmdb.processor;

import dev.hmdb.processor.Access.Obstacle;
import dev.hmdb.processor.JavaType.ClassType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads the codecs that {@code @UseCodec} names, and checks that they can be used. */
final class CodecReader {
  /**
   * A codec of the user.
   *
   * @param codec its class
   * @param argument what it is a codec of
   */
  record UserCodec(ClassType codec, TypeMirror argument) {}

  private static final String USE_CODEC = "dev.hmdb.UseCodec";
  private static final String CODEC = "dev.hmdb.codec.Codec";

  private final Compilation compilation;
  private final Access access;
  private final Diagnostics diagnostics;

  CodecReader(Compilation compilation, Access access, Diagnostics diagnostics) {
    this.compilation = compilation;
    this.access = access;
    this.diagnostics = diagnostics;
  }

  /** Whether {@code element} names a codec. */
  static boolean hasCodec(Element element) {
    return Compilation.isAnnotated(element, USE_CODEC)
        || Compilation.isAnnotated(element, USE_CODEC + ".List");
  }

  /**
   * The usable codecs that {@code element} names; complaints about others are made at the place.
   */
  List<UserCodec> codecsOn(Element element, Place place) {
    List<UserCodec> codecs = new ArrayList<>();
    for (TypeMirror named : namedOn(element)) {
      if (named.getKind() == TypeKind.ERROR || !(named instanceof DeclaredType declared)) {
        diagnostics.awaitMissingType();
        continue;
      }
      UserCodec codec = check((TypeElement) declared.asElement(), place);
      if (codec != null) {
        codecs.add(codec);
      }
    }
    return codecs;
  }

  private static List<TypeMirror> namedOn(Element element) {
    List<AnnotationMirror> annotations =
        new ArrayList<>(Compilation.annotations(element, USE_CODEC));
    for (AnnotationMirror container : Compilation.annotations(element, USE_CODEC + ".List")) {
      if (Compilation.value(container, "value") instanceof List<?> repeated) {
        for (Object each : repeated) {
          annotations.add((AnnotationMirror) ((AnnotationValue) each).getValue());
        }
      }
    }
    List<TypeMirror> named = new ArrayList<>();
    for (AnnotationMirror annotation : annotations) {
      // A class that does not compile is something else here; javac complains of it itself.
      if (Compilation.value(annotation, "value") instanceof TypeMirror type) {
        named.add(type);
      }
    }
    return named;
  }

  private @Nullable UserCodec check(TypeElement codec, Place place) {
    ClassType type = JavaTypes.of(codec);
    String name = type.localName();
    Obstacle obstacle = access.to(codec);
    if (obstacle != null) {
      diagnostics.report(
          Problem.CODEC_INACCESSIBLE,
          place.element(),
          place.path(),
          name,
          access.from(),
          obstacle.reason(),
          obstacle.remedy());
      return null;
    }
    String wrongKind = wrongKind(codec);
    if (wrongKind != null) {
      diagnostics.report(Problem.CODEC_NOT_A_CLASS, place.element(), place.path(), name, wrongKind);
      return null;
    }
    if (!hasConstructor(codec)) {
      diagnostics.report(Problem.CODEC_CONSTRUCTOR, place.element(), place.path(), name);
      return null;
    }
    TypeMirror argument = argumentOf(codec.asType());
    return argument == null ? null : new UserCodec(type, argument);
  }

  /** What keeps a class from being instantiated, or null. */
  static @Nullable String wrongKind(TypeElement codec) {
    if (codec.getKind() != ElementKind.CLASS && codec.getKind() != ElementKind.RECORD) {
      return "no class";
    }
    if (codec.getModifiers().contains(Modifier.ABSTRACT)) {
      return "abstract";
    }
    boolean isInner =
        codec.getNestingKind() == NestingKind.MEMBER
            && !codec.getModifiers().contains(Modifier.STATIC);
    return isInner ? "an inner class that is not static" : null;
  }

  /** Whether generated code can make an instance of a class. */
  boolean hasConstructor(TypeElement codec) {
    for (ExecutableElement constructor :
        ElementFilter.constructorsIn(codec.getEnclosedElements())) {
      if (constructor.getParameters().isEmpty() && access.toConstructor(constructor)) {
        return true;
      }
    }
    return false;
  }

  /** The {@code T} of the {@code Codec<T>} that {@code type} is; null when it is raw. */
  private @Nullable TypeMirror argumentOf(TypeMirror type) {
    if (type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(CODEC)) {
      return declared.getTypeArguments().isEmpty() ? null : declared.getTypeArguments().getFirst();
    }
    for (TypeMirror supertype : compilation.types().directSupertypes(type)) {
      TypeMirror argument = argumentOf(supertype);
      if (argument != null) {
        return argument;
      }
    }
    return null;
  }
}
