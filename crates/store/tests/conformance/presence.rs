//! Where members are in the console.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    presence::{self, PresentRow},
};

fn three(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    (1..=3).try_for_each(|number| member(tx, account, number, "").map(drop))
}

#[tokio::test]
async fn the_newest_are_told_and_who_hides_is_not() {
    beside_a_neighbour(three, |tx, account| {
        let at = |number, page: &str, seen_at| PresentRow { member: id(number), page: page.to_owned(), seen_at };
        presence::note(tx, account, &at(1, "/users", 1_000))?;
        presence::note(tx, account, &at(2, "/audit", 2_000))?;
        // What is older changes nothing.
        presence::note(tx, account, &at(2, "/keys", 1_500))?;
        assert_eq!(presence::since(tx, account, 1_000, 10)?, [at(2, "/audit", 2_000), at(1, "/users", 1_000)]);
        assert_eq!(presence::since(tx, account, 1_001, 10)?, [at(2, "/audit", 2_000)]);
        assert_eq!(presence::since(tx, account, 0, 1)?, [at(2, "/audit", 2_000)]);
        let all = [id(1), id(2), id(3)];
        assert_eq!(presence::names(tx, account, &all)?.len(), 3);

        presence::hide(tx, account, id(2), Some(3_000))?;
        presence::hide(tx, account, id(3), Some(3_000))?;
        presence::note(tx, account, &at(2, "/users", 4_000))?;
        assert_eq!(presence::since(tx, account, 1_000, 10)?, [at(1, "/users", 1_000)]);
        let named: Vec<_> = presence::names(tx, account, &all)?.into_iter().map(|(member, _)| member).collect();
        assert_eq!(named, [id(1)]);
        let hidden = [1, 2, 3].map(|number| presence::is_hidden(tx, account, id(number)));
        assert_eq!(hidden.map(Result::unwrap), [false, true, true]);

        presence::hide(tx, account, id(2), None)?;
        presence::note(tx, account, &at(2, "/users", 5_000))?;
        assert_eq!(presence::since(tx, account, 5_000, 10)?, [at(2, "/users", 5_000)]);
        assert!(!presence::is_hidden(tx, account, id(2))?);
        Ok(())
    })
    .await;
}
