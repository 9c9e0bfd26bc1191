use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::catalog::{Catalog, Table};
use crate::identity;
use crate::input::Input;
use crate::typed::Typed;
use crate::value::Value;

/// Operations, by the two low bits of their first number.
const PUT: u32 = 0;
const REMOVE: u32 = 1;
const CLEAR: u32 = 2;
const KIND_BITS: u32 = 2;

/// The state of a database after some of its files.
#[derive(Default)]
pub struct Contents {
    /// The newest one.
    catalog: Option<Rc<Catalog>>,
    tables: HashMap<u32, Entries>,
}

/// The entries of a table by what makes their keys equal.
pub type Entries = BTreeMap<String, Entry>;

/// An entry, decoded with the types that it was written with.
#[derive(Debug)]
pub struct Entry {
    pub encoded_key: Vec<u8>,
    pub key: Value,
    pub value: Value,
}

impl Contents {
    /// What follows was written with this catalog.
    pub fn set_catalog(&mut self, catalog: Catalog) {
        self.catalog = Some(Rc::new(catalog));
    }

    pub fn catalog(&self) -> Option<&Catalog> {
        self.catalog.as_deref()
    }

    pub fn entries(&self, table: u32) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = match self.tables.get(&table) {
            Some(entries) => entries.values().collect(),
            None => Vec::new(),
        };
        entries.sort_by(|a, b| a.encoded_key.cmp(&b.encoded_key));
        entries
    }

    /// Applies the operations of a transaction.
    pub fn commit(&mut self, body: &[u8]) -> Result<(), String> {
        let mut input = Input::new(body);
        while !input.is_empty() {
            let header: u32 = input.read().map_err(|e| e.to_string())?;
            let id = header >> KIND_BITS;
            match header & ((1 << KIND_BITS) - 1) {
                PUT => self.put(id, &mut input)?,
                REMOVE => self.remove(id, &mut input)?,
                CLEAR => self.clear(id)?,
                kind => return Err(format!("operation {kind} is unknown")),
            }
        }
        Ok(())
    }

    /// Reads an entry of a table: its key, then its value.
    pub fn put(&mut self, id: u32, input: &mut Input<'_>) -> Result<(), String> {
        self.with_table(id, |table, entries| {
            let before = input.rest();
            let key = read(table, &table.key, input)?;
            let encoded_key = before[..before.len() - input.rest().len()].to_vec();
            let value = read(table, &table.value, input)?;
            let identity = identity::of(&key);
            let entry = Entry { encoded_key, key, value };
            entries.insert(identity, entry);
            Ok(())
        })
    }

    fn remove(&mut self, id: u32, input: &mut Input<'_>) -> Result<(), String> {
        self.with_table(id, |table, entries| {
            let key = read(table, &table.key, input)?;
            entries.remove(&identity::of(&key));
            Ok(())
        })
    }

    fn clear(&mut self, id: u32) -> Result<(), String> {
        self.with_table(id, |_, entries| {
            entries.clear();
            Ok(())
        })
    }

    fn with_table(
        &mut self,
        id: u32,
        action: impl FnOnce(&Table, &mut Entries) -> Result<(), String>,
    ) -> Result<(), String> {
        let catalog = self.catalog.as_ref().ok_or("no catalog before it")?;
        let table = catalog.table(id).ok_or_else(|| format!("no table has id {id}"))?;
        action(table, self.tables.entry(id).or_default())
    }
}

fn read(
    table: &Table,
    of: &crate::descriptor::Descriptor,
    input: &mut Input<'_>,
) -> Result<Value, String> {
    let value = input.read_as(Typed::new(of));
    value.map_err(|e| format!("table {}: {e}", table.name))
}
