use std::collections::HashSet;

use serde::Deserialize;

use crate::descriptor::Descriptor;
use crate::input::Input;
use crate::refusal::{refusal, refuse, Result};

/// The layout that is written, and the one before it.
const LAYOUT: u8 = 2;
const FIRST_LAYOUT: u8 = 1;

const LARGEST_ID: u32 = (1 << 29) - 1;
const LARGEST_VERSION: u32 = (1 << 31) - 1;

/// The tables of a database and their types.
#[derive(Debug)]
pub struct Catalog {
    pub schema: String,
    pub tables: Vec<Table>,
}

/// A catalog of layout 2.
#[derive(Debug, Deserialize)]
struct Stored {
    schema: String,
    version: u32,
    next_id: u32,
    tables: Vec<Table>,
    _lineage: Vec<[u8; 16]>,
}

/// A catalog of layout 1.
#[derive(Debug, Deserialize)]
struct FirstStored {
    schema: String,
    tables: Vec<FirstTable>,
}

#[derive(Debug, Deserialize)]
pub struct Table {
    pub id: u32,
    pub name: String,
    pub key: Descriptor,
    pub value: Descriptor,
    pub earlier: Vec<Earlier>,
}

/// An id that a table had, and whether keys have the same bytes under the one that came next.
#[derive(Debug, Deserialize)]
pub struct Earlier {
    pub id: u32,
    pub is_of_same_keys: bool,
}

#[derive(Debug, Deserialize)]
struct FirstTable {
    id: u32,
    name: String,
    key: Descriptor,
    value: Descriptor,
}

impl From<FirstTable> for Table {
    fn from(table: FirstTable) -> Self {
        let FirstTable { id, name, key, value } = table;
        Table { id, name, key, value, earlier: Vec::new() }
    }
}

impl Table {
    /// All ids that it has or had.
    pub fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.earlier.iter().map(|earlier| earlier.id).chain([self.id])
    }

    /// Whether keys have the same bytes under this id, one of its own, as they have now.
    pub fn has_same_keys(&self, id: u32) -> bool {
        self.earlier.iter().filter(|earlier| earlier.id >= id).all(|e| e.is_of_same_keys)
    }
}

impl Catalog {
    /// The catalog that a SCHEMA frame or section holds.
    pub fn read(place: &str, body: &[u8]) -> Result<Self> {
        let mut input = Input::new(body);
        let layout: u8 = input.read().map_err(|e| refusal(place, e))?;
        let catalog = match layout {
            FIRST_LAYOUT => {
                let stored: FirstStored = input.read().map_err(|e| refusal(place, e))?;
                let tables = stored.tables.into_iter().map(Table::from).collect();
                Catalog { schema: stored.schema, tables }
            }
            LAYOUT => {
                let stored: Stored = input.read().map_err(|e| refusal(place, e))?;
                let Stored { schema, version, next_id, tables, .. } = stored;
                if version > LARGEST_VERSION {
                    return refuse(place, format!("the version is {version}"));
                }
                let is_given = |table: &Table| table.id < next_id;
                if next_id > LARGEST_ID + 1 || !tables.iter().all(is_given) {
                    return refuse(place, format!("the next id is {next_id}"));
                }
                Catalog { schema, tables }
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
            if table.id > LARGEST_ID || !names.insert(&table.name) {
                return refuse(place, format!("table {} with id {}", table.name, table.id));
            }
            let mut last = None;
            for id in table.ids() {
                if last >= Some(id) || !ids.insert(id) {
                    return refuse(place, format!("table {} cannot have id {id}", table.name));
                }
                last = Some(id);
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
