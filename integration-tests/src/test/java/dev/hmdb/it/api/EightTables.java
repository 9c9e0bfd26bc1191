package dev.hmdb.it.api;

import dev.hmdb.Schema;
import dev.hmdb.Table;

/** As many tables as a transaction takes parameters. */
@Schema
interface EightTables {
  Table<Integer, Integer> a();

  Table<Integer, Integer> b();

  Table<Integer, Integer> c();

  Table<Integer, Integer> d();

  Table<Integer, Integer> e();

  Table<Integer, Integer> f();

  Table<Integer, Integer> g();

  Table<Integer, Integer> h();
}
