use std::collections::HashMap;

use crate::print::json;
use crate::value::Value;

/// Text that is the same for two values of a type exactly if Java takes them for equal.
///
/// Components, constants and variants are known by their places: they may get other names.
/// All NaNs are one value in a table, whatever their payload, and a URI's scheme, host and escapes
/// are the same in capitals. All other equal values have equal encodings, and so equal text.
pub fn of(value: &Value) -> String {
    json(&canonical(value))
}

/// The elements without those that equal one before.
pub fn distinct_elements(elements: Vec<Value>) -> Vec<Value> {
    distinct(elements, of)
}

/// The entries, each key once, with its last value.
pub fn distinct_entries(entries: Vec<(Value, Value)>) -> Vec<(Value, Value)> {
    distinct(entries, |(key, _)| of(key))
}

fn distinct<T>(items: Vec<T>, identity: impl Fn(&T) -> String) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in items {
        let place = *places.entry(identity(&item)).or_insert(kept.len());
        if place < kept.len() {
            kept[place] = item;
        } else {
            kept.push(item);
        }
    }
    kept
}

fn canonical(value: &Value) -> Value {
    match value {
        Value::Float(bits) if f32::from_bits(*bits).is_nan() => Value::text("NaN"),
        Value::Double(bits) if f64::from_bits(*bits).is_nan() => Value::text("NaN"),
        Value::Uri(text) => Value::Text(canonical_uri(text)),
        Value::Optional(content) => {
            Value::Optional(content.as_ref().map(|value| Box::new(canonical(value))))
        }
        Value::List(elements) => Value::List(elements.iter().map(canonical).collect()),
        Value::Set(elements) => Value::Set(elements.iter().map(canonical).collect()),
        Value::Map(entries) => {
            let entries = entries.iter();
            Value::Map(entries.map(|(key, value)| (canonical(key), canonical(value))).collect())
        }
        Value::Record(components) => {
            Value::List(components.iter().map(|(_, component)| canonical(component)).collect())
        }
        Value::Constant(index, _) => Value::Integer((*index).into()),
        Value::Variant(index, _, value) => {
            Value::List(vec![Value::Integer((*index).into()), canonical(value)])
        }
        other => other.clone(),
    }
}

/// Scheme and host in small letters, the digits of escapes too.
fn canonical_uri(text: &str) -> String {
    let text = with_small_escapes(text);
    // A scheme ends before anything that only a path, query or fragment can begin with.
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let (scheme, rest) = match rest.strip_prefix(':') {
        Some(rest) => text.split_at(text.len() - rest.len()),
        None => ("", text.as_str()),
    };
    let scheme = scheme.to_ascii_lowercase();
    let Some(hierarchy) = rest.strip_prefix("//") else {
        return scheme + rest;
    };
    let end = hierarchy.find(['/', '?', '#']).unwrap_or(hierarchy.len());
    let (authority, rest) = hierarchy.split_at(end);
    let (user, host) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-.:[]%".contains(c);
    let host = if host.chars().all(is_host) { host.to_ascii_lowercase() } else { host.to_string() };
    format!("{scheme}//{user}{host}{rest}")
}

fn with_small_escapes(text: &str) -> String {
    let mut digits = 0;
    let small = |c: char| {
        let is_digit = digits > 0;
        digits = if c == '%' { 2 } else { digits - i32::from(is_digit) };
        if is_digit {
            c.to_ascii_lowercase()
        } else {
            c
        }
    };
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nans_are_one_and_zeros_two() {
        assert_eq!(of(&Value::Float(0x7fc0_0001)), of(&Value::Float(0xffc0_0002)));
        assert_eq!(of(&Value::Double(f64::NAN.to_bits())), of(&Value::Double(u64::MAX)));
        assert_ne!(of(&Value::Float(0)), of(&Value::Float(0x8000_0000)));
    }

    #[test]
    fn a_uri_has_no_capitals_where_they_mean_nothing() {
        assert_eq!(
            canonical_uri("HTTP://U%2Fb@Example.ORG:1/A%2F"),
            "http://U%2fb@example.org:1/A%2f"
        );
        assert_eq!(canonical_uri("URN:A:B#C"), "urn:A:B#C");
        assert_eq!(canonical_uri("A/B:C"), "A/B:C");
        assert_eq!(canonical_uri("//A?B"), "//a?B");
    }

    #[test]
    fn names_of_parts_do_not_count() {
        let part = |name: &str| Value::Record(vec![(name.to_string(), Value::Integer(1))]);
        assert_eq!(of(&part("a")), of(&part("b")));
        let constant = |index, name: &str| Value::Constant(index, name.to_string());
        assert_eq!(of(&constant(1, "A")), of(&constant(1, "B")));
        assert_ne!(of(&constant(0, "A")), of(&constant(1, "A")));
        let variant = |index, name: &str| Value::Variant(index, name.to_string(), part("a").into());
        assert_eq!(of(&variant(1, "A")), of(&variant(1, "B")));
        assert_ne!(of(&variant(0, "A")), of(&variant(1, "A")));
    }

    #[test]
    fn the_last_value_of_a_key_counts() {
        let entry = |key, value| (Value::Integer(key), Value::Integer(value));
        let entries = distinct_entries(vec![entry(1, 1), entry(2, 2), entry(1, 3)]);
        assert_eq!(entries, vec![entry(1, 3), entry(2, 2)]);
    }
}
