use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::catalog::{Catalog, Table};
use crate::descriptor::Descriptor;
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

    /// By the ids that tables have in it.
    tables: HashMap<u32, Entries>,
}

/// The entries of a table.
#[derive(Default)]
struct Entries {
    by_identity: BTreeMap<String, Entry>,

    /// Whether they have keys in an earlier encoding: no key that is read now can be compared.
    has_old_keys: bool,
}

/// An entry, decoded with the types that it was written with.
#[derive(Debug)]
pub struct Entry {
    pub encoded_key: Vec<u8>,
    pub key: Value,
    pub value: Value,
}

impl Contents {
    /// What follows was written with this catalog. Tables keep what they have under another id; what
    /// the catalog does not know was dropped.
    pub fn set_catalog(&mut self, catalog: Catalog) -> Result<(), String> {
        let mut before = std::mem::take(&mut self.tables);
        for table in &catalog.tables {
            let ids: Vec<u32> = table.ids().filter(|id| before.contains_key(id)).collect();
            match ids[..] {
                [] => {}
                [id] => {
                    let mut entries = before.remove(&id).unwrap_or_default();
                    entries.has_old_keys |= !table.has_same_keys(id);
                    self.tables.insert(table.id, entries);
                }
                _ => return Err(format!("table {} was several tables: {ids:?}", table.name)),
            }
        }
        self.catalog = Some(Rc::new(catalog));
        Ok(())
    }

    pub fn catalog(&self) -> Option<&Catalog> {
        self.catalog.as_deref()
    }

