//! Verifying that an account's ledger is what it should be: replayed from the first entry, it comes to what is stored.

use crate::{App, Failure, Outcome};
use roster_domain::{
    credits::{Balance, Broken, EntryKind, Replay, Stored},
    id::AccountId,
};
use roster_store::{ReadTx, credits};

/// Entries read at a time: memory doesn't grow with the ledger.
const BATCH: i64 = 1_000;

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The sum is right.
    Whole {
        /// Over how many entries.
        entries: i64,
        /// What it is.
        balance: i64,
    },
    /// Something is wrong.
    Broken(Broken),
}

/// Replays the ledger, in one snapshot.
pub async fn verify(app: &App, account: AccountId) -> Outcome<Verdict> {
    app.db()
        .read_together(move |tx| {
            let mut replay = Replay::default();
            loop {
                let rows = credits::after(tx, account, replay.balance().seq, BATCH)?;
                if rows.is_empty() {
                    return left_over(tx, account, &replay);
                }
                for row in rows {
                    if let Err(broken) = replay.apply(&stored(&row)?) {
                        return Ok(Verdict::Broken(broken));
                    }
                }
            }
        })
        .await
}

/// Whether what is stored of lots and holds is what the entries come to.
fn left_over(tx: &mut ReadTx<'_>, account: AccountId, replay: &Replay) -> Outcome<Verdict> {
    let (mut lots, mut holds) = (replay.lots(), replay.holds());
    let broken = |seq, why| Ok(Verdict::Broken(Broken { seq, why }));
    let mut after = (0, 0);
    loop {
        let page = credits::lots(tx, account, after, BATCH)?;
        let Some(last) = page.last() else { break };
        after = (last.expires_at, last.seq);
        for lot in page {
            if lots.next() != Some(lot) {
                return broken(lot.seq, "what is left of it is something else");
            }
        }
    }
    if let Some(lot) = lots.next() {
        return broken(lot.seq, "what is left of it is something else");
    }
    let mut after = 0;
    loop {
        let page = credits::holds(tx, account, after, BATCH)?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for hold in page {
            if holds.next() != Some((hold.seq, hold.amount)) {
                return broken(hold.seq, "it is no open hold");
            }
        }
    }
    if let Some((seq, _)) = holds.next() {
        return broken(seq, "the hold is open and isn't stored as such");
    }
    let Balance { seq, balance, .. } = replay.balance();
    Ok(Verdict::Whole { entries: seq, balance })
}

fn stored(row: &credits::EntryRow) -> Outcome<Stored> {
    let kind = EntryKind::from_code(&row.kind).ok_or_else(|| Failure::broken("an entry of no kind"))?;
    let after = Balance { seq: row.seq, at: row.at, balance: row.balance, held: row.set_aside };
    // Of a hold this is when it is released, which is no end of credits.
    let expires_at = row.expires_at.filter(|_| kind != EntryKind::Hold);
    Ok(Stored { after, kind, amount: row.amount, held: row.held, of: row.of, expires_at })
}
