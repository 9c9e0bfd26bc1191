use crate::catalog::Catalog;
use crate::checksum::crc32c;
use crate::contents::Contents;
use crate::header::{self, DatabaseId, Header};
use crate::input::Input;
use crate::layout::{u32_at, u64_at};
use crate::refusal::{refusal, refuse, Result};

const MAGIC: &[u8; 8] = b"\x89hmdbsnp";

const SECTION_HEAD: usize = 24;
const RECORD: usize = 16;
const TRAILER: usize = 16;

const LARGEST_PAYLOAD: usize = (1 << 31) - 65;

const SCHEMA: u32 = 1;
const BLOCK: u32 = 2;
const INDEX: u32 = 3;

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
        let numbers = [self.payload.len() as u32, self.table, self.count, self.checksum];
        for (place, number) in record.chunks_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        record
    }
}

impl Snapshot {
    pub fn read(file: String, bytes: Vec<u8>, number: u64) -> Result<Self> {
        let header = header::read(&file, &bytes, MAGIC, number)?;
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
            let mut input = Input::new(block.payload);
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
            let block = self.section(offset, BLOCK)?;
            if block.record() != record {
                return refuse(self.place(offset), "the block is not the one in the index");
            }
            if block.count < 1 || block.count as usize > block.payload.len() + 1 {
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
        Ok(Section { offset, table: u32_at(head, 8), count: u32_at(head, 12), checksum, payload })
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
    fn no_bit_of_it_can_be_another() {
        let bytes = example();
        for bit in 0..8 * bytes.len() {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let snapshot = Snapshot::read("snapshot".to_string(), damaged, 2);
            assert!(snapshot.and_then(|s| s.sections().map(|_| ())).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn nothing_of_it_can_be_missing() {
        let bytes = example();
        for length in 0..bytes.len() {
            let snapshot = Snapshot::read("snapshot".to_string(), bytes[..length].to_vec(), 2);
            assert!(snapshot.and_then(|s| s.sections().map(|_| ())).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn another_number_than_that_of_the_file_is_refused() {
        assert!(Snapshot::read("snapshot".to_string(), example(), 3).is_err());
    }
}