    pub fn entries(&self, table: u32) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = match self.tables.get(&table) {
            Some(entries) => entries.by_identity.values().collect(),
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
            entries.require_comparable(table)?;
            let entry = Entry { encoded_key, key, value };
            entries.by_identity.insert(identity, entry);
            Ok(())
        })
    }

    fn remove(&mut self, id: u32, input: &mut Input<'_>) -> Result<(), String> {
        self.with_table(id, |table, entries| {
            let key = read(table, &table.key, input)?;
            entries.require_comparable(table)?;
            entries.by_identity.remove(&identity::of(&key));
            Ok(())
        })
    }

    fn clear(&mut self, id: u32) -> Result<(), String> {
        self.with_table(id, |_, entries| {
            *entries = Entries::default();
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

impl Entries {
    fn require_comparable(&self, table: &Table) -> Result<(), String> {
        if self.has_old_keys && !self.by_identity.is_empty() {
            return Err(format!(
                "table {} has keys from before a change of their encoding, and the files do not tell \
                 which keys now they equal; let hmdb compact the database",
                table.name
            ));
        }
        Ok(())
    }
}

fn read(table: &Table, of: &Descriptor, input: &mut Input<'_>) -> Result<Value, String> {
    let value = input.read_as(Typed::new(of));
    value.map_err(|e| format!("table {}: {e}", table.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::print::json;

    /// A catalog and a commit.
    fn examples() -> (Vec<u8>, Vec<u8>) {
        let mut blocks = Page::read("catalog.md").hex_blocks();
        let commit = blocks.remove(1);
        (blocks.remove(0), commit)
    }

    fn empty() -> Contents {
        let mut contents = Contents::default();
        contents.set_catalog(Catalog::read("catalog", &examples().0).unwrap()).unwrap();
        contents
    }

    fn entries(contents: &Contents, table: u32) -> Vec<String> {
        let entries = contents.entries(table).into_iter();
        entries.map(|entry| json(&(&entry.key, &entry.value))).collect()
    }

    #[test]
    fn the_catalog_of_the_page_is_what_it_says() {
        let catalog = Catalog::read("catalog", &examples().0).unwrap();
        assert_eq!(catalog.schema, "shop.Shop");
        let tables: Vec<_> = catalog
            .tables
            .iter()
            .map(|t| (t.id, t.name.as_str(), t.key.to_string(), t.value.to_string()))
            .collect();
        let expected = [
            (0, "names", "Long".to_string(), "String".to_string()),
            (1, "seen", "UUID".to_string(), "Instant".to_string()),
        ];
        assert_eq!(tables, expected);
    }

    #[test]
    fn the_catalog_after_a_change_is_what_it_says() {
        let block = Page::read("catalog.md").hex_blocks().remove(2);
        let catalog = Catalog::read("catalog", &block).unwrap();
        assert_eq!(catalog.schema, "shop.V2");
        let table = |t: &Table| (t.id, t.name.clone(), t.ids().collect(), t.has_same_keys(0));
        let tables: Vec<_> = catalog.tables.iter().map(table).collect();
        let expected =
            [(2, "users".to_string(), vec![0, 2], true), (3, "plans".to_string(), vec![3], true)];
        assert_eq!(tables, expected);
    }

    #[test]
    fn the_first_layout_is_read() {
        let bytes = [vec![1, 1, b's', 1], vec![5, 1, b't', 0, 4, 0, 8]].concat();
        assert_eq!(Catalog::read("catalog", &bytes).unwrap().tables[0].id, 5);
    }

    /// A catalog with a table whose keys and values are of `LONG`.
    fn one_table(id: u8, name: u8, earlier: &[[u8; 2]]) -> Result<Catalog, String> {
        let table = [id, 1, name, 0, 4, 0, 4, earlier.len() as u8];
        let bytes = [&[2, 1, b's', 0, id + 1, 1], &table[..], &earlier.concat()[..], &[0]].concat();
        Catalog::read("catalog", &bytes).map_err(|e| e.to_string())
    }

    /// The entry 1, 2 in a table with id 3, which then gets a catalog.
    fn changed(id: u8, name: u8, earlier: &[[u8; 2]]) -> Contents {
        let mut contents = Contents::default();
        contents.set_catalog(one_table(3, b't', &[]).unwrap()).unwrap();
        contents.commit(&[12, 2, 4]).unwrap();
        contents.set_catalog(one_table(id, name, earlier).unwrap()).unwrap();
        contents
    }

    #[test]
    fn a_table_keeps_its_entries_under_another_name() {
        assert_eq!(entries(&changed(3, b'u', &[]), 3), ["[1,2]"]);
    }

    #[test]
    fn a_table_keeps_its_entries_under_another_id() {
        let mut contents = changed(7, b'u', &[[3, 1], [5, 1]]);
        assert_eq!(entries(&contents, 7), ["[1,2]"]);
        contents.commit(&[28, 2, 6]).unwrap();
        assert_eq!(entries(&contents, 7), ["[1,3]"]);
        contents.commit(&[29, 2]).unwrap();
        assert!(entries(&contents, 7).is_empty());
    }

    #[test]
    fn a_table_that_was_dropped_has_nothing_when_it_is_made_again() {
        assert!(entries(&changed(7, b't', &[]), 7).is_empty());
    }

    #[test]
    fn keys_of_an_earlier_encoding_are_there_until_one_is_to_be_compared() {
        let mut contents = changed(7, b't', &[[3, 0], [5, 1]]);
        assert_eq!(entries(&contents, 7), ["[1,2]"]);
        assert!(contents.commit(&[28, 2, 6]).unwrap_err().contains("compact"));
        assert!(contents.commit(&[29, 2]).unwrap_err().contains("compact"));
        contents.commit(&[30, 28, 2, 6]).unwrap();
        assert_eq!(entries(&contents, 7), ["[1,3]"]);
    }

    #[test]
    fn keys_are_of_the_same_encoding_from_the_last_change_of_it() {
        let mut contents = changed(7, b't', &[[2, 0], [3, 1]]);
        contents.commit(&[28, 2, 6]).unwrap();
        assert_eq!(entries(&contents, 7), ["[1,3]"]);
    }

    #[test]
    fn an_earlier_id_that_is_not_earlier_is_refused() {
        assert!(one_table(7, b't', &[[3, 1], [5, 1]]).is_ok());
        assert!(one_table(7, b't', &[[7, 1]]).is_err());
        assert!(one_table(7, b't', &[[8, 1]]).is_err());
        assert!(one_table(7, b't', &[[5, 1], [3, 1]]).is_err());
        assert!(one_table(7, b't', &[[3, 1], [3, 1]]).is_err());
        assert!(one_table(7, b't', &[[3, 2]]).is_err());
    }

    #[test]
    fn the_commit_of_the_page_does_what_it_says() {
        let mut contents = empty();
        let mut before = vec![0, 0x10, 1, b'x', 4];
        before.extend([7; 16]);
        before.extend([0, 0]);
        contents.commit(&before).unwrap();
        assert_eq!(entries(&contents, 0), [r#"[8,"x"]"#]);
        assert_eq!(entries(&contents, 1).len(), 1);
        contents.commit(&examples().1).unwrap();
        assert_eq!(entries(&contents, 0), [r#"[7,"Zoë"]"#]);
        assert!(entries(&contents, 1).is_empty());
    }

    #[test]
    fn a_put_replaces_the_entry_of_its_key() {
        let mut contents = empty();
        contents.commit(&[0, 0x0e, 1, b'a', 0, 0x0e, 1, b'b']).unwrap();
        assert_eq!(entries(&contents, 0), [r#"[7,"b"]"#]);
    }

    #[test]
    fn entries_are_in_the_order_of_the_bytes_of_their_keys() {
        let mut contents = empty();
        // 300 is fb 58 02, -1 is 01, 1 is 02.
        contents.commit(&[0, 0xfb, 0x58, 2, 0, 0, 2, 0, 0, 1, 0]).unwrap();
        assert_eq!(entries(&contents, 0), [r#"[-1,""]"#, r#"[1,""]"#, r#"[300,""]"#]);
    }

    #[test]
    fn what_is_no_operation_is_refused() {
        assert!(empty().commit(&[3]).unwrap_err().contains("operation 3"));
        assert!(empty().commit(&[10]).unwrap_err().contains("no table has id 2"));
        assert!(empty().commit(&[0, 0x0e]).is_err());
        assert!(Contents::default().commit(&[2]).unwrap_err().contains("no catalog"));
    }

    #[test]
    fn a_catalog_that_is_not_whole_is_refused() {
        let (catalog, _) = examples();
        for length in 0..catalog.len() {
            assert!(Catalog::read("catalog", &catalog[..length]).is_err());
        }
        assert!(Catalog::read("catalog", &[&catalog[..], &[0]].concat()).is_err());
    }

    #[test]
    fn two_tables_of_one_name_or_id_are_refused() {
        let table = |id, name| vec![id, 1, name, 0, 4, 0, 8, 0];
        let read =
            |a, b| Catalog::read("catalog", &[vec![2, 1, b's', 0, 2, 2], a, b, vec![0]].concat());
        assert!(read(table(0, b'a'), table(1, b'b')).is_ok());
        assert!(read(table(0, b'a'), table(1, b'a')).is_err());
        assert!(read(table(0, b'a'), table(0, b'b')).is_err());
        let after_0 = |name| vec![1, 1, name, 0, 4, 0, 8, 1, 0, 1];
        assert!(read(after_0(b'a'), table(0, b'b')).is_err());
        assert!(read(table(0, b'a'), after_0(b'b')).is_err());
    }
}
