use std::fs;
use std::path::Path;

use crate::catalog::Catalog;
use crate::contents::Contents;
use crate::frame::Kind;
use crate::log::{self, TornTail};
use crate::refusal::{refusal, refuse, Result};
use crate::segment::Segment;
use crate::snapshot::Snapshot;

/// Files with this number or a larger one are left alone.
const NUMBERS_END: u64 = 1_000_000_000_000_000;

/// What a directory holds.
pub struct Database {
    pub contents: Contents,
    pub tail: Option<TornTail>,
}

/// Reads the newest snapshot file, if there is one, and the log that goes on from it.
pub fn read(directory: &Path) -> Result<Database> {
    let names = names(directory)?;
    let snapshot = match numbers(&names, "snapshot-").last() {
        Some(&number) => {
            let name = format!("snapshot-{number:016}.hmdb");
            let bytes = bytes(directory, &name)?;
            Some(Snapshot::read(name, bytes, number)?)
        }
        None => None,
    };
    let first = snapshot.as_ref().map_or(1, Snapshot::number);
    let numbers = numbers(&names, "log-");
    let numbers = numbers.into_iter().filter(|&number| number >= first);
    let segments = numbers
        .map(|number| {
            let name = format!("log-{number:016}.hmdb");
            let bytes = bytes(directory, &name)?;
            Segment::read(name, bytes, number)
        })
        .collect::<Result<Vec<_>>>()?;
    match segments.first() {
        None if snapshot.is_none() => return refuse(directory.display(), "holds no database"),
        Some(segment) if segment.number == first => {}
        _ => return refuse(directory.display(), format!("segment {first} is not there")),
    }
    match &snapshot {
        Some(snapshot) if snapshot.database() != segments[0].database => {
            return refuse(directory.display(), "snapshot file and log are of two databases");
        }
        _ => {}
    }
    let mut contents = match &snapshot {
        Some(snapshot) => snapshot.contents()?,
        None => Contents::default(),
    };
    let tail = replay(&segments, &mut contents)?;
    Ok(Database { contents, tail })
}

fn replay(segments: &[Segment], contents: &mut Contents) -> Result<Option<TornTail>> {
    let log = log::read(segments)?;
    for (place, frame) in &log.frames {
        match frame.kind {
            Kind::Schema => {
                let catalog = Catalog::read(place, frame.body)?;
                contents.set_catalog(catalog).map_err(|e| refusal(place, e))?
            }
            _ => contents.commit(frame.body).map_err(|e| refusal(place, e))?,
        }
    }
    Ok(log.tail)
}

fn names(directory: &Path) -> Result<Vec<String>> {
    let failed = |e| refusal(directory.display(), e);
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed)? {
        names.extend(entry.map_err(failed)?.file_name().into_string());
    }
    Ok(names)
}

/// The numbers of the files of one kind, in order.
fn numbers(names: &[String], kind: &str) -> Vec<u64> {
    let digits = names.iter().filter_map(|name| name.strip_prefix(kind)?.strip_suffix(".hmdb"));
    let numbers = digits.filter(|d| d.len() == 16 && d.bytes().all(|b| b.is_ascii_digit()));
    let mut numbers: Vec<u64> = numbers
        .filter_map(|digits| digits.parse().ok())
        .filter(|number| (1..NUMBERS_END).contains(number))
        .collect();
    numbers.sort_unstable();
    numbers
}

fn bytes(directory: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(directory.join(name)).map_err(|e| refusal(name, e))
}
