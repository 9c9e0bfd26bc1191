package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.internal.engine.Records.User;
import dev.hmdb.internal.engine.Records.UserId;
import java.util.List;
import java.util.Objects;

/** The codecs of {@link Records}, as the processor would generate them. */
final class RecordCodecs {
  static final Codec<UserId> USER_ID = new UserIdCodec();
  static final Codec<User> USER = new UserCodec();

  private RecordCodecs() {}

  private static final class UserIdCodec implements Codec<UserId> {
    @Override
    public TypeDescriptor type() {
      return new RecordType(
          "dev.hmdb.test.UserId", List.of(new RecordType.Component("value", Codecs.LONG.type())));
    }

    @Override
    public void encode(UserId value, Encoder out) {
      out.writeLong(value.value());
    }

    @Override
    public UserId decode(Decoder in) {
      return new UserId(in.readLong());
    }
  }

  private static final class UserCodec implements Codec<User> {
    private static final Codec<List<String>> TAGS = Codecs.list(Codecs.STRING);

    @Override
    public TypeDescriptor type() {
      return new RecordType(
          "dev.hmdb.test.User",
          List.of(
              new RecordType.Component("id", USER_ID.type()),
              new RecordType.Component("name", Codecs.STRING.type()),
              new RecordType.Component("tags", TAGS.type())));
    }

    @Override
    public void encode(User value, Encoder out) {
      USER_ID.encode(value.id(), out);
      out.writeString(value.name());
      TAGS.encode(value.tags(), out);
    }

    @Override
    public User decode(Decoder in) {
      return new User(USER_ID.decode(in), in.readString(), TAGS.decode(in));
    }

    @Override
    public User freeze(User value) {
      Objects.requireNonNull(value.id(), "User.id is null");
      Objects.requireNonNull(value.name(), "User.name is null");
      List<String> tags = TAGS.freeze(Objects.requireNonNull(value.tags(), "User.tags is null"));
      return tags == value.tags() ? value : new User(value.id(), value.name(), tags);
    }
  }
}
