//! What an account shares: credits, a compliance status, quotations, and the permissions that ask for a status.

use super::{Builder, meant};
use crate::model::{
    raw::{RawModel, RawPermission},
    shared::{Compliance, Credits, Quotations, Status, StatusId},
    text::Text,
};
use std::collections::HashMap;

/// More digits nobody reads.
const MAX_DECIMALS: u8 = 6;

impl Builder<'_> {
    pub(super) fn credits(&mut self, raw: &RawModel) -> Option<Credits> {
        let raw = raw.credits.as_ref()?.get_ref();
        let decimals = raw.decimals.as_ref().map_or(0, |decimals| *decimals.get_ref());
        if let Some(at) = raw.decimals.as_ref().filter(|_| decimals > MAX_DECIMALS) {
            let wrong = format!("{decimals} digits behind the point are too many");
            self.problems.add(at.span(), wrong, format!("write a number from 0 to {MAX_DECIMALS}"));
        }
        Some(Credits { label: raw.label.clone(), unit: raw.unit.clone(), decimals })
    }

    pub(super) fn compliance(&mut self, raw: &RawModel) -> Option<Compliance> {
        let at = raw.compliance.as_ref()?;
        let raw = at.get_ref();
        let mut known = HashMap::new();
        let mut statuses = Vec::new();
        for status in &raw.status {
            let new = self.problems.is_new("status", &status.id, &known);
            let Some(id) = StatusId::new(status.id.get_ref()).ok().filter(|_| new) else { continue };
            known.insert(id.as_str().to_owned(), ());
            let label = status.label.clone().unwrap_or_else(|| Text::plain(&id));
            statuses.push(Status { id, label, help: status.help.clone(), tone: status.tone });
        }
        if raw.status.is_empty() {
            let instead = "declare what it can be with [[compliance.status]], the one of a new account first";
            self.problems.add(at.span(), "there is no status", instead);
        }
        (!statuses.is_empty()).then(|| Compliance { label: raw.label.clone(), help: raw.help.clone(), statuses })
    }

    pub(super) fn quotations(&mut self, raw: &RawModel) -> Option<Quotations> {
        let quotations = raw.quotations.as_ref()?.get_ref();
        let spends = quotations.spends_credits.as_ref().filter(|spends| *spends.get_ref());
        if let (Some(at), None) = (spends, &raw.credits) {
            let instead = "declare [credits], or leave spends_credits out";
            self.problems.add(at.span(), "there are no credits to be spent", instead);
        }
        Some(Quotations { label: quotations.label.clone(), spends_credits: spends.is_some() })
    }

    /// The statuses that a permission asks for. What is withheld must not be what makes things visible, nor bring others along.
    pub(super) fn require_status(&mut self, raw: &RawPermission, compliance: Option<&Compliance>) -> Vec<StatusId> {
        let Some(at) = &raw.require_status else { return Vec::new() };
        let id = raw.id.get_ref();
        let Some(compliance) = compliance else {
            self.problems.add(
                at.span(),
                format!("{id:?} asks for a status, and the account has none"),
                "declare [compliance]",
            );
            return Vec::new();
        };
        if raw.on.is_some() {
            let wrong = format!("{id:?} is held on resources, which would vanish with the status");
            self.problems.add(at.span(), wrong, "ask for a status only in permissions that are held in the account");
        }
        if !raw.include.is_empty() {
            let wrong = format!("{id:?} includes others, which the status wouldn't take away");
            self.problems.add(at.span(), wrong, "write require_status at each of them, and leave include out");
        }
        if at.get_ref().0.is_empty() {
            self.problems.add(at.span(), "the list is empty", "name a status, or leave require_status out");
        }
        let mut asked = Vec::new();
        for name in &at.get_ref().0 {
            match compliance.status(name) {
                Some(status) => asked.push(status.id.clone()),
                None => {
                    let known = compliance.statuses.iter().map(|status| status.id.as_str());
                    let instead = meant(name, "status", known, &mut self.problems.patience);
                    if !self.problems.follows("status", name, &instead) {
                        self.problems.add(at.span(), format!("there is no status {name:?}"), instead);
                    }
                }
            }
        }
        asked
    }
}
