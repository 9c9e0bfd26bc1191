use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// What the bytes of a value are. The order of the variants is their numbers on disk.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Descriptor {
    Scalar(Scalar),
    Optional(Nested),
    Sequence(Kind, Nested),
    Map(Nested, Nested),
    Record(String, Vec<Component>),
    Enum(String, Vec<String>),
    Sealed(String, Vec<Nested>),
    Reference(String),
}

/// A type without parts. The order is their numbers on disk, the names are printed.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[allow(clippy::upper_case_acronyms)] // as it is named in Java
pub enum Scalar {
    Boolean,
    Byte,
    Short,
    Int,
    Long,
    Char,
    Float,
    Double,
    String,
    Bytes,
    UUID,
    BigInteger,
    BigDecimal,
    Instant,
    Duration,
    Period,
    LocalDate,
    LocalTime,
    LocalDateTime,
    OffsetDateTime,
    ZonedDateTime,
    ZoneId,
    ZoneOffset,
    Year,
    YearMonth,
    URI,
    Locale,
    Currency,
}

/// What a sequence is in Java. The order is their numbers on disk.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub enum Kind {
    List,
    Set,
    Array,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Component {
    pub name: String,
    pub of: Nested,
}

/// A descriptor inside another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Nested(pub Box<Descriptor>);

/// How many levels a descriptor may have, itself counted.
const MOST_LEVELS: usize = 128;

thread_local! {
    /// How many descriptors are being read, one around the other: serde's derived code knows no
    /// depth, and hostile bytes must not exhaust the stack.
    static LEVELS: Cell<usize> = const { Cell::new(1) };
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let levels = LEVELS.get();
        if levels == MOST_LEVELS {
            return Err(D::Error::custom("types nest too deep"));
        }
        LEVELS.set(levels + 1);
        let read = Descriptor::deserialize(deserializer);
        LEVELS.set(levels);
        Ok(Nested(Box::new(read?)))
    }
}

impl Descriptor {
    /// Says what is wrong with names and references.
    pub fn check(&self) -> Result<(), String> {
        self.check_within(&mut Vec::new())
    }

    fn check_within<'a>(&'a self, around: &mut Vec<&'a str>) -> Result<(), String> {
        match self {
            Descriptor::Scalar(_) => Ok(()),
            Descriptor::Optional(of) | Descriptor::Sequence(_, of) => of.0.check_within(around),
            Descriptor::Map(keys, values) => {
                keys.0.check_within(around)?;
                values.0.check_within(around)
            }
            Descriptor::Record(name, components) => {
                require_names(name, components.iter().map(|c| c.name.as_str()))?;
                around.push(name);
                for component in components {
                    component.of.0.check_within(around)?;
                }
                around.pop();
                Ok(())
            }
            Descriptor::Enum(name, constants) => {
                require_names(name, constants.iter().map(String::as_str))
            }
            Descriptor::Sealed(name, variants) => {
                let names: Vec<String> = variants.iter().map(|v| v.0.name()).collect();
                require_names(name, names.iter().map(String::as_str))?;
                if variants.is_empty() {
                    return Err(format!("{name} has no variants"));
                }
                around.push(name);
                for variant in variants {
                    variant.0.check_within(around)?;
                }
                around.pop();
                Ok(())
            }
            Descriptor::Reference(name) if around.contains(&name.as_str()) => Ok(()),
            Descriptor::Reference(name) => Err(format!("nothing around a reference is {name:?}")),
        }
    }

    /// What a variant of this type is called: its class, else how it is written.
    pub fn name(&self) -> String {
        match self {
            Descriptor::Record(name, _)
            | Descriptor::Enum(name, _)
            | Descriptor::Sealed(name, _)
            | Descriptor::Reference(name) => name.clone(),
            other => other.to_string(),
        }
    }

    /// Whether its values take no bytes. A reference always leads to values that do: else the type
    /// around it would have none.
    pub fn is_of_no_bytes(&self) -> bool {
        match self {
            Descriptor::Record(_, components) => components.iter().all(|c| c.of.0.is_of_no_bytes()),
            _ => false,
        }
    }
}

