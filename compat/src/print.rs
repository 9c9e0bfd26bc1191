use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::value::Value;

/// The JSON text of a value, on one line. Sets and maps, which have no order, are sorted by theirs.
pub fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("values have only text for keys")
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Boolean(is_true) => out.serialize_bool(*is_true),
            Value::Integer(number) => out.serialize_i64(*number),
            Value::Float(bits) => out.serialize_str(&format!("{bits:#010x}")),
            Value::Double(bits) => out.serialize_str(&format!("{bits:#018x}")),
            Value::Text(text) | Value::Uri(text) | Value::Constant(_, text) => {
                out.serialize_str(text)
            }
            Value::Optional(content) => out.collect_seq(content),
            Value::List(elements) => out.collect_seq(elements),
            Value::Set(elements) => {
                let mut sorted: Vec<&Value> = elements.iter().collect();
                sorted.sort_by_cached_key(json);
                out.collect_seq(sorted)
            }
            Value::Map(entries) => {
                let mut sorted: Vec<&(Value, Value)> = entries.iter().collect();
                sorted.sort_by_cached_key(json);
                out.collect_seq(sorted)
            }
            Value::Record(components) => {
                let mut map = out.serialize_map(Some(components.len()))?;
                for (name, value) in components {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Value::Variant(_, name, value) => {
                let mut map = out.serialize_map(Some(1))?;
                map.serialize_entry(name, value)?;
                map.end()
            }
        }
    }
}
