package dev.hmdb.internal.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.engine.history.History.Attempt;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
  private final History history = new History();
  private final Attempt t1 = history.begin();
  private final Attempt t2 = history.begin();

  @Test
  void aSerialHistoryPasses() {
    t1.read("x", "").append("x").read("x", "1.0,").append("x").committed();
    t2.read("x", "1.0,1.1,").read("y", "").append("y").committed();
    history.begin().read("x", "1.0,1.1,").read("y", "2.0,").committed();
    assertThat(HistoryChecker.anomalies(history)).isEmpty();
  }

  @Test
  void lostUpdateIsCaught() {
    t1.read("x", "").append("x").committed();
    t2.read("x", "").append("x").committed();
    verifyCaught("lost update: T2 has x=2.0, beside 1.0,");
  }

  @Test
  void writeSkewIsCaught() {
    t1.read("x", "").read("y", "").append("x").committed();
    t2.read("x", "").read("y", "").append("y").committed();
    verifyCaught("circle: T1 -rw y-> T2 -rw x-> T1");
  }

  @Test
  void readOfAnAbortedAppendIsCaught() {
    t1.read("x", "").append("x").aborted();
    t2.read("x", "1.0,").committed();
    verifyCaught("aborted read: 1.0, of T1 was seen in x");
  }

  @Test
  void intermediateReadIsCaught() {
    t1.read("x", "").append("x").append("x").committed();
    t2.read("x", "1.0,").committed();
    assertThat(HistoryChecker.anomalies(history))
        .contains("intermediate read: T2 saw but a part of what T1 did to x");
  }

  @Test
  void nonRepeatableReadIsCaught() {
    t1.read("x", "").append("x").committed();
    t2.read("x", "").read("x", "1.0,").committed();
    assertThat(HistoryChecker.anomalies(history))
        .contains("non-repeatable read: T2 had x= then 1.0,");
  }

  @Test
  void staleReadIsCaught() {
    t1.read("x", "").append("x").committed();
    t2.committed();
    history.begin().read("x", "").committed();
    verifyCaught("circle: T1 -real time-> T3 -rw x-> T1");
  }

  @Test
  void longForkIsCaught() {
    Attempt t3 = history.begin();
    Attempt t4 = history.begin();
    t1.read("x", "").append("x").committed();
    t2.read("y", "").append("y").committed();
    t3.read("x", "1.0,").read("y", "").committed();
    t4.read("x", "").read("y", "2.0,").committed();
    verifyCaught("circle: T1 -wr x-> T3 -rw y-> T2 -wr y-> T4 -rw x-> T1");
  }

  @Test
  void aPhantomInAScanIsCaught() {
    t1.read("x", "").append("x").committed();
    t2.read("x", "").read("y", "").size("", 0).read("x", "1.0,").read("y", "").committed();
    assertThat(HistoryChecker.anomalies(history))
        .contains("non-repeatable read: T2 had x= then 1.0,");
  }

  @Test
  void aPhantomBetweenTwoScansOfDifferentTablesIsCaught() {
    t1.read("x", "").append("x").read("y", "").append("y").committed();
    t2.read("x", "").read("y", "1.0,").committed();
    verifyCaught("circle: T1 -wr y-> T2 -rw x-> T1");
  }

  @Test
  void wrongSizeIsCaught() {
    t1.read("x1", "").append("x1").committed();
    t2.read("x1", "1.0,").read("x2", "").size("x", 2).committed();
    verifyCaught("wrong size: T2 counted 2 of x, not 1");
  }

  @Test
  void aSizeWithOnesOwnAppendsPasses() {
    t1.read("x1", "").read("x2", "").append("x1").size("x", 1).aborted();
    assertThat(HistoryChecker.anomalies(history)).isEmpty();
  }

  @Test
  void inconsistentReadOfAnAbortedAttemptIsCaught() {
    t1.read("x", "").append("x").read("y", "").append("y").committed();
    t2.read("x", "").read("y", "1.0,").aborted();
    verifyCaught("circle: T1 -wr y-> T2 -rw x-> T1");
  }

  @Test
  void staleReadOfAnAbortedAttemptIsCaught() {
    t1.read("x", "").append("x").committed();
    t2.committed();
    history.begin().read("x", "").aborted();
    verifyCaught("circle: T1 -real time-> T3 -rw x-> T1");
  }

  @Test
  void aLostAcknowledgedCommitIsCaught() {
    t1.read("x", "").append("x").committed();
    t2.unknown();
    history.begin().read("x", "").committed(); // after the database was opened again
    verifyCaught("circle: T1 -real time-> T3 -rw x-> T1");
  }

  @Test
  void anUnknownAttemptMayCountOrNot() {
    t1.read("x", "").append("x").unknown();
    t2.read("y", "").append("y").unknown();
    history.begin().read("x", "1.0,").read("y", "").committed();
    assertThat(HistoryChecker.anomalies(history)).isEmpty();
  }

  @Test
  void halfOfAnUnknownAttemptIsCaught() {
    t1.read("x", "").append("x").read("y", "").append("y").unknown();
    t2.read("x", "1.0,").read("y", "").committed();
    verifyCaught("circle: T1 -wr x-> T2 -rw y-> T1");
  }

  private void verifyCaught(String anomaly) {
    assertThat(HistoryChecker.anomalies(history)).containsExactly(anomaly);
  }
}
