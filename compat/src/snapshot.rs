use std::borrow::Cow;

use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{decompress, DecompressorOxide};
use miniz_oxide::inflate::TINFLStatus;

use crate::catalog::Catalog;
use crate::checksum::crc32c;
use crate::contents::Contents;
use crate::header::{self, DatabaseId, Header};
use crate::input::Input;
use crate::layout::{u32_at, u64_at};
use crate::refusal::{refusal, refuse, Result};

const MAGIC: &[u8; 8] = b"\x89hmdbsnp";

/// Of a file whose blocks may be compressed; the newest there is.
const COMPRESSED_VERSION: u32 = 2;

const SECTION_HEAD: usize = 24;
const RECORD: usize = 16;
const TRAILER: usize = 16;

const LARGEST_PAYLOAD: usize = (1 << 31) - 65;

const SCHEMA: u32 = 1;
const BLOCK: u32 = 2;
const INDEX: u32 = 3;
const COMPRESSED_BLOCK: u32 = 4;

/// In the length that the index has of a compressed block.
const COMPRESSED_BIT: u32 = 1 << 31;

/// Where the stream of a compressed block begins, behind the length of its entries.
const STREAM: usize = 4;

const LONGEST_COMPRESSED: usize = 1 << 24;
const LARGEST_RATIO: usize = 1032;

/// A snapshot file whose header is valid.
pub struct Snapshot {
    file: String,
    bytes: Vec<u8>,
    header: Header,
}

/// A section whose checksums hold.
#[derive(Debug)]
pub struct Section<'a> {
    pub offset: usize,
    kind: u32,
    pub table: u32,
    pub count: u32,
    checksum: u32,
    pub payload: &'a [u8],
}

impl Section<'_> {
    fn end(&self) -> usize {
        self.offset + SECTION_HEAD + self.payload.len()
    }

    /// The record that the index has of it if it is a block.
    fn record(&self) -> [u8; RECORD] {
        let mut record = [0; RECORD];
        let bit = if self.kind == COMPRESSED_BLOCK { COMPRESSED_BIT } else { 0 };
        let numbers = [self.payload.len() as u32 | bit, self.table, self.count, self.checksum];
        for (place, number) in record.chunks_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        record
    }

    /// The longest that the entries of a block can be.
    fn longest(&self) -> usize {
        if self.kind == COMPRESSED_BLOCK {
            let stream = self.payload.len().saturating_sub(STREAM);
            LONGEST_COMPRESSED.min(stream.saturating_mul(LARGEST_RATIO))
        } else {
            self.payload.len()
        }
    }

    /// Of one table only one entry can have no bytes. Behind a length there has to be a stream.
    fn most_entries(&self) -> usize {
        match self.longest() {
            0 if self.kind == COMPRESSED_BLOCK => 0,
            longest => longest + 1,
        }
    }

    /// The entries of a block; none if it is compressed and its stream is not what it says.
    pub fn entries(&self) -> Option<Cow<'_, [u8]>> {
        if self.kind != COMPRESSED_BLOCK {
            return Some(Cow::Borrowed(self.payload));
        }
        let length = self.payload.get(..STREAM).map(|bytes| u32_at(bytes, 0) as usize)?;
        if length < 1 || length > self.longest() {
            return None;
        }
        let stream = &self.payload[STREAM..];
        let mut entries = vec![0; length];
        let mut inflater = Box::<DecompressorOxide>::default();
        let (status, read, written) = decompress(
            &mut inflater,
            stream,
            &mut entries,
            0,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        );
        let whole = (TINFLStatus::Done, stream.len(), length);
        ((status, read, written) == whole).then_some(Cow::Owned(entries))
    }
}

impl Snapshot {
    pub fn read(file: String, bytes: Vec<u8>, number: u64) -> Result<Self> {
        let header = header::read(&file, &bytes, MAGIC, COMPRESSED_VERSION, number)?;
        Ok(Snapshot { file, bytes, header })
    }

    pub fn database(&self) -> DatabaseId {
        self.header.database
    }

