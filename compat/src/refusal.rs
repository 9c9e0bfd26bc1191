use std::fmt;

/// Why a database is not read: the file or frame that is wrong, and how.
#[derive(Debug)]
pub struct Refusal {
    place: String,
    reason: String,
}

pub type Result<T> = std::result::Result<T, Refusal>;

/// A refusal of something at a place.
pub fn refuse<T>(place: impl fmt::Display, reason: impl fmt::Display) -> Result<T> {
    Err(refusal(place, reason))
}

pub fn refusal(place: impl fmt::Display, reason: impl fmt::Display) -> Refusal {
    Refusal { place: place.to_string(), reason: reason.to_string() }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.reason)
    }
}