fn require_names<'a>(owner: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = HashSet::new();
    if owner.is_empty() {
        return Err("a type has no name".to_string());
    }
    for name in names {
        if name.is_empty() {
            return Err(format!("a part of {owner} has no name"));
        }
        if !seen.insert(name) {
            return Err(format!("{owner} has {name} twice"));
        }
    }
    Ok(())
}

/// As the page writes types.
impl fmt::Display for Descriptor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Descriptor::Scalar(scalar) => write!(out, "{scalar:?}"),
            Descriptor::Optional(of) => write!(out, "Optional<{}>", of.0),
            Descriptor::Sequence(Kind::List, of) => write!(out, "List<{}>", of.0),
            Descriptor::Sequence(Kind::Set, of) => write!(out, "Set<{}>", of.0),
            Descriptor::Sequence(Kind::Array, of) => write!(out, "{}[]", of.0),
            Descriptor::Map(keys, values) => write!(out, "Map<{}, {}>", keys.0, values.0),
            Descriptor::Record(name, components) => {
                let parts = components.iter().map(|c| format!("{}: {}", c.name, c.of.0));
                write!(out, "record {name}({})", parts.collect::<Vec<_>>().join(", "))
            }
            Descriptor::Enum(name, constants) => {
                write!(out, "enum {name} {{{}}}", constants.join(", "))
            }
            Descriptor::Sealed(name, variants) => {
                let parts = variants.iter().map(|v| v.0.to_string());
                write!(out, "sealed {name} {{{}}}", parts.collect::<Vec<_>>().join(", "))
            }
            Descriptor::Reference(name) => write!(out, "^{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Input;
    use crate::page::{bytes, Page};

    fn read(bytes: &[u8]) -> Result<Descriptor, String> {
        let mut input = Input::new(bytes);
        let descriptor: Descriptor = input.read().map_err(|e| e.to_string())?;
        descriptor.check()?;
        assert!(input.is_empty());
        Ok(descriptor)
    }

    #[test]
    fn the_worked_example_is_what_it_says() {
        let page = Page::read("descriptor.md");
        let rows = page.table(&["bytes", "meaning"]);
        let example = rows.iter().flat_map(|row| bytes(&row[0])).collect::<Vec<_>>();
        let text = page.line_that_begins("`record shop.Order");
        assert_eq!(format!("`{}`", read(&example).unwrap()), text);
    }

    #[test]
    fn the_numbers_of_scalars_are_those_of_the_page() {
        for row in Page::read("descriptor.md").table(&["scalar", "number"]) {
            let scalar = read(&[0, row[1].parse().unwrap()]).unwrap().to_string();
            assert_eq!(scalar.to_uppercase(), row[0].replace('_', ""));
        }
    }

    #[test]
    fn the_numbers_of_kinds_are_those_of_the_page() {
        for row in Page::read("descriptor.md").table(&["kind", "number"]) {
            match read(&[2, row[1].parse().unwrap(), 0, 3]).unwrap() {
                Descriptor::Sequence(kind, _) => {
                    assert_eq!(format!("{kind:?}").to_uppercase(), row[0]);
                }
                other => panic!("{other}"),
            }
        }
    }

    #[test]
    fn what_the_page_refuses_is_refused() {
        for row in Page::read("descriptor.md").table(&["bytes", "why"]) {
            assert!(read(&bytes(&row[0])).is_err(), "{}", row[1]);
        }
    }

    #[test]
    fn more_levels_than_the_page_allows_are_refused() {
        let nested = |optionals: usize| [vec![1; optionals], vec![0, 3]].concat();
        assert!(read(&nested(127)).is_ok());
        assert!(read(&nested(128)).is_err());
        assert!(read(&nested(1_000_000)).is_err());
        assert!(read(&nested(127)).is_ok());
    }
}
