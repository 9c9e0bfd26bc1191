use crate::header::{self, DatabaseId};
use crate::layout::u64_at;
use crate::refusal::{refuse, Result};

const MAGIC: &[u8; 8] = b"\x89hmdblog";
const VERSION: u32 = 1;
const BASE: usize = 40;

/// A file of the log whose header is valid.
#[derive(Debug)]
pub struct Segment {
    pub file: String,
    pub database: DatabaseId,
    pub number: u64,

    /// The position of the file's first byte.
    pub base: u64,
    pub bytes: Vec<u8>,
}

impl Segment {
    pub fn read(file: String, bytes: Vec<u8>, number: u64) -> Result<Self> {
        let header = header::read(&file, &bytes, MAGIC, VERSION, number)?;
        let base = u64_at(&bytes, BASE);
        // No position may be larger, so that sums below do not overflow.
        if base > i64::MAX as u64 - bytes.len() as u64 {
            return refuse(&file, format!("base position {base} is too large"));
        }
        Ok(Segment { file, database: header.database, number, base, bytes })
    }

    pub fn position(&self, offset: usize) -> u64 {
        self.base + offset as u64
    }

    /// The place of a frame for people.
    pub fn place(&self, offset: usize) -> String {
        format!("{}, position {}", self.file, self.position(offset))
    }
}
