//! What is known of the account: its name, address, tax id and whatever else its model asks for (D13).

pub(crate) mod edit;
pub(crate) mod show;

use crate::console::visit::InAccount;
use jiff::civil::Date;
use roster_app::details::NAME;
use roster_domain::{
    model::{Field, FieldKind, ReadBy},
    permission::RosterPermission,
};

impl InAccount {
    /// What the page is called here.
    pub(crate) fn details_label(&self) -> String {
        self.label("details", "details-title")
    }

    /// What a field is called; one that the model has no more, by its id.
    pub(crate) fn detail_label(&self, id: &str) -> String {
        let declared = self.here.model.account_fields().iter().find(|declared| declared.field.id == *id);
        match declared {
            _ if id == NAME => self.visit.t.get("details-name").into_owned(),
            Some(declared) => declared.field.label.get(self.tag()).to_owned(),
            None => id.to_owned(),
        }
    }

    /// Whether there is anything on the page that the member may read or change.
    pub(crate) fn has_details(&self) -> bool {
        let readable = self.here.model.account_fields().iter().any(|declared| declared.read_by == ReadBy::Members);
        let powers = [RosterPermission::ManageAccount, RosterPermission::CloseAccount];
        readable || powers.into_iter().any(|permission| self.here.may(permission))
    }
}

/// A value as people read it.
fn told(at: &InAccount, field: &Field, value: &str) -> String {
    let choice = field.choices.iter().find(|choice| choice.id == *value);
    match field.kind {
        FieldKind::Choice => choice.map_or_else(|| value.to_owned(), |choice| choice.label.get(at.tag()).to_owned()),
        FieldKind::Date => {
            let moment = value.parse::<Date>().ok().and_then(|day| day.to_zoned(at.visit.zone()).ok());
            moment.map_or_else(|| value.to_owned(), |moment| at.visit.t.date(moment.timestamp(), &at.visit.zone()))
        }
        FieldKind::Text | FieldKind::Number => value.to_owned(),
    }
}
