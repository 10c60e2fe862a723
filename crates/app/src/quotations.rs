//! Quotations: what is offered to an account, accepted once by those who may.

pub mod decide;
pub mod issue;
pub mod list;
pub mod withdraw;

use crate::{Failure, Outcome, scope::Scope};
use roster_domain::{id::QuotationId, quotation::QuotationState, refusal::Refusal};
use roster_store::quotations::{self, QuotationRow};

/// An open quotation, or why it isn't one.
fn open(scope: &mut Scope<'_, '_>, quotation: QuotationId) -> Outcome<QuotationRow> {
    scope.standing.model.quotations().ok_or(Refusal::NotFound)?;
    let account = scope.account();
    let row = quotations::by_id(scope.tx, account, quotation)?.ok_or(Refusal::NotFound)?;
    match state(&row)?.shown(row.valid_until, scope.at()) {
        "open" => Ok(row),
        state => Err(Refusal::WrongState { state }.into()),
    }
}

fn state(row: &QuotationRow) -> Outcome<QuotationState> {
    QuotationState::from_code(&row.state).ok_or_else(|| Failure::broken("a quotation in no state"))
}
