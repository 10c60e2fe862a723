//! The compliance status.

use crate::{rows::member, setting::beside_a_neighbour};
use roster_store::compliance::{self, ComplianceRow};

#[tokio::test]
async fn d03_a_status_is_absent_until_it_is_set_and_its_version_moves() {
    beside_a_neighbour(
        |tx, account| {
            member(tx, account, 1, "Ann")?;
            Ok(())
        },
        |tx, account| {
            assert_eq!(compliance::of(tx, account)?, None);
            compliance::set(tx, account, "in_review", "Bitte wärten", Some(crate::setting::id(1)), 20)?;
            let row = ComplianceRow {
                status: "in_review".to_owned(),
                note: "Bitte wärten".to_owned(),
                changed_at: 20,
                changed_by: Some(crate::setting::id(1)),
                version: 1,
            };
            assert_eq!(compliance::of(tx, account)?, Some(row.clone()));
            compliance::set(tx, account, "passed", "", None, 30)?;
            let (status, note) = ("passed".to_owned(), String::new());
            let row = ComplianceRow { status, note, changed_at: 30, changed_by: None, version: 2 };
            assert_eq!(compliance::of(tx, account)?, Some(row));
            Ok(())
        },
    )
    .await;
}
