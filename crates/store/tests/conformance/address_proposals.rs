//! Sign-in addresses that were proposed for members.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    address_proposals::{self, ProposalRow},
};

fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "Bo")?;
    address_proposals::put(tx, account, &proposal("bo@home.example"))
}

fn proposal(email: &str) -> ProposalRow {
    ProposalRow {
        member: id(2),
        email: email.to_owned(),
        email_key: email.to_owned(),
        link: Some(id(7)),
        by: Some(id(1)),
        proposed_at: 10,
        expires_at: 20,
    }
}

#[tokio::test]
async fn one_address_is_proposed_for_a_member_at_a_time() {
    beside_a_neighbour(two, |tx, account| {
        assert_eq!(address_proposals::of_member(tx, account, id(2))?, Some(proposal("bo@home.example")));
        assert_eq!(address_proposals::of_member(tx, account, id(1))?, None);
        let other = ProposalRow { link: None, by: None, ..proposal("bo@work.example") };
        address_proposals::put(tx, account, &other)?;
        assert_eq!(address_proposals::of_member(tx, account, id(2))?, Some(other));
        address_proposals::remove(tx, account, id(2))?;
        assert_eq!(address_proposals::of_member(tx, account, id(2))?, None);
        Ok(())
    })
    .await;
}
