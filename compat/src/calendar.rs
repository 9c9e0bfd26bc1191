use std::fmt;
use std::ops::RangeInclusive;

/// The days since 1970-01-01 that have a date in Java: those of the years ±999,999,999.
pub const DAYS: RangeInclusive<i64> = -365_243_219_162..=365_241_780_471;

pub const YEARS: RangeInclusive<i32> = -999_999_999..=999_999_999;

/// The seconds since 1970-01-01T00:00Z that are an instant in Java, a day more on both sides at least.
pub const INSTANTS: RangeInclusive<i64> = -31_557_014_167_219_200..=31_556_889_864_403_199;

/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// Days of 400 years, and of 100, 4 and 1 that do not end with a leap day which the next unit omits.
const DAYS_OF_400_YEARS: i64 = 146_097;
const DAYS_OF_100_YEARS: i64 = 36_524;
const DAYS_OF_4_YEARS: i64 = 1_461;
const DAYS_OF_A_YEAR: i64 = 365;

/// From March on, so that the leap day is the last of a year.
const DAYS_OF_MONTHS: [i64; 12] = [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29];

/// A day of the Gregorian calendar, printed as year, month and day.
pub struct Date {
    pub days_since_epoch: i64,
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.days_since_epoch + DAYS_TO_EPOCH;
        let mut year = 400 * days.div_euclid(DAYS_OF_400_YEARS);
        let mut day = days.rem_euclid(DAYS_OF_400_YEARS);
        for (length, years, most) in
            [(DAYS_OF_100_YEARS, 100, 3), (DAYS_OF_4_YEARS, 4, 24), (DAYS_OF_A_YEAR, 1, 3)]
        {
            let count = (day / length).min(most);
            year += count * years;
            day -= count * length;
        }
        let mut month = 0;
        while day >= DAYS_OF_MONTHS[month] {
            day -= DAYS_OF_MONTHS[month];
            month += 1;
        }
        if month >= 10 {
            year += 1;
        }
        write!(out, "{year}-{:02}-{:02}", (month + 2) % 12 + 1, day + 1)
    }
}

/// A time of day.
pub struct Time {
    pub second: u32,
    pub nanos: u32,
}

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, second) = (self.second / 60, self.second % 60);
        write!(out, "{:02}:{:02}:{second:02}.{:09}", minutes / 60, minutes % 60, self.nanos)
    }
}

/// A distance from UTC in seconds.
pub struct Offset(pub i32);

impl fmt::Display for Offset {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let seconds = self.0.unsigned_abs();
        let minutes = seconds / 60;
        write!(out, "{sign}{:02}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(days_since_epoch: i64) -> String {
        Date { days_since_epoch }.to_string()
    }

    #[test]
    fn leap_days_are_where_the_calendar_has_them() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(-1), "1969-12-31");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(11_017), "2000-03-01");
        assert_eq!(date(-25_509), "1900-02-28");
        assert_eq!(date(-25_508), "1900-03-01");
        assert_eq!(date(19_782), "2024-02-29");
    }

    #[test]
    fn the_ends_of_the_range_are_new_years() {
        assert_eq!(date(*DAYS.start()), "-999999999-01-01");
        assert_eq!(date(*DAYS.end()), "999999999-12-31");
    }

    #[test]
    fn offsets_have_a_sign() {
        assert_eq!(Offset(20_700).to_string(), "+05:45:00");
        assert_eq!(Offset(-1).to_string(), "-00:00:01");
        assert_eq!(Offset(0).to_string(), "+00:00:00");
    }
}
