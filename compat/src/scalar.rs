use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::calendar::{Date, Offset, Time, DAYS, INSTANTS, YEARS};
use crate::descriptor::Scalar;
use crate::value::Value;

const MOST_NANOS: u32 = 999_999_999;
const MOST_OFFSET: i32 = 18 * 60 * 60;
const SECONDS_OF_A_DAY: u32 = 86_400;

/// Reads a value of a type without parts.
pub fn read<'de, D: Deserializer<'de>>(scalar: Scalar, from: D) -> Result<Value, D::Error> {
    match scalar {
        Scalar::Boolean => bool::deserialize(from).map(Value::Boolean),
        Scalar::Byte => i8::deserialize(from).map(integer),
        Scalar::Short => i16::deserialize(from).map(integer),
        Scalar::Int => i32::deserialize(from).map(integer),
        Scalar::Long => i64::deserialize(from).map(integer),
        Scalar::Char => u16::deserialize(from).map(integer),
        Scalar::Float => f32::deserialize(from).map(|f| Value::Float(f.to_bits())),
        Scalar::Double => f64::deserialize(from).map(|d| Value::Double(d.to_bits())),
        Scalar::String | Scalar::ZoneId | Scalar::Locale | Scalar::Currency => {
            String::deserialize(from).map(Value::Text)
        }
        Scalar::URI => String::deserialize(from).map(Value::Uri),
        Scalar::Bytes => Vec::deserialize(from).map(|bytes| Value::Text(hex(&bytes))),
        Scalar::UUID => <[u8; 16]>::deserialize(from).map(|bytes| uuid(&bytes)),
        Scalar::BigInteger => Vec::deserialize(from).and_then(|bytes| big_integer(&bytes)),
        Scalar::BigDecimal => <(Vec<u8>, i32)>::deserialize(from).and_then(|(bytes, scale)| {
            Ok(Value::parts([("unscaled", big_integer(&bytes)?), ("scale", integer(scale))]))
        }),
        Scalar::Instant => seconds(from, INSTANTS),
        Scalar::Duration => seconds(from, i64::MIN..=i64::MAX),
        Scalar::Period => <(i32, i32, i32)>::deserialize(from).map(|(years, months, days)| {
            Value::parts([
                ("years", integer(years)),
                ("months", integer(months)),
                ("days", integer(days)),
            ])
        }),
        Scalar::LocalDate => i64::deserialize(from).and_then(date).map(Value::text),
        Scalar::LocalTime => {
            let (second, nanos) = Deserialize::deserialize(from)?;
            time(second, nanos).map(Value::text)
        }
        Scalar::LocalDateTime => {
            let (day, second, nanos) = Deserialize::deserialize(from)?;
            date_time(day, second, nanos).map(Value::Text)
        }
        Scalar::OffsetDateTime => {
            let (day, second, nanos, seconds) = Deserialize::deserialize(from)?;
            let date_time = date_time(day, second, nanos)?;
            Ok(Value::Text(date_time + &offset(seconds)?.to_string()))
        }
        Scalar::ZonedDateTime => {
            let (day, second, nanos, seconds, zone) = <(_, _, _, _, String)>::deserialize(from)?;
            let date_time = date_time(day, second, nanos)?;
            Ok(Value::Text(format!("{date_time}{}[{zone}]", offset(seconds)?)))
        }
        Scalar::ZoneOffset => i32::deserialize(from).and_then(offset).map(Value::text),
        Scalar::Year => i32::deserialize(from).and_then(|y| within(y, YEARS)).map(integer),
        Scalar::YearMonth => {
            let (year, month) = <(i32, u8)>::deserialize(from)?;
            let (year, month) = (within(year, YEARS)?, within(month, 1..=12)?);
            Ok(Value::Text(format!("{year}-{month:02}")))
        }
    }
}

fn integer(number: impl Into<i64>) -> Value {
    Value::Integer(number.into())
}

fn within<T: PartialOrd + Display, E: Error>(number: T, range: RangeInclusive<T>) -> Result<T, E> {
    if range.contains(&number) {
        return Ok(number);
    }
    Err(E::custom(format!("{number} is not within {} to {}", range.start(), range.end())))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn uuid(bytes: &[u8; 16]) -> Value {
    let digits = hex(bytes);
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    Value::Text(groups.join("-"))
}

/// A sign and the hexadecimal digits of the magnitude, of two's complement, big-endian.
fn big_integer<E: Error>(bytes: &[u8]) -> Result<Value, E> {
    let (&first, rest) = bytes.split_first().ok_or_else(|| E::custom("a number of no bytes"))?;
    let is_negative = first >= 0x80;
    let extends = if is_negative { 0xff } else { 0 };
    if first == extends && rest.first().is_some_and(|&next| (next >= 0x80) == is_negative) {
        return Err(E::custom("a number of more bytes than it needs"));
    }
    let mut magnitude = bytes.to_vec();
    if is_negative {
        // The two's complement of the magnitude: inverted, and one more.
        let mut carry = true;
        for byte in magnitude.iter_mut().rev() {
            (*byte, carry) = (!*byte).overflowing_add(carry.into());
        }
    }
    let digits = hex(&magnitude);
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    Ok(Value::Text(format!("{}0x{digits}", if is_negative { "-" } else { "" })))
}

fn seconds<'de, D: Deserializer<'de>>(
    from: D,
    range: RangeInclusive<i64>,
) -> Result<Value, D::Error> {
    let (seconds, nanos) = <(i64, u32)>::deserialize(from)?;
    Ok(Value::parts([
        ("seconds", integer(within(seconds, range)?)),
        ("nanos", integer(within(nanos, 0..=MOST_NANOS)?)),
    ]))
}

fn date<E: Error>(day: i64) -> Result<Date, E> {
    let days_since_epoch = within(day, DAYS)?;
    Ok(Date { days_since_epoch })
}

fn time<E: Error>(second: u32, nanos: u32) -> Result<Time, E> {
    Ok(Time {
        second: within(second, 0..=SECONDS_OF_A_DAY - 1)?,
        nanos: within(nanos, 0..=MOST_NANOS)?,
    })
}

fn date_time<E: Error>(day: i64, second: u32, nanos: u32) -> Result<String, E> {
    Ok(format!("{}T{}", date(day)?, time(second, nanos)?))
}

fn offset<E: Error>(seconds: i32) -> Result<Offset, E> {
    within(seconds, -MOST_OFFSET..=MOST_OFFSET).map(Offset)
}
