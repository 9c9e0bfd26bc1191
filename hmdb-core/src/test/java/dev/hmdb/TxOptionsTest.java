package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TxOptionsTest {
  @Test
  void aTableThatIsNullIsNamedByItsPlace() {
    assertThatThrownBy(() -> TxOptions.lock((AnyTable) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("tables[0] is null");
  }

  @Test
  void noTablesAtAllAreRefused() {
    assertThatThrownBy(() -> TxOptions.lock((AnyTable[]) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("tables is null");
  }
}
