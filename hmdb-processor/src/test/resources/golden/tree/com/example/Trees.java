package com.example;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.util.List;

@Schema
interface Trees {
  Table<String, Tree> trees();

  sealed interface Tree {}

  record Leaf(String text) implements Tree {}

  sealed interface Inner extends Tree {}

  record Branch(Tree left, Tree right) implements Inner {}

  record Many(List<Tree> children) implements Inner {}

  enum Special implements Tree {
    NIL
  }
}
