//! A ZIP file (APPNOTE 6.3) whose entries are stored as they are and whose sizes follow them, so that it can be written while it is read.

use roster_app::Failure;

/// Sizes follow the data, and names are UTF-8.
const FLAGS: u16 = 0x0808;
/// No entry has a time of its own: the first of January 1980.
const DAY: u16 = 0x0021;
/// What 32 bits can say, with room for what stands at the end.
const MOST: u64 = 0xFFFF_0000;

/// A file being written.
#[derive(Default)]
pub(super) struct Zip {
    bytes: Vec<u8>,
    /// How many were taken before.
    taken: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    at: u64,
    crc: u32,
    size: u64,
}

impl Zip {
    /// Begins an entry.
    pub(super) fn begin(&mut self, name: &str) {
        let at = self.length();
        self.bytes.extend_from_slice(&0x0403_4b50_u32.to_le_bytes());
        self.head();
        self.numbers(&[0, 0, 0]);
        self.halves(&[half(name.len()), 0]);
        self.bytes.extend_from_slice(name.as_bytes());
        self.entries.push(Entry { name: name.to_owned(), at, crc: !0, size: 0 });
    }

    /// Adds to the entry.
    pub(super) fn write(&mut self, data: &[u8]) -> Result<(), Failure> {
        if self.length() + u64::try_from(data.len()).unwrap_or(u64::MAX) > MOST {
            return Err(Failure::broken("an archive of more than 4 GiB"));
        }
        if let Some(entry) = self.entries.last_mut() {
            entry.crc = crc(entry.crc, data);
            entry.size += data.len() as u64;
        }
        self.bytes.extend_from_slice(data);
        Ok(())
    }

    /// Ends the entry.
    pub(super) fn end(&mut self) {
        let Some((crc, size)) = self.entries.last_mut().map(|entry| {
            entry.crc = !entry.crc;
            (entry.crc, word(entry.size))
        }) else {
            return;
        };
        self.numbers(&[0x0807_4b50, crc, size, size]);
    }

    /// Ends the file.
    pub(super) fn finish(&mut self) {
        let at = self.length();
        let entries = std::mem::take(&mut self.entries);
        let count = half(entries.len());
        for entry in entries {
            self.numbers(&[0x0201_4b50]);
            self.halves(&[20]);
            self.head();
            self.numbers(&[entry.crc, word(entry.size), word(entry.size)]);
            self.halves(&[half(entry.name.len()), 0, 0, 0, 0]);
            self.numbers(&[0, word(entry.at)]);
            self.bytes.extend_from_slice(entry.name.as_bytes());
        }
        let size = word(self.length() - at);
        self.numbers(&[0x0605_4b50]);
        self.halves(&[0, 0, count, count]);
        self.numbers(&[size, word(at)]);
        self.halves(&[0]);
    }

    /// What was written since it was last taken.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.taken += self.bytes.len() as u64;
        std::mem::take(&mut self.bytes)
    }

    fn length(&self) -> u64 {
        self.taken + self.bytes.len() as u64
    }

    /// Version, flags, stored as it is, time and day.
    fn head(&mut self) {
        self.halves(&[20, FLAGS, 0, 0, DAY]);
    }

    fn halves(&mut self, numbers: &[u16]) {
        numbers.iter().for_each(|number| self.bytes.extend_from_slice(&number.to_le_bytes()));
    }

    fn numbers(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.bytes.extend_from_slice(&number.to_le_bytes()));
    }
}

fn word(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn half(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// CRC-32 (ISO 3309), bit by bit of each byte through a small table.
fn crc(mut crc: u32, data: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    for byte in data {
        crc = (crc >> 8) ^ TABLE[((crc ^ u32::from(*byte)) & 0xff) as usize];
    }
    crc
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut place = 0;
    while place < 256 {
        let (mut value, mut bit) = (place as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ 0xEDB8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[place] = value;
        place += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_that_of_the_standard() {
        assert_eq!(!crc(!0, b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn what_is_taken_in_pieces_is_one_file() {
        let (mut zip, mut file) = (Zip::default(), Vec::new());
        for name in ["a.csv", "b.json"] {
            zip.begin(name);
            for piece in ["one\n", "two\n"] {
                zip.write(piece.as_bytes()).unwrap();
                file.extend(zip.take());
            }
            zip.end();
        }
        zip.finish();
        file.extend(zip.take());
        let find = |mark: u32| file.windows(4).filter(|bytes| **bytes == mark.to_le_bytes()).count();
        assert_eq!([find(0x0403_4b50), find(0x0807_4b50), find(0x0201_4b50), find(0x0605_4b50)], [2, 2, 2, 1]);
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let end = file.len() - 22;
        let (size, at) = (number(end + 12), number(end + 16));
        assert_eq!(at + size, end, "the directory stands where the end says");
        assert_eq!(number(at), 0x0201_4b50);
        assert_eq!(number(at + 24), 8, "the size of the first");
        assert_eq!(u16::from_le_bytes([file[end + 10], file[end + 11]]), 2);
    }
}
