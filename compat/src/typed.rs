use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::Deserialize;

use crate::descriptor::{Component, Descriptor, Kind, Nested};
use crate::identity;
use crate::scalar;
use crate::value::Value;

/// How deep values of recursive types nest at most.
const MOST_DEPTH: usize = 128;

/// How many elements there are at most if they take no bytes.
const MOST_OF_NO_BYTES: usize = 65_536;

/// Decodes a value of a type, without a class for it: bincode reads what the descriptor asks for.
#[derive(Clone, Copy)]
pub struct Typed<'t> {
    descriptor: &'t Descriptor,
    around: Option<&'t Around<'t>>,

    /// How often a reference was followed on the way here.
    depth: usize,
}

/// A type around another one, which a reference may mean.
#[derive(Clone, Copy)]
struct Around<'t> {
    name: &'t str,
    typed: Typed<'t>,
}

impl<'t> Typed<'t> {
    pub fn new(descriptor: &'t Descriptor) -> Self {
        Typed { descriptor, around: None, depth: 1 }
    }

    /// What is inside it and is no scope of its own.
    fn part(self, part: &'t Nested) -> Self {
        Typed { descriptor: &part.0, ..self }
    }

    fn referent<E: Error>(self, name: &str) -> Result<Self, E> {
        if self.depth == MOST_DEPTH {
            return Err(E::custom(format!("{name} nests deeper than {MOST_DEPTH}")));
        }
        let mut around = self.around;
        while let Some(scope) = around {
            if scope.name == name {
                return Ok(Typed { depth: self.depth + 1, ..scope.typed });
            }
            around = scope.typed.around;
        }
        Err(E::custom(format!("nothing around a reference is {name}")))
    }
}

impl<'de> DeserializeSeed<'de> for Typed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        match self.descriptor {
            Descriptor::Scalar(scalar) => scalar::read(*scalar, from),
            Descriptor::Optional(of) => from.deserialize_option(OptionalVisitor(self.part(of))),
            Descriptor::Sequence(kind, of) => {
                let elements = from.deserialize_seq(SequenceVisitor(self.part(of)))?;
                Ok(match kind {
                    Kind::Set => Value::Set(identity::distinct_elements(elements)),
                    Kind::List | Kind::Array => Value::List(elements),
                })
            }
            Descriptor::Map(keys, values) => {
                from.deserialize_map(MapVisitor(self.part(keys), self.part(values)))
            }
            Descriptor::Record(name, components) => {
                let scope = Around { name, typed: self };
                let visitor = RecordVisitor { components, scope };
                from.deserialize_tuple(components.len(), visitor)
            }
            Descriptor::Enum(name, constants) => {
                let index = u32::deserialize(from)?;
                let Some(constant) = constants.get(index as usize) else {
                    return Err(D::Error::custom(format!("{name} has no constant {index}")));
                };
                Ok(Value::Constant(index, constant.clone()))
            }
            Descriptor::Sealed(name, variants) => {
                let scope = Around { name, typed: self };
                from.deserialize_enum("", &[], SealedVisitor { variants, scope })
            }
            Descriptor::Reference(name) => self.referent(name)?.deserialize(from),
        }
    }
}

struct OptionalVisitor<'t>(Typed<'t>);

impl<'de> Visitor<'de> for OptionalVisitor<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an optional")
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Optional(None))
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        let value = self.0.deserialize(from)?;
        Ok(Value::Optional(Some(Box::new(value))))
    }
}

struct SequenceVisitor<'t>(Typed<'t>);

impl<'de> Visitor<'de> for SequenceVisitor<'_> {
    type Value = Vec<Value>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Vec<Value>, A::Error> {
        require_bounded(from.size_hint(), self.0.descriptor.is_of_no_bytes())?;
        let mut elements = Vec::new();
        while let Some(element) = from.next_element_seed(self.0)? {
            elements.push(element);
        }
        Ok(elements)
    }
}

