package dev.hmdb.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a sync does not cover what other processes stored through their mappings. */
class UnmappedSharedLogTest {
  @TempDir Path path;

  @Test
  void framesAreWrittenAndNotMapped() throws IOException {
    Directory directory = withoutMappings(RealDirectory.open(path, true));
    DatabaseId id = DatabaseId.random();
    Log.createFile(directory, id, 1, "schema".getBytes(UTF_8));
    long end = LogScan.readOnly(directory, 1, id, (_, _, _, _, _) -> {}).end();
    try (ControlFile control = ControlFile.make(directory, id);
        SharedLog log = new SharedLog(directory, control)) {
      control.restart(end, 1, 0, false);
      for (String text : List.of("a", "b", "c")) {
        byte[] body = text.getBytes(UTF_8);
        log.append(FrameKind.COMMIT, body, 0, body.length, text.equals("b"), false);
      }
      log.switchTo(log.prepareNext("schema".getBytes(UTF_8)));
      log.append(FrameKind.COMMIT, new byte[] {'d'}, 0, 1, false, false);
      log.seal();
    }
    assertThat(commits(directory, id)).containsExactly("a", "b", "c", "d");
  }

  private static List<String> commits(Directory directory, DatabaseId id) throws IOException {
    List<String> found = new ArrayList<>();
    LogScan scan =
        LogScan.readOnly(
            directory,
            1,
            id,
            (kind, _, buffer, offset, length) -> {
              if (kind == FrameKind.COMMIT) {
                found.add(new String(buffer, offset, length, UTF_8));
              }
            });
    assertThat(scan.tornBytes()).isZero();
    return found;
  }

  private static Directory withoutMappings(Directory directory) {
    return proxy(
        Directory.class,
        directory,
        (method, args) -> {
          if (method.getName().equals("canSyncMappingsOfOthers")) {
            return false;
          }
          Object result = invoke(method, directory, args);
          return result instanceof DiskFile file && !file.name().equals(ControlFile.NAME)
              ? unmappable(file)
              : result;
        });
  }

  private static DiskFile unmappable(DiskFile file) {
    return proxy(
        DiskFile.class,
        file,
        (method, args) -> {
          assertThat(method.getName()).as(file.name()).isNotEqualTo("map");
          return invoke(method, file, args);
        });
  }

  private interface Call {
    Object run(Method method, Object[] args) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T target, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            target.getClass().getClassLoader(),
            new Class<?>[] {type},
            (_, method, args) -> call.run(method, args)));
  }

  private static Object invoke(Method method, Object target, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
