use super::*;

fn balance(balance: i64, held: i64) -> Balance {
    Balance { seq: 7, at: 1_000, balance, held }
}

#[test]
fn d02_each_kind_moves_the_balance_or_what_is_held_and_never_below_nothing() {
    use EntryKind::*;
    // Kind, amount, the hold it ends, before (balance, held), after; `None`: refused.
    type Has = (i64, i64);
    let cases: &[(EntryKind, i64, i64, Has, Option<Has>)] = &[
        (Purchase, 50, 0, (0, 0), Some((50, 0))),
        (Allocation, 1, 0, (9, 9), Some((10, 9))),
        (Refund, 5, 0, (0, 0), Some((5, 0))),
        (Spending, 10, 0, (10, 0), Some((0, 0))),
        (Spending, 11, 0, (10, 0), None),
        (Spending, 6, 0, (10, 5), None),
        (Spending, 5, 0, (10, 5), Some((5, 5))),
        (Hold, 10, 0, (10, 0), Some((10, 10))),
        (Hold, 11, 0, (10, 0), None),
        (Hold, 6, 0, (10, 5), None),
        (Release, 0, 5, (10, 5), Some((10, 0))),
        (Capture, 5, 5, (10, 5), Some((5, 0))),
        (Capture, 2, 5, (5, 5), Some((3, 0))),
        (Expiry, 10, 0, (10, 0), Some((0, 0))),
        (Expiry, 1, 0, (10, 10), None),
        (Purchase, MAX_AMOUNT, 0, (MAX_BALANCE - MAX_AMOUNT, 0), Some((MAX_BALANCE, 0))),
        (Purchase, 2, 0, (MAX_BALANCE - 1, 0), None),
        (Spending, i64::MAX, 0, (10, 0), None),
    ];
    for (kind, amount, hold, (before, held), after) in cases {
        let result = balance(*before, *held).after(*kind, *amount, *hold, 1_001).ok();
        assert_eq!(result.map(|after| (after.balance, after.held)), *after, "{kind:?} {amount} of {before} ({held})");
    }
}

#[test]
fn d02_who_lacks_credits_is_told_how_many_there_are() {
    let refusal = balance(10, 4).after(EntryKind::Spending, 7, 0, 0).unwrap_err();
    assert_eq!(refusal, Refusal::InsufficientCredits { available: 6, wanted: 7 });
}

#[test]
fn an_entry_is_never_older_than_the_one_before() {
    let after = balance(10, 0).after(EntryKind::Spending, 1, 0, 3).unwrap();
    assert_eq!((after.seq, after.at), (8, 1_000));
    assert_eq!(balance(10, 0).after(EntryKind::Spending, 1, 0, 2_000).unwrap().at, 2_000);
}

#[test]
fn amounts_are_bounded() {
    for amount in [1, 2, MAX_AMOUNT] {
        assert_eq!(check_amount("/amount", amount), Ok(()));
    }
    for (amount, code) in [
        (0, "amount_too_small"),
        (-1, "amount_too_small"),
        (i64::MIN, "amount_too_small"),
        (MAX_AMOUNT + 1, "amount_too_large"),
        (i64::MAX, "amount_too_large"),
    ] {
        assert_eq!(check_amount("/amount", amount).unwrap_err().code, code, "{amount}");
    }
}

#[test]
fn d02_what_ends_soonest_is_spent_first() {
    let lot = |seq, left| Lot { seq, expires_at: 100 * seq, left };
    let lots = [lot(1, 10), lot(2, 5), lot(3, 20)];
    for (amount, touched, open) in [
        (0, vec![], 0),
        (4, vec![lot(1, 6)], 0),
        (10, vec![lot(1, 0)], 0),
        (12, vec![lot(1, 0), lot(2, 3)], 0),
        (40, vec![lot(1, 0), lot(2, 0), lot(3, 0)], 5),
    ] {
        assert_eq!(spend_from(&lots, amount), (touched, open), "{amount}");
    }
    assert_eq!(spend_from(&[], 3), (vec![], 3));
}

#[test]
fn d02_what_is_held_does_not_end() {
    let lot = Lot { seq: 1, expires_at: 5, left: 10 };
    assert_eq!(expiring(&lot, &balance(30, 0)), 10);
    assert_eq!(expiring(&lot, &balance(10, 4)), 6);
    assert_eq!(expiring(&lot, &balance(10, 10)), 0);
}

