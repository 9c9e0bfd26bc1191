use crate::checksum::crc32c;
use crate::input::Input;
use crate::layout::u32_at;
use crate::refusal::{refuse, Result};
use crate::segment::Segment;

/// Length and checksum.
const HEAD: usize = 8;

/// `unsynced` and the kind take a byte at least.
const LEAST_LENGTH: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Schema,
    Commit,
    Seal,
    Next,
}

/// A frame whose checksum holds.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Up to this position the log was on stable storage when the frame was written.
    pub promised: u64,
    pub kind: Kind,
    pub body: &'a [u8],

    /// The offset behind it.
    pub end: usize,
}

/// The frame at an offset, `None` if there is no valid one. Refused is what no disk can have made.
pub fn read(segment: &Segment, offset: usize) -> Result<Option<Frame<'_>>> {
    let Some(payload) = payload(segment, offset) else {
        return Ok(None);
    };
    let place = segment.place(offset);
    let position = segment.position(offset);
    let mut input = Input::new(payload);
    let Ok(unsynced) = input.read::<u64>() else {
        return refuse(place, "the frame's checksum holds, but it has no promise");
    };
    if unsynced > position {
        return refuse(place, "the frame's checksum holds, but it promises less than nothing");
    }
    let kind = match input.read::<u8>() {
        Ok(1) => Kind::Schema,
        Ok(2) => Kind::Commit,
        Ok(3) => Kind::Seal,
        Ok(4) => Kind::Next,
        _ => return refuse(place, "the frame's checksum holds, but its kind is not known"),
    };
    Ok(Some(Frame {
        promised: position - unsynced,
        kind,
        body: input.rest(),
        end: offset + HEAD + payload.len(),
    }))
}

/// The bytes that the checksum at an offset covers, if it does.
fn payload(segment: &Segment, offset: usize) -> Option<&[u8]> {
    let rest = segment.bytes.get(offset..)?;
    if rest.len() < HEAD + LEAST_LENGTH {
        return None;
    }
    let length = u32_at(rest, 0);
    if (length as usize) < LEAST_LENGTH || length as usize > rest.len() - HEAD {
        return None;
    }
    let payload = &rest[HEAD..HEAD + length as usize];
    let checksum = crc32c(&[
        &segment.database,
        &segment.number.to_le_bytes(),
        &segment.position(offset).to_le_bytes(),
        &length.to_le_bytes(),
        payload,
    ]);
    (checksum == u32_at(rest, 4)).then_some(payload)
}