struct MapVisitor<'t>(Typed<'t>, Typed<'t>);

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let is_of_no_bytes =
            self.0.descriptor.is_of_no_bytes() && self.1.descriptor.is_of_no_bytes();
        require_bounded(from.size_hint(), is_of_no_bytes)?;
        let mut entries = Vec::new();
        while let Some(entry) = from.next_entry_seed(self.0, self.1)? {
            entries.push(entry);
        }
        Ok(Value::Map(identity::distinct_entries(entries)))
    }
}

/// The input bounds a count of elements only if they take bytes.
fn require_bounded<E: Error>(count: Option<usize>, are_of_no_bytes: bool) -> Result<(), E> {
    match count {
        Some(count) if are_of_no_bytes && count > MOST_OF_NO_BYTES => {
            Err(E::custom(format!("{count} elements of no bytes")))
        }
        _ => Ok(()),
    }
}

struct RecordVisitor<'t> {
    components: &'t [Component],
    scope: Around<'t>,
}

impl<'de> Visitor<'de> for RecordVisitor<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        for component in self.components {
            let seed = Typed {
                descriptor: &component.of.0,
                around: Some(&self.scope),
                depth: self.scope.typed.depth,
            };
            let value = from.next_element_seed(seed)?;
            let value = value.ok_or_else(|| A::Error::custom("a record ends"))?;
            values.push((component.name.clone(), value));
        }
        Ok(Value::Record(values))
    }
}

struct SealedVisitor<'t> {
    variants: &'t [Nested],
    scope: Around<'t>,
}

