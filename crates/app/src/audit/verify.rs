//! Verifying that an account's log is whole: no event missing, changed or added, whatever details were erased.

use crate::{App, Failure, Outcome};
use roster_domain::{
    event::{Fact, details_digest},
    id::AccountId,
    refusal::Refusal,
};
use roster_store::{accounts, db::timestamp, events};

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The chain holds over this many events.
    Whole {
        /// How many.
        events: i64,
    },
    /// The chain breaks at this event.
    Broken {
        /// Its number.
        seq: i64,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// Events read at a time: memory doesn't grow with the log.
const BATCH: i64 = 1_000;

/// Verifies the log from the first event to the account's head.
pub async fn verify(app: &App, account: AccountId) -> Outcome<Verdict> {
    let (mut seq, mut hash) = (0, vec![0_u8; 32]);
    loop {
        let from = seq;
        let (rows, head) = app
            .db()
            .read(move |tx| {
                let head = accounts::head(tx, account)?.ok_or(Refusal::NotFound)?;
                Ok::<_, Failure>((events::after(tx, account, from, BATCH)?, head))
            })
            .await?;
        if rows.is_empty() {
            let whole = head.event_seq == seq && head.event_hash == hash;
            return Ok(if whole {
                Verdict::Whole { events: seq }
            } else {
                Verdict::Broken { seq: seq + 1, why: "the newest events are missing" }
            });
        }
        for row in rows {
            if row.seq != seq + 1 {
                return Ok(Verdict::Broken { seq: seq + 1, why: "it is missing" });
            }
            if row.prev_hash != hash {
                return Ok(Verdict::Broken { seq: row.seq, why: "it doesn't follow the one before" });
            }
            let digest: [u8; 32] =
                row.details_digest.as_slice().try_into().map_err(|_| Failure::broken("a digest of another length"))?;
            if let (Some(salt), Some(details)) = (&row.salt, &row.details)
                && details_digest(salt, details) != digest
            {
                return Ok(Verdict::Broken { seq: row.seq, why: "its details were changed" });
            }
            let fact = Fact {
                account,
                seq: row.seq,
                at: timestamp(row.at)?,
                kind: &row.kind,
                actor_kind: &row.actor_kind,
                actor_id: row.actor_id,
                on_behalf_of: row.on_behalf_of,
                target_kind: &row.target_kind,
                target_id: row.target_id,
            };
            hash = fact.hash(&hash, &digest).to_vec();
            seq = row.seq;
        }
    }
}