    pub fn number(&self) -> u64 {
        self.header.number
    }

    /// The state that the file holds.
    pub fn contents(&self) -> Result<Contents> {
        let (schema, blocks) = self.sections()?;
        let mut contents = Contents::default();
        let place = self.place(schema.offset);
        let catalog = Catalog::read(&place, schema.payload)?;
        contents.set_catalog(catalog).map_err(|e| refusal(&place, e))?;
        for block in blocks {
            let Some(entries) = block.entries() else {
                return refuse(self.place(block.offset), "the block cannot be decompressed");
            };
            let mut input = Input::new(&entries);
            for _ in 0..block.count {
                let read = contents.put(block.table, &mut input);
                read.map_err(|e| refusal(self.place(block.offset), e))?;
            }
            if !input.is_empty() {
                return refuse(self.place(block.offset), "bytes are left behind the last entry");
            }
        }
        Ok(contents)
    }

    /// Schema and blocks, after trailer and index have been found to agree with them.
    pub fn sections(&self) -> Result<(Section<'_>, Vec<Section<'_>>)> {
        let index = self.index()?;
        let schema = self.section(header::LENGTH, SCHEMA)?;
        let mut offset = schema.end();
        let mut blocks = Vec::new();
        for record in index.payload.chunks(RECORD) {
            let compressed = u32_at(record, 0) & COMPRESSED_BIT != 0;
            if compressed && self.header.version < COMPRESSED_VERSION {
                return refuse(self.place(offset), "a compressed block in a file that has none");
            }
            let kind = if compressed { COMPRESSED_BLOCK } else { BLOCK };
            let block = self.section(offset, kind)?;
            if block.record() != record {
                return refuse(self.place(offset), "the block is not the one in the index");
            }
            if block.count < 1 || block.count as usize > block.most_entries() {
                return refuse(self.place(offset), format!("{} entries", block.count));
            }
            offset = block.end();
            blocks.push(block);
        }
        if offset != index.offset {
            return refuse(self.place(offset), "the index does not begin where the blocks end");
        }
        Ok((schema, blocks))
    }

