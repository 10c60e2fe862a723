//! What members ask for.

use crate::{
    rows,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::{AccessRequestId, AccountId, Id};
use roster_store::{
    DbError, WriteTx,
    access_requests::{self, AccessRequestRow},
};
use uuid::Uuid;

fn request(number: u128) -> AccessRequestRow {
    AccessRequestRow {
        request: id(number),
        member: id(1 + number % 2),
        target: format!("page:/{}", number % 3),
        permission: number.is_multiple_of(2).then(|| "site.edit".to_owned()),
        word: "Für \"Montag\"".to_owned(),
        state: "open".to_owned(),
        asked_at: 10,
        decided_at: None,
        decided_by: None,
        decided_name: String::new(),
        answer: String::new(),
    }
}

fn ten(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    rows::member(tx, account, 1, "Ann")?;
    rows::member(tx, account, 2, "Bo")?;
    (1..=10).map(|number| 1 + number * 7 % 11).try_for_each(|n| access_requests::insert(tx, account, &request(n)))
}

#[tokio::test]
async fn a_request_is_read_as_it_was_written_asked_again_and_answered_once() {
    beside_a_neighbour(ten, |tx, account| {
        for number in [2, 3] {
            assert_eq!(access_requests::by_id(tx, account, id(number))?, Some(request(number)));
        }
        assert_eq!(access_requests::by_id(tx, account, id(99))?, None);
        // The newest of this member about this.
        assert_eq!(access_requests::latest(tx, account, id(1), "page:/1")?, Some(request(10)));
        assert_eq!(access_requests::latest(tx, account, id(1), "page:/9")?, None);
        let again =
            AccessRequestRow { asked_at: 30, word: "now".to_owned(), permission: Some("a".to_owned()), ..request(3) };
        access_requests::again(tx, account, &again)?;
        assert_eq!(access_requests::by_id(tx, account, id(3))?, Some(again.clone()));
        let given = AccessRequestRow {
            state: "given".to_owned(),
            decided_at: Some(40),
            decided_by: Some(id(1)),
            decided_name: "Ann".to_owned(),
            answer: "ok".to_owned(),
            ..again
        };
        assert!(access_requests::decide(tx, account, &given)?);
        assert!(!access_requests::decide(tx, account, &given)?, "answered already");
        access_requests::again(tx, account, &request(3))?;
        assert_eq!(access_requests::by_id(tx, account, id(3))?, Some(given), "what is answered stays");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn requests_of_a_state_are_listed_newest_first() {
    beside_a_neighbour(ten, |tx, account| {
        let declined = AccessRequestRow { state: "declined".to_owned(), decided_at: Some(20), ..request(5) };
        assert!(access_requests::decide(tx, account, &declined)?);
        let mut walk = |state: &str, limit: i64| {
            let (mut before, mut seen) = (AccessRequestId::from_uuid(Uuid::max()), Vec::new());
            loop {
                let page = access_requests::page(tx, account, state, before, limit)?;
                assert!(seen.len() < 1000, "the pages never end");
                let Some(last) = page.last() else { return Ok::<_, DbError>(seen) };
                before = last.request;
                seen.extend(page.into_iter().map(|row| row.request.uuid().as_u128()));
            }
        };
        for limit in [1, 3, 100] {
            assert_eq!(walk("open", limit)?, [11, 10, 9, 8, 7, 6, 4, 3, 2]);
            assert_eq!(walk("declined", limit)?, [5]);
            assert!(walk("given", limit)?.is_empty());
        }
        Ok(())
    })
    .await;
}