#[test]
fn amounts_are_written_and_read_back() {
    for (amount, decimals, text) in [
        (0, 0, "0"),
        (1234, 0, "1234"),
        (-5, 0, "-5"),
        (1234, 2, "12.34"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (0, 3, "0.000"),
    ] {
        assert_eq!(plain(amount, decimals), text);
        if amount >= 0 {
            assert_eq!(read_plain(text, decimals), Some(amount));
        }
    }
    for (text, decimals, amount) in [(" 12 ", 2, 1200), ("12,5", 2, 1250), ("012", 0, 12)] {
        assert_eq!(read_plain(text, decimals), Some(amount), "{text}");
    }
    for (text, decimals) in [
        ("", 0),
        (".", 2),
        ("1.", 2),
        (".5", 2),
        ("1.234", 2),
        ("1.2", 0),
        ("-1", 0),
        ("+1", 0),
        ("1e3", 0),
        ("1 000", 0),
        ("1.2.3", 2),
        ("99999999999999999999", 0),
    ] {
        assert_eq!(read_plain(text, decimals), None, "{text:?}");
    }
}

/// A ledger in short: kind, amount, the entry it is about, when its credits end. Each a second after the other.
fn stored(entries: &[(EntryKind, i64, Option<i64>, Option<i64>)]) -> Vec<Stored> {
    let mut now = Balance::default();
    let mut held = std::collections::BTreeMap::new();
    let mut ledger = Vec::new();
    for (kind, amount, of, expires_at) in entries {
        let hold = of.and_then(|of| held.remove(&of)).unwrap_or(0);
        let after = now.after(*kind, *amount, hold, 1_000 * (now.seq + 1)).unwrap();
        let (amount, set_aside) = (after.balance - now.balance, after.held - now.held);
        if *kind == EntryKind::Hold {
            held.insert(after.seq, set_aside);
        }
        ledger.push(Stored { after, kind: *kind, amount, held: set_aside, of: *of, expires_at: *expires_at });
        now = after;
    }
    ledger
}

fn whole() -> Vec<Stored> {
    use EntryKind::*;
    stored(&[
        (Allocation, 10, None, Some(6_000)),
        (Purchase, 100, None, None),
        (Spending, 4, None, None),
        (Hold, 30, None, None),
        (Hold, 20, None, None),
        (Expiry, 6, Some(1), None),
        (Capture, 25, Some(4), None),
        (Release, 0, Some(5), None),
        (Refund, 3, Some(3), Some(99_000)),
    ])
}

fn replayed(ledger: &[Stored]) -> Result<Replay, Broken> {
    let mut replay = Replay::default();
    ledger.iter().try_for_each(|entry| replay.apply(entry))?;
    Ok(replay)
}

#[test]
fn d02_a_ledger_replays_to_its_balance_its_lots_and_its_holds() {
    let ledger = whole();
    let replay = replayed(&ledger).unwrap();
    assert_eq!((replay.balance().balance, replay.balance().held), (78, 0));
    assert_eq!(replay.lots().collect::<Vec<_>>(), [Lot { seq: 9, expires_at: 99_000, left: 3 }]);
    assert_eq!(replay.holds().count(), 0);
    let half = replayed(&ledger[..5]).unwrap();
    assert_eq!(half.lots().collect::<Vec<_>>(), [Lot { seq: 1, expires_at: 6_000, left: 6 }]);
    assert_eq!(half.holds().collect::<Vec<_>>(), [(4, 30), (5, 20)]);
}

#[test]
fn d02_a_ledger_that_was_tampered_with_is_found_out() {
    type Tamper = fn(&mut Vec<Stored>);
    let cases: &[(Tamper, i64, &str)] = &[
        (|ledger| ledger.retain(|entry| entry.after.seq != 4), 4, "it is missing"),
        (|ledger| ledger[2].after.at = 1, 3, "it is older than the one before"),
        (|ledger| ledger[2].amount = -3, 3, "the balance after it isn't the sum"),
        (|ledger| ledger[2].amount = 4, 3, "it moves what its kind doesn't"),
        (|ledger| ledger[1].held = 4, 2, "it moves what its kind doesn't"),
        (|ledger| ledger[6].of = Some(3), 7, "the hold that it ends isn't open"),
        (|ledger| ledger[7].of = None, 8, "it ends no hold"),
        (|ledger| ledger[5].of = Some(2), 6, "what ended wasn't there"),
        (|ledger| ledger[0].expires_at = Some(60_000), 6, "it ended before its time"),
    ];
    for (tamper, seq, why) in cases {
        let mut ledger = whole();
        tamper(&mut ledger);
        assert_eq!(replayed(&ledger).unwrap_err(), Broken { seq: *seq, why });
    }
}
