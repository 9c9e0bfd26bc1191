use crate::frame::{self, Frame, Kind};
use crate::header;
use crate::refusal::{refuse, Result};
use crate::segment::Segment;

/// The frames of a log that count, up to its end or its torn tail.
#[derive(Debug)]
pub struct Log<'a> {
    /// SCHEMA and COMMIT frames in their order, each with its place.
    pub frames: Vec<(String, Frame<'a>)>,

    /// Where the log is torn, and how many bytes are behind that.
    pub tail: Option<TornTail>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct TornTail {
    pub position: u64,
    pub bytes: usize,
}

const BEGINS_TOO_EARLY: &str = "begins before the end of the segment before it";

/// Reads a chain of segments, of which the first is where reading begins.
pub fn read(segments: &[Segment]) -> Result<Log<'_>> {
    require_chain(segments)?;
    let mut frames = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let mut offset = header::LENGTH;
        loop {
            let Some(frame) = frame::read(segment, offset)? else {
                let tail = end_of_log(&segments[index..], offset)?;
                return Ok(Log { frames, tail });
            };
            let place = segment.place(offset);
            offset = frame.end;
            match frame.kind {
                Kind::Schema | Kind::Commit => frames.push((place, frame)),
                Kind::Seal => {}
                Kind::Next => break,
            }
        }
        match segments.get(index + 1) {
            None => return refuse(&segment.file, "the segment after it is not there"),
            Some(next) if next.base < segment.position(offset) => {
                return refuse(&next.file, BEGINS_TOO_EARLY);
            }
            Some(_) => {}
        }
    }
    refuse("the log", "has no segment")
}

fn require_chain(segments: &[Segment]) -> Result<()> {
    for pair in segments.windows(2) {
        if pair[1].number != pair[0].number + 1 {
            return refuse(&pair[1].file, "the segment before it is not there");
        }
        if pair[1].database != pair[0].database {
            return refuse(&pair[1].file, "is of another database");
        }
        if pair[1].base < pair[0].base {
            return refuse(&pair[1].file, BEGINS_TOO_EARLY);
        }
    }
    Ok(())
}

/// At this offset of the first segment there is no valid frame: tells the end of the log from a torn
/// tail and both from corruption.
fn end_of_log(segments: &[Segment], offset: usize) -> Result<Option<TornTail>> {
    let (torn, behind) = (&segments[0], &segments[1..]);
    let position = torn.position(offset);
    let mut bytes = significant(&torn.bytes[offset..]);
    if bytes == 0 && behind.is_empty() {
        return Ok(None);
    }
    require_unpromised(torn, offset + 1, position, torn)?;
    for segment in behind {
        if segment.base < position {
            return refuse(&segment.file, BEGINS_TOO_EARLY);
        }
        require_unpromised(segment, header::LENGTH, position, torn)?;
        let made_with = frame::read(segment, header::LENGTH)?.map_or(header::LENGTH, |f| f.end);
        bytes += significant(&segment.bytes[made_with..]);
    }
    Ok(Some(TornTail { position, bytes }))
}

/// How many bytes there are up to the last one that is not zero.
fn significant(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1)
}

