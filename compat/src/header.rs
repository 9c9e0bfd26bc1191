use crate::checksum::crc32c;
use crate::layout::{array_at, u32_at, u64_at};
use crate::refusal::{refuse, Result};

/// How long the header of a segment and of a snapshot file is.
pub const LENGTH: usize = 64;

const CHECKSUM: usize = 60;

pub type DatabaseId = [u8; 16];

/// What the headers of segments and snapshot files have in common.
#[derive(Debug)]
pub struct Header {
    pub version: u32,
    pub database: DatabaseId,
    pub number: u64,
}

/// Checks magic, checksum, version and number, in this order.
pub fn read(file: &str, bytes: &[u8], magic: &[u8; 8], newest: u32, number: u64) -> Result<Header> {
    if bytes.len() < LENGTH {
        return refuse(file, format!("{} bytes are no header", bytes.len()));
    }
    if bytes[..8] != *magic {
        return refuse(file, "the magic of its kind of file is not there");
    }
    if u32_at(bytes, CHECKSUM) != crc32c(&[&bytes[..CHECKSUM]]) {
        return refuse(file, "the checksum of the header does not hold");
    }
    let version = u32_at(bytes, 8);
    if version < 1 || version > newest {
        return refuse(file, format!("format version {version}, expected at most {newest}"));
    }
    let header = Header { version, database: array_at(bytes, 16), number: u64_at(bytes, 32) };
    if header.number != number {
        return refuse(file, format!("the header has number {}", header.number));
    }
    Ok(header)
}
