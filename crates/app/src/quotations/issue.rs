//! Offering a quotation. Its text is never changed afterwards: whoever wants another withdraws it and offers anew.

use crate::{App, Caller, Done, Outcome, credits::ledger::check_end, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    credits::{check_amount, plain},
    event::{Change, Event, EventKind, Target},
    id::{AccountId, QuotationId},
    permission::RosterPermission,
    quotation::MAX_TEXT,
    refusal::{FieldProblem, Refusal},
    text::{has_control_characters, name_problem},
};
use roster_store::{
    db::millis,
    quotations::{self, QuotationRow},
};

/// What is offered.
#[derive(Clone, Debug)]
pub struct Issue {
    /// What it is about, in a line.
    pub title: String,
    /// All of it, as it will be kept.
    pub text: String,
    /// What it costs in credits, if it is said in credits.
    pub amount: Option<i64>,
    /// The product's own word for it.
    pub reference: String,
    /// Until when it can be accepted; `None`: until it is withdrawn.
    pub valid_until: Option<Timestamp>,
}

impl Issue {
    fn problems(&self, now: Timestamp) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        problems.extend(name_problem(&self.title).map(|code| FieldProblem::new("/title", code)));
        match self.text.trim() {
            "" => problems.push(FieldProblem::new("/text", "empty")),
            text if text.chars().count() > MAX_TEXT => {
                problems.push(FieldProblem::new("/text", "too_long").with("limit", MAX_TEXT.to_string()));
            }
            text if has_control_characters(text) => problems.push(FieldProblem::new("/text", "control_character")),
            _ => {}
        }
        problems.extend(self.amount.and_then(|amount| check_amount("/amount", amount).err()));
        if !self.reference.trim().is_empty() {
            problems.extend(name_problem(&self.reference).map(|code| FieldProblem::new("/reference", code)));
        }
        problems.extend(check_end("/valid_until", self.valid_until, now).err());
        problems
    }
}

/// Offers a quotation. Needs `roster.issue_quotations`.
pub async fn issue(app: &App, caller: &Caller, account: AccountId, input: Issue) -> Outcome<Done<QuotationId>> {
    app.change(caller, account, Need::Permission(RosterPermission::IssueQuotations), move |scope| {
        let spends = scope.standing.model.quotations().ok_or(Refusal::NotFound)?.spends_credits;
        let mut problems = input.problems(scope.now());
        if spends && input.amount.is_none() {
            problems.push(FieldProblem::new("/amount", "empty"));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let (quotation, issued_at, issued_by) = (scope.id(), scope.at(), scope.standing.member());
        let row = QuotationRow {
            quotation,
            title: input.title.trim().to_owned(),
            text: input.text.trim().to_owned(),
            amount: input.amount,
            reference: input.reference.trim().to_owned(),
            state: "open".to_owned(),
            valid_until: input.valid_until.map(millis),
            issued_at,
            issued_by,
            decided_at: None,
            decided_by: None,
            decided_name: String::new(),
            entry_seq: None,
        };
        quotations::insert(scope.tx, account, &row)?;
        let decimals = scope.standing.model.credits().map_or(0, |credits| credits.decimals);
        let amount = row.amount.map(|amount| Change::new("amount", None, Some(plain(amount, decimals))));
        let event = Event::new(EventKind::QuotationIssued, Target::Quotation(quotation), &row.title).changes(amount);
        Ok(scope.commit(quotation, event))
    })
    .await
}
