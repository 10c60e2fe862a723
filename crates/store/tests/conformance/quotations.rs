//! Quotations.

use crate::setting::{beside_a_neighbour, id};
use roster_domain::id::{AccountId, Id, QuotationId};
use roster_store::{
    DbError, WriteTx,
    quotations::{self, QuotationRow},
};
use uuid::Uuid;

fn quotation(number: u128) -> QuotationRow {
    QuotationRow {
        quotation: id(number),
        title: format!("Täsking {number}"),
        text: "Two images,\n\"cloud-free\".".to_owned(),
        amount: number.is_multiple_of(2).then_some(250),
        reference: "T-1".to_owned(),
        state: "open".to_owned(),
        valid_until: number.is_multiple_of(3).then_some(99),
        issued_at: 10,
        issued_by: None,
        decided_at: None,
        decided_by: None,
        decided_name: String::new(),
        entry_seq: None,
    }
}

fn ten(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    (1..=10).map(|number| 1 + number * 7 % 11).try_for_each(|n| quotations::insert(tx, account, &quotation(n)))
}

#[tokio::test]
async fn a_quotation_is_read_as_it_was_written_and_decided_once() {
    beside_a_neighbour(ten, |tx, account| {
        for number in [2, 3] {
            assert_eq!(quotations::by_id(tx, account, id(number))?, Some(quotation(number)));
        }
        assert_eq!(quotations::by_id(tx, account, id(99))?, None);
        let accepted = QuotationRow {
            state: "accepted".to_owned(),
            decided_at: Some(20),
            decided_by: Some(id(5)),
            decided_name: "Ann".to_owned(),
            ..quotation(3)
        };
        assert!(quotations::decide(tx, account, &accepted)?);
        let declined = QuotationRow { state: "declined".to_owned(), ..accepted.clone() };
        assert!(!quotations::decide(tx, account, &declined)?, "decided already");
        assert_eq!(quotations::by_id(tx, account, id(3))?, Some(accepted));
        assert!(!quotations::decide(tx, account, &quotation(99))?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn quotations_are_listed_newest_first_of_all_or_of_one_state() {
    beside_a_neighbour(ten, |tx, account| {
        let withdrawn = QuotationRow { state: "withdrawn".to_owned(), decided_at: Some(20), ..quotation(5) };
        assert!(quotations::decide(tx, account, &withdrawn)?);
        let mut walk = |state: Option<&str>, limit: i64| {
            let (mut before, mut seen) = (QuotationId::from_uuid(Uuid::max()), Vec::new());
            loop {
                let page = quotations::page(tx, account, state, before, limit)?;
                assert!(seen.len() < 1000, "the pages never end");
                let Some(last) = page.last() else { return Ok::<_, DbError>(seen) };
                before = last.quotation;
                seen.extend(page.into_iter().map(|row| row.quotation));
            }
        };
        let ids = |numbers: &[u128]| numbers.iter().map(|number| id(*number)).collect::<Vec<QuotationId>>();
        for limit in [1, 3, 100] {
            assert_eq!(walk(None, limit)?, ids(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]));
            assert_eq!(walk(Some("open"), limit)?, ids(&[11, 10, 9, 8, 7, 6, 4, 3, 2]));
            assert_eq!(walk(Some("withdrawn"), limit)?, ids(&[5]));
            assert_eq!(walk(Some("accepted"), limit)?, []);
        }
        Ok(())
    })
    .await;
}
