use std::collections::HashSet;

use serde::Deserialize;

use crate::descriptor::Descriptor;
use crate::input::Input;
use crate::refusal::{refusal, refuse, Result};

/// The layout that is written, and the one before it.
const LAYOUT: u8 = 2;
const FIRST_LAYOUT: u8 = 1;

const LARGEST_ID: u32 = (1 << 29) - 1;

/// The tables of a database and their types.
#[derive(Debug)]
pub struct Catalog {
    pub schema: String,
    pub tables: Vec<Table>,
}

/// A catalog of layout 2; that of layout 1 has name and tables alone.
#[derive(Debug, Deserialize)]
struct Stored {
    schema: String,
    _version: u32,
    next_id: u32,
    tables: Vec<Table>,
    _lineage: Vec<[u8; 16]>,
}

#[derive(Debug, Deserialize)]
pub struct Table {
    pub id: u32,
    pub name: String,
    pub key: Descriptor,
    pub value: Descriptor,
}

impl Catalog {
    /// The catalog that a SCHEMA frame or section holds.
    pub fn read(place: &str, body: &[u8]) -> Result<Self> {
        let mut input = Input::new(body);
        let layout: u8 = input.read().map_err(|e| refusal(place, e))?;
        let catalog = match layout {
            FIRST_LAYOUT => {
                let (schema, tables) = input.read().map_err(|e| refusal(place, e))?;
                Catalog { schema, tables }
            }
            LAYOUT => {
                let stored: Stored = input.read().map_err(|e| refusal(place, e))?;
                if stored.tables.iter().any(|table| table.id >= stored.next_id) {
                    return refuse(place, format!("the next id is {}", stored.next_id));
                }
                Catalog { schema: stored.schema, tables: stored.tables }
            }
            _ => return refuse(place, format!("catalog layout {layout}, expected {LAYOUT}")),
        };
        if !input.is_empty() {
            return refuse(place, "bytes are left behind the catalog");
        }
        catalog.check(place)?;
        Ok(catalog)
    }

    fn check(&self, place: &str) -> Result<()> {
        let mut ids = HashSet::new();
        let mut names = HashSet::new();
        for table in &self.tables {
            if table.id > LARGEST_ID || !ids.insert(table.id) || !names.insert(&table.name) {
                return refuse(place, format!("table {} with id {} twice", table.name, table.id));
            }
            for descriptor in [&table.key, &table.value] {
                let checked = descriptor.check();
                checked.map_err(|e| refusal(place, format!("table {}: {e}", table.name)))?;
            }
        }
        Ok(())
    }

    pub fn table(&self, id: u32) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }
}
