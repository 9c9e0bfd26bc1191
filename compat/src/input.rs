use std::io::{self, Read};

use bincode::{BincodeRead, DefaultOptions, Deserializer};
use serde::de::{DeserializeSeed, Visitor};
use serde::Deserialize;

/// Bytes that are read from front to back. Unlike bincode's own reader of slices it can tell how far
/// it has got, which entries without lengths need, and compares every length with what is left.
pub struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Input { rest: bytes }
    }

    /// The bytes that are left.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads a value whose type is known here.
    pub fn read<T: Deserialize<'a>>(&mut self) -> bincode::Result<T> {
        T::deserialize(&mut self.deserializer())
    }

    /// Reads a value whose type the seed knows.
    pub fn read_as<S: DeserializeSeed<'a>>(&mut self, seed: S) -> bincode::Result<S::Value> {
        seed.deserialize(&mut self.deserializer())
    }

    /// The default options: little-endian, numbers of variable length.
    fn deserializer(&mut self) -> Deserializer<&mut Self, DefaultOptions> {
        Deserializer::with_bincode_read(self, DefaultOptions::new())
    }

    fn next(&mut self, length: usize) -> io::Result<&'a [u8]> {
        if length > self.rest.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        Ok(taken)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.rest.read(into)
    }
}

impl<'a> BincodeRead<'a> for &mut Input<'a> {
    fn forward_read_str<V: Visitor<'a>>(
        &mut self,
        length: usize,
        visitor: V,
    ) -> bincode::Result<V::Value> {
        let text = std::str::from_utf8(self.next(length)?)
            .map_err(bincode::ErrorKind::InvalidUtf8Encoding)?;
        visitor.visit_borrowed_str(text)
    }

    fn get_byte_buffer(&mut self, length: usize) -> bincode::Result<Vec<u8>> {
        Ok(self.next(length)?.to_vec())
    }

    fn forward_read_bytes<V: Visitor<'a>>(
        &mut self,
        length: usize,
        visitor: V,
    ) -> bincode::Result<V::Value> {
        visitor.visit_borrowed_bytes(self.next(length)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_where_the_value_before_ended() {
        let mut input = Input::new(&[0xfb, 0xfc, 0x00, 0x01, b'x', 0x07]);
        assert_eq!(input.read::<u64>().unwrap(), 252);
        assert_eq!(input.read::<String>().unwrap(), "x");
        assert_eq!(input.rest(), [7]);
    }

    #[test]
    fn a_length_that_is_not_there_is_refused_without_room_for_it() {
        let bytes = [0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, b'a'];
        assert!(Input::new(&bytes).read::<String>().is_err());
    }
}
