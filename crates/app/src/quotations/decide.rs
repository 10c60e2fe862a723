//! Accepting or declining a quotation: once, by those who hold the permission. Where the model says so, accepting spends credits.

use super::open;
use crate::{
    App, Caller, Done, Outcome,
    credits::ledger::{Ledger, Line, Said},
    standing::Need,
};
use roster_domain::{
    credits::EntryKind,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, QuotationId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::quotations;
use sha2::{Digest, Sha256};

/// Accepts; otherwise declines. Needs `roster.accept_quotations`.
pub async fn decide(
    app: &App,
    caller: &Caller,
    account: AccountId,
    quotation: QuotationId,
    accept: bool,
) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::AcceptQuotations), move |scope| {
        let mut row = open(scope, quotation)?;
        let spends = scope.standing.model.quotations().is_some_and(|quotations| quotations.spends_credits);
        let mut events = Vec::new();
        if let (true, true, Some(amount)) = (accept, spends, row.amount) {
            let said = Said { reference: row.reference.clone(), note: row.title.clone() };
            let mut ledger = Ledger::open(scope)?;
            row.entry_seq = Some(ledger.add(scope, &Line::new(EntryKind::Spending, amount, &said))?.seq);
            events = ledger.close(scope)?;
        }
        let (state, kind) = match accept {
            true => ("accepted", EventKind::QuotationAccepted),
            false => ("declined", EventKind::QuotationDeclined),
        };
        row.state = state.to_owned();
        row.decided_at = Some(scope.at());
        row.decided_by = scope.standing.member();
        row.decided_name = scope.standing.my_name();
        if !quotations::decide(scope.tx, account, &row)? {
            return Err(Refusal::NotFound.into());
        }
        let event = Event::new(kind, Target::Quotation(quotation), &row.title);
        // The log's chain keeps which text it was.
        let text = accept.then(|| Change::new("text_sha256", None, Some(hex(&row.text))));
        events.push(event.changes(text));
        Ok(scope.commit_all((), events))
    })
    .await
}

fn hex(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
