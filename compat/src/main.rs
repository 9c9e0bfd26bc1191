//! Prints an hmdb database as JSON, one line for its schema, one for each table, one for each entry.
//!
//! Written from the pages in `docs/format` alone, so that they are known to be complete.

mod calendar;
mod catalog;
mod checksum;
mod contents;
mod descriptor;
mod directory;
mod frame;
mod header;
mod identity;
mod input;
mod layout;
mod log;
#[cfg(test)]
mod page;
mod print;
mod refusal;
mod scalar;
mod segment;
mod snapshot;
mod typed;
mod value;

use std::env;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use contents::Contents;
use print::json;
use value::Value;

const REFUSED: u8 = 1;
const WRONG_USE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [directory] = arguments.as_slice() else {
        eprintln!("usage: hmdb-read DIRECTORY");
        return ExitCode::from(WRONG_USE);
    };
    let database = match directory::read(Path::new(directory)) {
        Ok(database) => database,
        Err(refusal) => {
            eprintln!("hmdb-read: {refusal}");
            return ExitCode::from(REFUSED);
        }
    };
    if let Some(tail) = &database.tail {
        eprintln!(
            "hmdb-read: the log ends at position {}; {} bytes of a torn tail do not count",
            tail.position, tail.bytes
        );
    }
    match print(&database.contents, BufWriter::new(io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("hmdb-read: {failure}");
            ExitCode::from(REFUSED)
        }
    }
}

#[derive(Serialize)]
struct SchemaLine<'a> {
    schema: &'a str,
}

#[derive(Serialize)]
struct TableLine<'a> {
    table: &'a str,
    keys: String,
    values: String,
}

#[derive(Serialize)]
struct EntryLine<'a> {
    r#in: &'a str,
    key: &'a Value,
    value: &'a Value,
}

/// Tables by name, entries by the bytes of their keys.
fn print(contents: &Contents, mut out: impl Write) -> io::Result<()> {
    let Some(catalog) = contents.catalog() else {
        return out.flush();
    };
    let mut tables: Vec<_> = catalog.tables.iter().collect();
    tables.sort_by_key(|table| &table.name);
    let schema = &catalog.schema;
    writeln!(out, "{}", json(&SchemaLine { schema }))?;
    for table in &tables {
        let line = TableLine {
            table: &table.name,
            keys: table.key.to_string(),
            values: table.value.to_string(),
        };
        writeln!(out, "{}", json(&line))?;
    }
    for table in &tables {
        for entry in contents.entries(table.id) {
            let line = EntryLine { r#in: &table.name, key: &entry.key, value: &entry.value };
            writeln!(out, "{}", json(&line))?;
        }
    }
    out.flush()
}