impl<'de> Visitor<'de> for SealedVisitor<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a variant of a sealed type")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<Value, A::Error> {
        let (index, from) = from.variant::<u32>()?;
        let Some(variant) = self.variants.get(index as usize) else {
            let name = self.scope.name;
            return Err(A::Error::custom(format!("{name} has no variant {index}")));
        };
        let value = from.newtype_variant_seed(Typed {
            descriptor: &variant.0,
            around: Some(&self.scope),
            depth: self.scope.typed.depth,
        })?;
        Ok(Value::Variant(index, variant.0.name(), Box::new(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descriptor::Scalar;
    use crate::input::Input;
    use crate::page::{bytes, Page};
    use crate::print::json;

    fn nested(descriptor: Descriptor) -> Nested {
        Nested(Box::new(descriptor))
    }

    fn component(name: &str, of: Descriptor) -> Component {
        Component { name: name.to_string(), of: nested(of) }
    }

    fn sequence(kind: Kind, scalar: Scalar) -> Descriptor {
        Descriptor::Sequence(kind, nested(Descriptor::Scalar(scalar)))
    }

    /// The type that the page calls this.
    fn descriptor(codec: &str) -> Descriptor {
        let int = || Descriptor::Scalar(Scalar::Int);
        match codec {
            "BOOLEAN" => Descriptor::Scalar(Scalar::Boolean),
            "BYTE" => Descriptor::Scalar(Scalar::Byte),
            "SHORT" => Descriptor::Scalar(Scalar::Short),
            "INT" => int(),
            "LONG" => Descriptor::Scalar(Scalar::Long),
            "CHAR" => Descriptor::Scalar(Scalar::Char),
            "FLOAT" => Descriptor::Scalar(Scalar::Float),
            "DOUBLE" => Descriptor::Scalar(Scalar::Double),
            "STRING" => Descriptor::Scalar(Scalar::String),
            "BYTE_ARRAY" => Descriptor::Scalar(Scalar::Bytes),
            "UUID" => Descriptor::Scalar(Scalar::UUID),
            "BIG_INTEGER" => Descriptor::Scalar(Scalar::BigInteger),
            "BIG_DECIMAL" => Descriptor::Scalar(Scalar::BigDecimal),
            "INSTANT" => Descriptor::Scalar(Scalar::Instant),
            "DURATION" => Descriptor::Scalar(Scalar::Duration),
            "PERIOD" => Descriptor::Scalar(Scalar::Period),
            "LOCAL_DATE" => Descriptor::Scalar(Scalar::LocalDate),
            "LOCAL_TIME" => Descriptor::Scalar(Scalar::LocalTime),
            "LOCAL_DATE_TIME" => Descriptor::Scalar(Scalar::LocalDateTime),
            "OFFSET_DATE_TIME" => Descriptor::Scalar(Scalar::OffsetDateTime),
            "ZONED_DATE_TIME" => Descriptor::Scalar(Scalar::ZonedDateTime),
            "ZONE_ID" => Descriptor::Scalar(Scalar::ZoneId),
            "ZONE_OFFSET" => Descriptor::Scalar(Scalar::ZoneOffset),
            "YEAR" => Descriptor::Scalar(Scalar::Year),
            "YEAR_MONTH" => Descriptor::Scalar(Scalar::YearMonth),
            "URI" => Descriptor::Scalar(Scalar::URI),
            "LOCALE" => Descriptor::Scalar(Scalar::Locale),
            "CURRENCY" => Descriptor::Scalar(Scalar::Currency),
            "BOOLEAN_ARRAY" => sequence(Kind::Array, Scalar::Boolean),
            "SHORT_ARRAY" => sequence(Kind::Array, Scalar::Short),
            "INT_ARRAY" => sequence(Kind::Array, Scalar::Int),
            "LONG_ARRAY" => sequence(Kind::Array, Scalar::Long),
            "CHAR_ARRAY" => sequence(Kind::Array, Scalar::Char),
            "FLOAT_ARRAY" => sequence(Kind::Array, Scalar::Float),
            "DOUBLE_ARRAY" => sequence(Kind::Array, Scalar::Double),
            "list(STRING)" => sequence(Kind::List, Scalar::String),
            "set(INT)" => sequence(Kind::Set, Scalar::Int),
            "array(STRING)" => sequence(Kind::Array, Scalar::String),
            "map(STRING, INT)" => {
                Descriptor::Map(nested(Descriptor::Scalar(Scalar::String)), nested(int()))
            }
            "optional(INT)" => Descriptor::Optional(nested(int())),
            "record Point(int x, int y)" => {
                let components = vec![component("x", int()), component("y", int())];
                Descriptor::Record("Point".to_string(), components)
            }
            "enum Plan {FREE, PRO}" => {
                let constants = vec!["FREE".to_string(), "PRO".to_string()];
                Descriptor::Enum("Plan".to_string(), constants)
            }
            "sealed Shape: Empty(), Circle(int r)" => {
                let empty = Descriptor::Record("Empty".to_string(), vec![]);
                let circle = Descriptor::Record("Circle".to_string(), vec![component("r", int())]);
                Descriptor::Sealed("Shape".to_string(), vec![nested(empty), nested(circle)])
            }
            other => panic!("the page has a codec that is not known here: {other}"),
        }
    }

    fn decode(descriptor: &Descriptor, bytes: &[u8]) -> Result<Value, String> {
        let mut input = Input::new(bytes);
        let value = input.read_as(Typed::new(descriptor)).map_err(|e| e.to_string())?;
        if !input.is_empty() {
            return Err("bytes are left over".to_string());
        }
        Ok(value)
    }

    /// How a value of the page is printed here.
    fn printed(codec: &str, value: &str) -> String {
        let text = match (codec, value) {
            ("CHAR", "é") => "233",
            ("CHAR", "€") => "8364",
            ("CHAR_ARRAY", _) => "[104,105]",
            ("FLOAT", "-1.5") => return json(&Value::Float((-1.5f32).to_bits())),
            ("DOUBLE", value) => {
                return json(&Value::Double(value.parse::<f64>().unwrap().to_bits()))
            }
            ("FLOAT_ARRAY", "[1.5]") => r#"["0x3fc00000"]"#,
            ("BIG_INTEGER", "0") => r#""0x0""#,
            ("BIG_INTEGER", "128") => r#""0x80""#,
            ("BIG_INTEGER", "-128") => r#""-0x80""#,
            ("BIG_DECIMAL", "-12.340") => r#"{"unscaled":"-0x3034","scale":3}"#,
            ("INSTANT", "2024-02-29T12:30:00.000000001Z") => r#"{"seconds":1709209800,"nanos":1}"#,
            ("DURATION", "PT-0.5S") => r#"{"seconds":-1,"nanos":500000000}"#,
            ("PERIOD", "P1Y-2M3D") => r#"{"years":1,"months":-2,"days":3}"#,
            ("LOCAL_DATE_TIME", value) => return json(&format!("{value}:00.000000000")),
            ("OFFSET_DATE_TIME", "2024-02-29T12:30+01:00") => {
                r#""2024-02-29T12:30:00.000000000+01:00:00""#
            }
            ("ZONED_DATE_TIME", "2024-10-27T02:30+01:00[Europe/Berlin]") => {
                r#""2024-10-27T02:30:00.000000000+01:00:00[Europe/Berlin]""#
            }
            ("ZONE_OFFSET", value) => return json(&format!("{value}:00")),
            ("map(STRING, INT)", _) => r#"[["key",251]]"#,
            ("optional(INT)", "null") => "[]",
            ("optional(INT)", "7") => "[7]",
            ("record Point(int x, int y)", "[-1, 300]") => r#"{"x":-1,"y":300}"#,
            ("sealed Shape: Empty(), Circle(int r)", _) => r#"{"Circle":{"r":7}}"#,
            ("BOOLEAN" | "BYTE" | "SHORT" | "INT" | "LONG" | "YEAR", value) => value,
            (_, value) if value.starts_with(['[', '"']) => return value.replace(", ", ","),
            (_, value) => return json(&value),
        };
        text.to_string()
    }

    #[test]
    fn the_worked_examples_are_what_they_say() {
        for row in Page::read("encoding.md").table(&["codec", "value", "bytes"]) {
            let value = decode(&descriptor(&row[0]), &bytes(&row[2]));
            assert_eq!(json(&value.unwrap()), printed(&row[0], &row[1]), "{row:?}");
        }
    }

    #[test]
    fn what_the_page_refuses_is_refused() {
        // What a language tag, a currency and the name of a zone is, is in the JDK's tables.
        let of_the_jdk = ["ZONE_ID", "LOCALE", "CURRENCY"];
        let rows = Page::read("encoding.md").table(&["codec", "bytes", "why"]);
        for row in rows.iter().filter(|row| !of_the_jdk.contains(&row[0].as_str())) {
            let value = decode(&descriptor(&row[0]), &bytes(&row[1]));
            assert!(value.is_err(), "{row:?}: {value:?}");
        }
    }

    #[test]
    fn overlong_numbers_are_read() {
        assert_eq!(decode(&descriptor("INT"), &[0xfb, 0, 0]), Ok(Value::Integer(0)));
    }

    /// `record R(next: Optional<^R>)`, so many of it.
    fn chain(length: usize) -> Result<Value, String> {
        let next = Descriptor::Optional(nested(Descriptor::Reference("R".to_string())));
        let chained = Descriptor::Record("R".to_string(), vec![component("next", next)]);
        decode(&chained, &[vec![1; length - 1], vec![0]].concat())
    }

    #[test]
    fn a_recursive_type_nests_as_deep_as_the_page_says() {
        assert!(chain(128).is_ok());
        assert!(chain(129).unwrap_err().contains("deeper"));
    }

    #[test]
    fn a_reference_means_the_nearest_of_its_name() {
        // sealed S {record A(of: sealed S {record B(n: Int), record C(of: ^S)})}
        let b = Descriptor::Record("B".into(), vec![component("n", descriptor("INT"))]);
        let c = Descriptor::Record(
            "C".into(),
            vec![component("of", Descriptor::Reference("S".into()))],
        );
        let inner = Descriptor::Sealed("S".into(), vec![nested(b), nested(c)]);
        let a = Descriptor::Record("A".into(), vec![component("of", inner)]);
        let outer = Descriptor::Sealed("S".into(), vec![nested(a)]);
        let value = decode(&outer, &[0, 1, 0, 14]).unwrap();
        assert_eq!(json(&value), r#"{"A":{"of":{"C":{"of":{"B":{"n":7}}}}}}"#);
    }

    #[test]
    fn a_count_of_elements_without_bytes_is_bounded() {
        let empty = nested(Descriptor::Record("E".into(), vec![]));
        let list = Descriptor::Sequence(Kind::List, empty);
        assert!(decode(&list, &[0xfc, 0, 0, 1, 0]).is_ok());
        assert!(decode(&list, &[0xfc, 1, 0, 1, 0]).is_err());
    }
}
