package dev.hmdb.it.faults;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import dev.hmdb.UseCodec;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;

/** Keys and values whose every method may throw. */
@Schema
interface Trapped {
  Table<Key, Value> first();

  Table<Integer, Value> second();

  @UseCodec(ValueCodec.class)
  final class Value {
    private final int number;

    Value(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      Trap.call();
      return other instanceof Value value && value.number == number;
    }

    @Override
    public int hashCode() {
      Trap.call();
      return number;
    }

    @Override
    public String toString() {
      return Integer.toString(number);
    }
  }

  /** Few hash codes, so that equals is asked a lot. */
  record Key(int number) {
    @Override
    public boolean equals(Object other) {
      Trap.call();
      return other instanceof Key key && key.number == number;
    }

    @Override
    public int hashCode() {
      Trap.call();
      return number % 3;
    }
  }

  final class ValueCodec implements Codec<Value> {
    @Override
    public TypeDescriptor type() {
      return Codecs.INT.type();
    }

    @Override
    public void encode(Value value, Encoder out) {
      Trap.call();
      out.writeInt(value.number);
      Trap.call();
    }

    @Override
    public Value decode(Decoder in) {
      Trap.call();
      return new Value(in.readInt());
    }

    @Override
    public Value freeze(Value value) {
      Trap.call();
      return value;
    }
  }
}
