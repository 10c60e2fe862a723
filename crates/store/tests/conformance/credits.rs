//! The ledger of credits.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id, on_both, ours, refused, with_a_neighbour},
};
use roster_domain::{
    credits::{Balance, Lot},
    id::AccountId,
};
use roster_store::{
    DbError, WriteTx,
    credits::{self, EntryFilter, EntryRow, HoldRow},
};

/// A purchase of 10 by member 1, or at each third a spending of 5 by member 2; two entries share each time.
fn entry(seq: i64) -> EntryRow {
    let spends = seq % 3 == 0;
    let balance = (1..=seq).map(|seq| if seq % 3 == 0 { -5 } else { 10 }).sum();
    EntryRow {
        seq,
        at: 100 * ((seq + 1) / 2),
        kind: if spends { "spending" } else { "purchase" }.to_owned(),
        amount: if spends { -5 } else { 10 },
        held: 0,
        balance,
        set_aside: 0,
        of: None,
        expires_at: (seq == 1).then_some(900),
        actor_kind: "member".to_owned(),
        actor_id: Some(uuid::Uuid::from_u128(if spends { 2 } else { 1 })),
        member: Some(id(if spends { 2 } else { 1 })),
        reference: format!("örder-{seq}"),
        note: String::new(),
    }
}

fn ten(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "Bo")?;
    (1..=10).try_for_each(|seq| credits::append(tx, account, &entry(seq)))
}

