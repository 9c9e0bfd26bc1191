use crc::crc32;

/// The CRC32C of several parts, one behind the other.
pub fn crc32c(parts: &[&[u8]]) -> u32 {
    parts.iter().fold(0, |checksum, part| crc32::update(checksum, &crc32::CASTAGNOLI_TABLE, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_check_value_of_the_catalogue_of_crcs() {
        assert_eq!(crc32c(&[b"123456789"]), 0xe306_9283);
    }

    #[test]
    fn parts_do_not_matter() {
        assert_eq!(crc32c(&[b"1234", b"", b"56789"]), crc32c(&[b"123456789"]));
    }
}
