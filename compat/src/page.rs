//! For tests: a page of `docs/format`, to hold the code to what it says.

use std::path::Path;

pub struct Page {
    lines: Vec<String>,
}

impl Page {
    pub fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/format").join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        Page { lines: text.lines().map(String::from).collect() }
    }

    /// The rows of the table with these heads; cells without the backticks around them.
    pub fn table(&self, heads: &[&str]) -> Vec<Vec<String>> {
        let head = format!("| {} |", heads.join(" | "));
        let start = self.lines.iter().position(|line| *line == head).expect(&head);
        let rows = self.lines[start + 2..].iter();
        rows.take_while(|line| line.starts_with('|'))
            .map(|line| line.split('|').skip(1).map(cell).collect())
            .collect()
    }

    pub fn line_that_begins(&self, with: &str) -> &str {
        self.lines.iter().find(|line| line.starts_with(with)).expect(with)
    }

    /// The bytes of each block that is marked hex; what follows a # explains.
    pub fn hex_blocks(&self) -> Vec<Vec<u8>> {
        let blocks = self.lines.split(|line| line == "```hex").skip(1);
        blocks
            .map(|block| block.iter().take_while(|line| *line != "```"))
            .map(|lines| lines.flat_map(|line| bytes(line.split('#').next().unwrap())).collect())
            .collect()
    }
}

fn cell(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('`').and_then(|t| t.strip_suffix('`'));
    inner.filter(|t| !t.contains('`')).unwrap_or(text).to_string()
}

/// The bytes that hexadecimal digits stand for; spaces do not count.
pub fn bytes(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect(pair)).collect()
}
