//! The quotations of an account, for those who may answer or offer them.

use super::state;
use crate::{App, Caller, Outcome, cursor::one_more, standing::Need, view::View};
use roster_domain::{
    id::{AccountId, Id, QuotationId},
    permission::RosterPermission,
    quotation::QuotationState,
    refusal::{FieldProblem, Refusal},
};
use roster_store::quotations;
use uuid::Uuid;

pub use roster_store::quotations::QuotationRow;

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// A quotation with what can be done.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// The quotation.
    pub row: QuotationRow,
    /// What people see of its state: also `expired`.
    pub state: &'static str,
}

/// A page of quotations, and what the caller may with them.
#[derive(Clone, Debug)]
pub struct Quotations {
    /// The newest first.
    pub items: Vec<Quotation>,
    /// Pass as `before` to read on.
    pub next: Option<QuotationId>,
    /// Whether the caller may accept and decline.
    pub accepts: bool,
    /// Whether the caller may offer and withdraw.
    pub issues: bool,
}

/// Lists the quotations, from before this one backwards; of one state or of all.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    state: Option<String>,
    before: Option<QuotationId>,
    limit: usize,
) -> Outcome<Quotations> {
    if let Some(state) = state.as_deref().filter(|state| QuotationState::from_code(state).is_none()) {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/state", "unknown_state").with("value", state)]).into());
    }
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Member, move |view| {
        let (accepts, issues) = sees(view)?;
        let before = before.unwrap_or(QuotationId::from_uuid(Uuid::max()));
        let mut rows = quotations::page(view.tx, account, state.as_deref(), before, one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|row| row.quotation)).flatten();
        let items = rows.into_iter().map(|row| shown(view, row)).collect::<Outcome<_>>()?;
        Ok(Quotations { items, next, accepts, issues })
    })
    .await
}

/// Shows one quotation.
pub async fn show(app: &App, caller: &Caller, account: AccountId, quotation: QuotationId) -> Outcome<Quotations> {
    app.view(caller, account, Need::Member, move |view| {
        let (accepts, issues) = sees(view)?;
        let row = quotations::by_id(view.tx, account, quotation)?.ok_or(Refusal::NotFound)?;
        Ok(Quotations { items: vec![shown(view, row)?], next: None, accepts, issues })
    })
    .await
}

fn sees(view: &View<'_, '_>) -> Outcome<(bool, bool)> {
    view.model.quotations().ok_or(Refusal::NotFound)?;
    let (accepts, issues) = (view.may(RosterPermission::AcceptQuotations), view.may(RosterPermission::IssueQuotations));
    if !issues {
        view.standing.require(RosterPermission::AcceptQuotations)?;
    }
    Ok((accepts, issues))
}

fn shown(view: &View<'_, '_>, row: QuotationRow) -> Outcome<Quotation> {
    let state = state(&row)?.shown(row.valid_until, view.at());
    Ok(Quotation { state, row })
}
