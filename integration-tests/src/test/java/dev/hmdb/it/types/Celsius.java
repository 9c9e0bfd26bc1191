package dev.hmdb.it.types;

/** A class of which hmdb knows nothing; its codec is named at the schema. */
public final class Celsius {
  private final int degrees;

  public Celsius(int degrees) {
    this.degrees = degrees;
  }

  public int degrees() {
    return degrees;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Celsius celsius && celsius.degrees == degrees;
  }

  @Override
  public int hashCode() {
    return degrees;
  }

  @Override
  public String toString() {
    return degrees + " C";
  }
}
