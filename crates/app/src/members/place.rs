//! Where a page of the members' list ends, as a cursor: good for the filter and the order it was made in, and for no other.

use super::list::{MemberFilter, MemberSort, SortBy};
use crate::{Failure, Outcome, cursor::Cursor};
use roster_domain::refusal::Refusal;
use roster_store::member_list::{Key, Place};

/// What cursors of an order begin with.
fn mark(sort: MemberSort) -> String {
    let by = match sort.by {
        SortBy::Name => 'n',
        SortBy::Email => 'e',
        SortBy::Company => 'c',
        SortBy::Roles => 'r',
        SortBy::Status => 's',
        SortBy::LastActive => 'a',
    };
    format!("{by}{}", if sort.descending { '-' } else { '+' })
}

/// The cursor of a place.
pub(super) fn write(filter: &MemberFilter, sort: MemberSort, place: &Place) -> String {
    let key = match &place.key {
        Key::Number(number) => number.to_string(),
        Key::Text(text) => text.clone(),
    };
    Cursor { key: format!("{}{}:{key}", mark(sort), place.status), id: place.member }.encode_for(filter)
}

/// The place of a cursor.
pub(super) fn read(filter: &MemberFilter, sort: MemberSort, cursor: &str) -> Outcome<Place> {
    let bad = || Failure::from(Refusal::field("/cursor", "bad_cursor"));
    let Cursor { key, id } = Cursor::decode_for(cursor, filter)?;
    let (status, key) = key.strip_prefix(&mark(sort)).and_then(|rest| rest.split_once(':')).ok_or_else(bad)?;
    let key = match sort.by {
        SortBy::LastActive => Key::Number(key.parse().map_err(|_| bad())?),
        _ => Key::Text(key.to_owned()),
    };
    Ok(Place { status: status.parse().map_err(|_| bad())?, key, member: id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_cursor_is_good_for_the_order_it_was_made_in() {
        let sorts = [SortBy::Name, SortBy::Email, SortBy::Company, SortBy::Roles, SortBy::Status, SortBy::LastActive];
        let sorts: Vec<MemberSort> =
            sorts.into_iter().flat_map(|by| [false, true].map(|descending| MemberSort { by, descending })).collect();
        let filter = MemberFilter::of_status("active");
        for sort in &sorts {
            let key = if sort.by == SortBy::LastActive { Key::Number(-7) } else { Key::Text("zoë:ö".to_owned()) };
            let place = Place { status: 3, key, member: Uuid::from_u128(5) };
            let text = write(&filter, *sort, &place);
            for other in &sorts {
                assert_eq!(read(&filter, *other, &text).ok(), (other == sort).then(|| place.clone()), "{other:?}");
            }
            assert!(read(&MemberFilter::default(), *sort, &text).is_err());
        }
    }
}
