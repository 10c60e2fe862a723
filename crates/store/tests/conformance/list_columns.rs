//! The columns that members chose.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{DbError, WriteTx, list_columns};

fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    (1..=2).try_for_each(|number| member(tx, account, number, "").map(drop))
}

#[tokio::test]
async fn c08_each_member_chooses_for_themself() {
    beside_a_neighbour(two, |tx, account| {
        assert_eq!(list_columns::of(tx, account, id(1))?, None);
        let columns = |some: &[&str]| some.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>();
        list_columns::set(tx, account, id(1), Some(&columns(&["name", "reach.site"])))?;
        list_columns::set(tx, account, id(2), Some(&columns(&["name"])))?;
        assert_eq!(list_columns::of(tx, account, id(1))?, Some(columns(&["name", "reach.site"])));
        list_columns::set(tx, account, id(1), Some(&columns(&["name", "email"])))?;
        assert_eq!(list_columns::of(tx, account, id(1))?, Some(columns(&["name", "email"])), "replaced");
        list_columns::set(tx, account, id(1), None)?;
        assert_eq!(list_columns::of(tx, account, id(1))?, None);
        assert_eq!(list_columns::of(tx, account, id(2))?, Some(columns(&["name"])));
        Ok(())
    })
    .await;
}
