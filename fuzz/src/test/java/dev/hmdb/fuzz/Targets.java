package dev.hmdb.fuzz;

import dev.hmdb.internal.engine.OpenTarget;
import dev.hmdb.internal.log.ScanTarget;
import dev.hmdb.internal.snapshot.SnapshotTarget;
import java.util.Map;

/** The targets, by the name that {@code fuzz/run.sh} and the folders of inputs know them by. */
final class Targets {
  /** Takes an input and throws if something is wrong. */
  interface Target {
    void run(byte[] input) throws Exception;
  }

  static final Map<String, Target> ALL =
      Map.of(
          "open", OpenTarget::fuzzerTestOneInput,
          "scan", ScanTarget::fuzzerTestOneInput,
          "snapshot", SnapshotTarget::fuzzerTestOneInput,
          "codec", CodecTarget::fuzzerTestOneInput,
          "descriptor", DescriptorTarget::fuzzerTestOneInput);

  private Targets() {}
}
