//! Text of both directions in one sentence.

use roster_domain::language::Direction;
use std::borrow::Cow;
use unicode_bidi::{BidiClass, bidi_class};

/// First strong isolate: what follows has its own direction and doesn't turn its surroundings about.
const ISOLATE: char = '\u{2068}';
/// Ends the isolate.
const POP_ISOLATE: char = '\u{2069}';

/// Keeps a foreign text (a name, an address) from turning the sentence about in which it stands: direction marks within
/// it are dropped, and it is isolated where its direction is another one than the sentence's.
pub fn isolate(text: &str, around: Direction) -> Cow<'_, str> {
    let turns = |class: BidiClass| {
        use BidiClass::{FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO};
        matches!(class, FSI | LRE | LRI | LRO | PDF | PDI | RLE | RLI | RLO)
    };
    if text.is_ascii() && around == Direction::LeftToRight {
        return Cow::Borrowed(text);
    }
    let marked = text.chars().any(|c| turns(bidi_class(c)));
    let foreign = around == Direction::RightToLeft
        || text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN));
    if !marked && !foreign {
        return Cow::Borrowed(text);
    }
    let plain = text.chars().filter(|c| !turns(bidi_class(*c)));
    Cow::Owned(if foreign {
        std::iter::once(ISOLATE).chain(plain).chain(std::iter::once(POP_ISOLATE)).collect()
    } else {
        plain.collect()
    })
}

/// Writes English words from right to left, each by itself, as CLDR's pseudo-locale `ar-XB` does.
pub fn mirror(text: &str) -> Cow<'_, str> {
    const WORD_BEGINS: &str = "\u{200f}\u{202e}";
    const WORD_ENDS: &str = "\u{202c}\u{200f}";
    let mut mirrored = String::with_capacity(text.len() * 2);
    let mut inside = false;
    for c in text.chars() {
        if c.is_alphanumeric() != inside {
            mirrored.push_str(if inside { WORD_ENDS } else { WORD_BEGINS });
            inside = !inside;
        }
        mirrored.push(c);
    }
    if inside {
        mirrored.push_str(WORD_ENDS);
    }
    Cow::Owned(mirrored)
}
