//! What is known of an account.

use crate::setting::beside_a_neighbour;
use roster_store::account_details;

#[tokio::test]
async fn d13_a_detail_is_there_until_it_is_empty() {
    beside_a_neighbour(
        |tx, account| account_details::set(tx, account, "city", "Bremen"),
        |tx, account| {
            account_details::set(tx, account, "address", "Hafenstraße 1")?;
            account_details::set(tx, account, "city", "Kiel")?;
            let told = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
                pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
            };
            assert_eq!(account_details::of(tx, account)?, told(&[("address", "Hafenstraße 1"), ("city", "Kiel")]));
            account_details::set(tx, account, "city", "")?;
            assert_eq!(account_details::of(tx, account)?, told(&[("address", "Hafenstraße 1")]));
            Ok(())
        },
    )
    .await;
}
