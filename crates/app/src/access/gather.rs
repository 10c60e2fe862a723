//! Pages of what only a judgement tells: candidates are read until enough of them are found good.

use crate::{Outcome, cursor::Cursor};

/// So many candidates are looked at for one page; the page then has less than asked for, and says where to go on.
const MOST_LOOKED_AT: usize = 5_000;

/// One look at the next candidates.
pub(super) struct Look<T> {
    /// How many there were; fewer than wanted: there are no more.
    pub(super) looked_at: usize,
    /// The place of the last one.
    pub(super) last: Option<Cursor>,
    /// Those found good, each with its place.
    pub(super) found: Vec<(Cursor, T)>,
}

/// Looks, from a place on, until a page is full; gives the page and where the next begins.
pub(super) fn gather<T>(
    after: Option<Cursor>,
    limit: usize,
    mut look: impl FnMut(Option<&Cursor>, usize) -> Outcome<Look<T>>,
) -> Outcome<(Vec<T>, Option<Cursor>)> {
    let wanted = limit.max(64) + 1;
    let (mut at, mut looked_at, mut next) = (after, 0, None);
    let mut found: Vec<(Cursor, T)> = Vec::new();
    while found.len() <= limit {
        let seen = look(at.as_ref(), wanted)?;
        found.extend(seen.found);
        looked_at += seen.looked_at;
        if seen.looked_at < wanted {
            break;
        }
        at = seen.last;
        if looked_at >= MOST_LOOKED_AT && found.len() <= limit {
            next.clone_from(&at);
            break;
        }
    }
    if found.len() > limit {
        found.truncate(limit);
        next = found.last().map(|(place, _)| place.clone());
    }
    Ok((found.into_iter().map(|(_, one)| one).collect(), next))
}