#[tokio::test]
async fn d02_what_an_account_has_is_what_stands_behind_the_newest_entry_also_at_any_date() {
    beside_a_neighbour(ten, |tx, account| {
        assert_eq!(credits::by_seq(tx, account, 3)?, Some(entry(3)));
        assert_eq!(credits::by_seq(tx, account, 11)?, None);
        assert_eq!(credits::newest(tx, account)?, Balance { seq: 10, at: 500, balance: 55, held: 0 });
        for (moment, seq) in [(0, 0), (100, 0), (101, 2), (200, 2), (201, 4), (500, 8), (501, 10), (i64::MAX, 10)] {
            assert_eq!(credits::newest_before(tx, account, moment)?.seq, seq, "{moment}");
        }
        let balances = credits::balances_before(tx, account, &[50, 101, 301, 999])?;
        assert_eq!(balances, [(50, 0), (101, 20), (301, 30), (999, 55)]);
        assert_eq!(credits::balances_before(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_account_without_entries_has_nothing() {
    beside_a_neighbour(
        |_, _| Ok(()),
        |tx, account| {
            assert_eq!(credits::newest(tx, account)?, Balance::default());
            assert_eq!(credits::newest_before(tx, account, 100)?, Balance::default());
            assert_eq!(credits::balances_before(tx, account, &[7])?, [(7, 0)]);
            assert_eq!(credits::next_end(tx, account, 0)?, None);
            Ok(())
        },
    )
    .await;
}

#[tokio::test]
async fn d02_entries_are_listed_newest_first_by_kind_member_and_time() {
    beside_a_neighbour(ten, |tx, account| {
        let mut walk = |filter: EntryFilter, limit: i64| {
            let (mut before, mut seen) = (i64::MAX, Vec::new());
            loop {
                let page = credits::page(tx, account, before, &filter, limit)?;
                assert!(seen.len() < 1000, "the pages never end");
                let Some(last) = page.last() else { return Ok::<_, DbError>(seen) };
                before = last.seq;
                seen.extend(page.into_iter().map(|row| row.seq));
            }
        };
        let kind = |kind: &str| EntryFilter { kind: Some(kind.to_owned()), ..EntryFilter::default() };
        let member = |number| EntryFilter { member: Some(id(number)), ..EntryFilter::default() };
        let span = |from, until| EntryFilter { from, until, ..EntryFilter::default() };
        let cases: &[(EntryFilter, &[i64])] = &[
            (EntryFilter::default(), &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
            (kind("spending"), &[9, 6, 3]),
            (kind("expiry"), &[]),
            (member(2), &[9, 6, 3]),
            (member(9), &[]),
            (EntryFilter { member: Some(id(1)), ..kind("spending") }, &[]),
            (EntryFilter { member: Some(id(2)), ..kind("spending") }, &[9, 6, 3]),
            (span(Some(200), None), &[10, 9, 8, 7, 6, 5, 4, 3]),
            (span(Some(201), Some(400)), &[6, 5]),
            (span(None, Some(100)), &[]),
            (span(None, Some(101)), &[2, 1]),
            (span(Some(501), None), &[]),
            (EntryFilter { kind: Some("spending".to_owned()), ..span(Some(201), Some(401)) }, &[6]),
        ];
        for (filter, seqs) in cases {
            for limit in [1, 3, 100] {
                assert_eq!(walk(filter.clone(), limit)?, *seqs, "{filter:?}");
            }
        }
        let after: Vec<_> = credits::after(tx, account, 7, 2)?.into_iter().map(|row| row.seq).collect();
        assert_eq!(after, [8, 9]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn refunds_of_a_spending_are_summed() {
    beside_a_neighbour(ten, |tx, account| {
        assert_eq!(credits::refunded(tx, account, 3)?, 0);
        for (seq, kind, amount) in [(11, "refund", 2), (12, "refund", 1), (13, "expiry", -1)] {
            let of = if kind == "refund" { Some(3) } else { Some(1) };
            let balance = entry(10).balance + [2, 3, 2][usize::try_from(seq - 11).unwrap()];
            let row = EntryRow { seq, at: 600, kind: kind.to_owned(), amount, balance, of, ..entry(10) };
            credits::append(tx, account, &row)?;
        }
        assert_eq!(credits::refunded(tx, account, 3)?, 3);
        assert_eq!(credits::refunded(tx, account, 1)?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn credits_that_end_are_read_in_the_order_of_their_ends() {
    beside_a_neighbour(ten, |tx, account| {
        let lot = |seq, expires_at, left| Lot { seq, expires_at, left };
        for lot in [lot(1, 900, 10), lot(4, 700, 3), lot(5, 900, 7)] {
            credits::leave(tx, account, &lot)?;
        }
        let start = (0, 0);
        assert_eq!(credits::lots(tx, account, start, 2)?, [lot(4, 700, 3), lot(1, 900, 10)]);
        assert_eq!(credits::lots(tx, account, (900, 1), 9)?, [lot(5, 900, 7)]);
        credits::leave(tx, account, &lot(1, 900, 4))?;
        credits::leave(tx, account, &lot(4, 700, 0))?;
        assert_eq!(credits::lots(tx, account, start, 9)?, [lot(1, 900, 4), lot(5, 900, 7)]);
        assert_eq!(credits::next_end(tx, account, 899)?, Some(900));
        assert_eq!(credits::next_end(tx, account, 900)?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn holds_are_open_until_they_end() {
    beside_a_neighbour(ten, |tx, account| {
        let hold = |seq, until_at| HoldRow { seq, amount: 4, until_at };
        for hold in [hold(2, None), hold(3, Some(50)), hold(7, Some(40))] {
            credits::hold(tx, account, &hold)?;
        }
        assert_eq!(credits::open_hold(tx, account, 3)?, Some(hold(3, Some(50))));
        assert_eq!(credits::open_hold(tx, account, 4)?, None);
        assert_eq!(credits::holds(tx, account, 2, 9)?, [hold(3, Some(50)), hold(7, Some(40))]);
        assert_eq!(credits::holds_over(tx, account, 50, 9)?, [hold(7, Some(40)), hold(3, Some(50))]);
        assert_eq!(credits::holds_over(tx, account, 49, 9)?, [hold(7, Some(40))]);
        assert_eq!(credits::next_end(tx, account, 40)?, Some(50));
        credits::end_hold(tx, account, 3)?;
        assert_eq!(credits::open_hold(tx, account, 3)?, None);
        assert_eq!(credits::next_end(tx, account, 40)?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn d02_no_database_takes_an_overdrawn_entry_or_a_second_one_in_its_place() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, ten).await;
        let overdrawn = EntryRow { balance: -1, ..entry(11) };
        let too_much_set_aside = EntryRow { set_aside: 66, ..entry(11) };
        for row in [overdrawn, too_much_set_aside] {
            let refusal = refused(&db, move |tx| credits::append(tx, ours(), &row)).await;
            assert!(matches!(refusal, DbError::Other(_)), "{refusal:?}");
        }
        let again = refused(&db, |tx| credits::append(tx, ours(), &entry(10))).await;
        assert_eq!(again, crate::setting::unique("credit_entries(account_id, seq)"));
    }
}