/// No frame from this offset on says that what is torn at the position was on stable storage.
fn require_unpromised(segment: &Segment, from: usize, position: u64, torn: &Segment) -> Result<()> {
    for offset in from..segment.bytes.len() {
        if let Some(frame) = frame::read(segment, offset)? {
            if frame.promised > position {
                return refuse(
                    torn.place((position - torn.base) as usize),
                    format!(
                        "damaged, although the frame at {} says that it was on stable storage",
                        segment.place(offset)
                    ),
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    /// The example of one segment, with the commits `a=1` and `b=2`.
    fn one() -> Vec<Segment> {
        segments(&Page::read("log.md").hex_blocks()[..1])
    }

    /// The example of two segments, with one commit in each.
    fn two() -> Vec<Segment> {
        segments(&Page::read("log.md").hex_blocks()[1..])
    }

    fn segments(files: &[Vec<u8>]) -> Vec<Segment> {
        let read = |(bytes, number): (&Vec<u8>, u64)| {
            Segment::read(format!("log {number}"), bytes.clone(), number).unwrap()
        };
        files.iter().zip(1..).map(read).collect()
    }

    fn bodies<'a>(log: &Log<'a>) -> Vec<&'a str> {
        log.frames.iter().map(|(_, frame)| std::str::from_utf8(frame.body).unwrap()).collect()
    }

    #[test]
    fn the_example_of_one_segment_has_what_the_page_says() {
        let segments = one();
        let log = read(&segments).unwrap();
        assert_eq!(bodies(&log), ["types", "a=1", "b=2"]);
        let promises: Vec<u64> = log.frames.iter().map(|(_, frame)| frame.promised).collect();
        assert_eq!(promises, [64, 79, 79]);
        assert_eq!(log.tail, None);
    }

    #[test]
    fn the_example_of_two_segments_has_what_the_page_says() {
        let segments = two();
        let log = read(&segments).unwrap();
        assert_eq!(bodies(&log), ["types", "a=1", "types", "b=2"]);
        let promises: Vec<u64> = log.frames.iter().map(|(_, frame)| frame.promised).collect();
        assert_eq!(promises, [64, 79, 79, 79]);
        assert_eq!(log.tail, None);
    }

    #[test]
    fn damage_before_the_seal_is_corruption() {
        for offset in header::LENGTH..105 {
            let mut segments = one();
            segments[0].bytes[offset] ^= 1;
            assert!(read(&segments).is_err(), "offset {offset}");
        }
    }

    #[test]
    fn damage_to_the_seal_is_a_torn_tail() {
        for offset in 105..115 {
            let mut segments = one();
            segments[0].bytes[offset] ^= 1;
            let log = read(&segments).unwrap();
            assert_eq!(bodies(&log), ["types", "a=1", "b=2"], "offset {offset}");
            assert_eq!(log.tail.unwrap().position, 105);
        }
    }

    #[test]
    fn a_log_may_be_cut_anywhere() {
        for length in header::LENGTH..115 {
            let mut segments = one();
            segments[0].bytes.truncate(length);
            let frames = read(&segments).unwrap().frames.len();
            let whole = [79, 92, 105].iter().filter(|&&end| end <= length).count();
            assert_eq!(frames, whole, "{length} bytes");
        }
    }

    #[test]
    fn zeros_behind_the_last_frame_are_no_torn_tail() {
        let mut segments = one();
        segments[0].bytes.truncate(92);
        segments[0].bytes.extend([0; 1000]);
        assert_eq!(read(&segments).unwrap().tail, None);
    }

    #[test]
    fn a_frame_behind_the_tear_that_promises_no_more_is_cut_off_with_it() {
        let mut segments = one();
        segments[0].bytes.truncate(105);
        segments[0].bytes[79] ^= 1; // the frame a=1; that of b=2 promises position 79
        let log = read(&segments).unwrap();
        assert_eq!(bodies(&log), ["types"]);
        assert_eq!(log.tail, Some(TornTail { position: 79, bytes: 26 }));
    }

    #[test]
    fn a_segment_behind_the_tear_is_cut_off_with_it() {
        let mut segments = two();
        segments[0].bytes.truncate(85);
        let seal = segments[1].bytes.len() - 10;
        segments[1].bytes.truncate(seal);
        let log = read(&segments).unwrap();
        assert_eq!(bodies(&log), ["types"]);
        let of_the_second = seal - 87; // all behind its first frame
        assert_eq!(log.tail, Some(TornTail { position: 79, bytes: 6 + of_the_second }));
    }

    #[test]
    fn a_promise_of_a_segment_behind_makes_a_tear_corruption() {
        let mut segments = two();
        segments[0].bytes.truncate(85);
        assert!(read(&segments).is_err());
    }

    #[test]
    fn a_segment_that_begins_before_the_tear_is_refused() {
        let mut segments = two();
        segments[0].bytes.truncate(79);
        segments[1].base = 78;
        segments[1].bytes.truncate(header::LENGTH);
        assert!(read(&segments).is_err());
        segments[1].base = 79;
        assert!(read(&segments).is_ok());
    }

    #[test]
    fn a_segment_that_is_missing_is_refused() {
        let mut segments = two();
        segments.pop();
        assert!(read(&segments).is_err());
    }
}
