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
    /// What follows was written with this catalog. Entries of ids that it lacks are of a table that
    /// was dropped, or have to be converted, which takes more than is known here.
    pub fn set_catalog(&mut self, catalog: Catalog) -> Result<(), String> {
        let has_old =
            |(id, entries): (&u32, &Entries)| !entries.is_empty() && catalog.table(*id).is_none();
        if self.tables.iter().any(has_old) {
            return Err(format!(
                "what was stored before the schema became {} has to be compacted first",
                catalog.schema
            ));
        }
        self.catalog = Some(Rc::new(catalog));
        Ok(())
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
        let ids: Vec<_> = catalog.tables.iter().map(|t| (t.id, t.name.as_str())).collect();
        assert_eq!(ids, [(2, "users"), (3, "plans")]);
    }

    #[test]
    fn entries_of_an_earlier_form_are_refused() {
        let block = Page::read("catalog.md").hex_blocks().remove(2);
        let later = || Catalog::read("catalog", &block).unwrap();
        let mut contents = empty();
        contents.set_catalog(later()).unwrap();
        let mut contents = empty();
        contents.commit(&[0, 0x0e, 1, b'a']).unwrap();
        assert!(contents.set_catalog(later()).unwrap_err().contains("compacted first"));
    }

    #[test]
    fn the_first_layout_is_read() {
        let bytes = [vec![1, 1, b's', 1], vec![5, 1, b't', 0, 4, 0, 8]].concat();
        assert_eq!(Catalog::read("catalog", &bytes).unwrap().tables[0].id, 5);
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
        let table = |id, name| vec![id, 1, name, 0, 4, 0, 8];
        let read =
            |a, b| Catalog::read("catalog", &[vec![2, 1, b's', 0, 2, 2], a, b, vec![0]].concat());
        assert!(read(table(0, b'a'), table(1, b'b')).is_ok());
        assert!(read(table(0, b'a'), table(1, b'a')).is_err());
        assert!(read(table(0, b'a'), table(0, b'b')).is_err());
    }
}
