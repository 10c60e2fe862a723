//! What a product says of resources.

use crate::{
    rows::resource,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    resource_attributes::{self, AttributesRow},
    resources,
};

fn said(number: u128) -> AttributesRow {
    AttributesRow {
        resource: id(number),
        size: Some(i64::MAX),
        media_type: Some("image/\"tiff\"".to_owned()),
        link: Some("https://files.example/ü".to_owned()),
    }
}

fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    resource(tx, account, 10, "asset", None, "Harbour")?;
    resource(tx, account, 11, "asset", None, "Pier")?;
    resource_attributes::put(tx, account, &[said(10), said(11)])
}

#[tokio::test]
async fn what_is_said_of_a_resource_is_read_as_it_was_said_last_and_goes_with_it() {
    beside_a_neighbour(two, |tx, account| {
        assert_eq!(resource_attributes::of(tx, account, &[id(11), id(10), id(99)])?, [said(10), said(11)]);
        let nothing = AttributesRow { resource: id(10), size: None, media_type: None, link: None };
        resource_attributes::put(tx, account, std::slice::from_ref(&nothing))?;
        assert_eq!(resource_attributes::of(tx, account, &[id(10)])?, [nothing]);
        resource_attributes::clear(tx, account, id(10))?;
        assert!(resource_attributes::of(tx, account, &[id(10)])?.is_empty());
        resources::delete(tx, account, id(11))?;
        assert!(resource_attributes::of(tx, account, &[id(11)])?.is_empty());
        Ok(())
    })
    .await;
}
