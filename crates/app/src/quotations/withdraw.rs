//! Taking back a quotation that nobody has answered.

use super::open;
use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, QuotationId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::quotations;

/// Withdraws a quotation. Needs `roster.issue_quotations`.
pub async fn withdraw(app: &App, caller: &Caller, account: AccountId, quotation: QuotationId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::IssueQuotations), move |scope| {
        let mut row = open(scope, quotation)?;
        row.state = "withdrawn".to_owned();
        row.decided_at = Some(scope.at());
        row.decided_by = scope.standing.member();
        row.decided_name = scope.standing.my_name();
        if !quotations::decide(scope.tx, account, &row)? {
            return Err(Refusal::NotFound.into());
        }
        let event = Event::new(EventKind::QuotationWithdrawn, Target::Quotation(quotation), &row.title);
        Ok(scope.commit((), event))
    })
    .await
}