    /// The index, where the trailer says that it is.
    fn index(&self) -> Result<Section<'_>> {
        let offset = self.bytes.len().saturating_sub(TRAILER).max(header::LENGTH);
        let place = self.place(offset);
        let Some(trailer) = self.bytes.get(offset..offset + TRAILER) else {
            return refuse(place, "there is no trailer");
        };
        if u32_at(trailer, 12) != crc32c(&[&self.checksum_place(offset), &trailer[..12]]) {
            return refuse(place, "the checksum of the trailer does not hold");
        }
        let Ok(index_offset) = usize::try_from(u64_at(trailer, 0)) else {
            return refuse(place, "the index is nowhere");
        };
        let index = self.section(index_offset, INDEX)?;
        if index.checksum != u32_at(trailer, 8) || index.end() != offset {
            return refuse(place, "the index is not the one in the trailer");
        }
        if index.payload.len() != RECORD * index.count as usize {
            return refuse(self.place(index_offset), format!("{} records", index.count));
        }
        Ok(index)
    }

    fn section(&self, offset: usize, kind: u32) -> Result<Section<'_>> {
        let place = self.place(offset);
        let end = self.bytes.len() - TRAILER;
        if offset > end || end - offset < SECTION_HEAD {
            return refuse(place, "the file ends in the head of a section");
        }
        let (head, rest) = self.bytes[offset..end].split_at(SECTION_HEAD);
        let covered = &head[..16];
        let checksum_place = self.checksum_place(offset);
        if u32_at(head, 16) != crc32c(&[&checksum_place, covered]) {
            return refuse(place, "the checksum of a section's head does not hold");
        }
        let length = u32_at(head, 0) as usize;
        if length > LARGEST_PAYLOAD {
            return refuse(place, "a section is too long");
        }
        let Some(payload) = rest.get(..length) else {
            return refuse(place, "the file ends in a section");
        };
        let checksum = u32_at(head, 20);
        if checksum != crc32c(&[&checksum_place, covered, payload]) {
            return refuse(place, "the checksum of a section does not hold");
        }
        let found = u32_at(head, 4);
        if found != kind {
            return refuse(place, format!("a section of kind {found}, expected {kind}"));
        }
        Ok(Section {
            offset,
            kind,
            table: u32_at(head, 8),
            count: u32_at(head, 12),
            checksum,
            payload,
        })
    }

    /// What every checksum but the header's begins with.
    fn checksum_place(&self, offset: usize) -> Vec<u8> {
        [
            &MAGIC[..],
            &self.header.database,
            &self.header.number.to_le_bytes(),
            &(offset as u64).to_le_bytes(),
        ]
        .concat()
    }

    fn place(&self, offset: usize) -> String {
        format!("{}, offset {offset}", self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn example() -> Vec<u8> {
        Page::read("snapshot.md").hex_blocks().remove(0)
    }

    fn compressed_example() -> Vec<u8> {
        Page::read("snapshot.md").hex_blocks().remove(1)
    }

    fn read(bytes: Vec<u8>) -> Snapshot {
        Snapshot::read("snapshot".to_string(), bytes, 2).unwrap()
    }

    #[test]
    fn the_example_of_the_page_has_the_blocks_that_it_says() {
        let snapshot = read(example());
        let (schema, blocks) = snapshot.sections().unwrap();
        assert_eq!(schema.payload, b"catalog");
        let blocks: Vec<_> =
            blocks.iter().map(|b| (b.offset, b.table, b.count, b.payload)).collect();
        assert_eq!(blocks, [(95, 3, 2, &b"a=1b=2"[..]), (125, 7, 1, b"x")]);
    }

    #[test]
    fn the_compressed_example_has_the_entries_that_it_says() {
        let snapshot = read(compressed_example());
        let (_, blocks) = snapshot.sections().unwrap();
        let blocks: Vec<_> =
            blocks.iter().map(|b| (b.table, b.count, b.entries().unwrap().into_owned())).collect();
        assert_eq!(blocks, [(3, 2, b"a=1111111111111111b=1111111111111111".to_vec())]);
    }

    #[test]
    fn a_stream_that_does_not_end_where_it_says_is_refused() {
        let stored = [1, 3, 0, 0xFC, 0xFF, b'a', b'=', b'1'];
        for (length, left_out, more, whole) in [
            (3, 0, 0, true),
            (2, 0, 0, false),
            (4, 0, 0, false),
            (3, 1, 0, false),
            (3, 0, 1, false),
        ] {
            let mut payload = vec![length, 0, 0, 0];
            payload.extend_from_slice(&stored[..stored.len() - left_out]);
            payload.resize(payload.len() + more, 0);
            let block = Section {
                offset: 88,
                kind: COMPRESSED_BLOCK,
                table: 3,
                count: 1,
                checksum: 0,
                payload: &payload,
            };
            assert_eq!(block.entries().is_some(), whole, "{length} {left_out} {more}");
        }
    }

    #[test]
    fn no_bit_of_them_can_be_another() {
        for bytes in [example(), compressed_example()] {
            for bit in 0..8 * bytes.len() {
                let mut damaged = bytes.clone();
                damaged[bit / 8] ^= 1 << (bit % 8);
                let snapshot = Snapshot::read("snapshot".to_string(), damaged, 2);
                assert!(snapshot.and_then(|s| s.sections().map(|_| ())).is_err(), "bit {bit}");
            }
        }
    }

    #[test]
    fn nothing_of_them_can_be_missing() {
        for bytes in [example(), compressed_example()] {
            for length in 0..bytes.len() {
                let snapshot = Snapshot::read("snapshot".to_string(), bytes[..length].to_vec(), 2);
                assert!(snapshot.and_then(|s| s.sections().map(|_| ())).is_err(), "{length} bytes");
            }
        }
    }

    #[test]
    fn another_number_than_that_of_the_file_is_refused() {
        assert!(Snapshot::read("snapshot".to_string(), example(), 3).is_err());
    }
}
