//! The columns of the list of users: those that the model shows, in its order; and of those who were invited, what became of it.

use super::{called, query::Query, row};
use crate::{
    console::visit::InAccount,
    ui::{Column as Head, Sort, Tone, badge, breakable, person},
};
use jiff::Timestamp;
use maud::{Markup, html};
use roster_app::members::list::{MemberLine, SortBy};
use roster_domain::{
    model::{Column, Field, FieldKind},
    profile,
    resource::KindIx,
};

/// A column as it is shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// One of the model's.
    Model(Column),
    /// When the invitation was sent, and what became of the mail (A15).
    Sent,
    /// When it ends, or ended.
    Ends,
}

/// What a list with this query shows, of the columns that somebody sees.
pub(super) fn shown(query: &Query, columns: Vec<Column>) -> Vec<Shown> {
    let columns = columns.into_iter();
    if !query.waiting() {
        return columns.map(Shown::Model).collect();
    }
    // Of those who have not come yet it is known where they stand: on this page.
    let of_no_use = [Column::Status, Column::LastActive, Column::Joined, Column::InvitedBy];
    let columns = columns.filter(|column| !of_no_use.contains(column));
    let rest = [Shown::Model(Column::InvitedBy), Shown::Sent, Shown::Ends];
    columns.map(Shown::Model).chain(rest).collect()
}

/// The head of a column: a link that sorts, where the list can be sorted by it.
pub(super) fn head(at: &InAccount, query: &Query, column: &Shown) -> Head<'static> {
    let head = Head::new(heading(at, query, column));
    let by = match column {
        Shown::Model(Column::Name) => SortBy::Name,
        Shown::Model(Column::Email) => SortBy::Email,
        Shown::Model(Column::Company) => SortBy::Company,
        Shown::Model(Column::Roles) => SortBy::Roles,
        Shown::Model(Column::Status) => SortBy::Status,
        Shown::Model(Column::LastActive) => SortBy::LastActive,
        _ => return head,
    };
    let now = if query.sort.descending { Sort::Descending } else { Sort::Ascending };
    head.sort(query.sorted(by).address(at), (query.sort.by == by).then_some(now))
}

/// What stands above a column.
pub(super) fn heading(at: &InAccount, query: &Query, column: &Shown) -> String {
    let t = at.visit.t;
    let word = |key: &str| t.get(key).into_owned();
    match column {
        Shown::Model(Column::Name) => word("name"),
        Shown::Model(Column::Email) => word("email"),
        Shown::Model(Column::Company) => word("members-company"),
        Shown::Model(Column::Roles) => at.label("column.roles", "role"),
        Shown::Model(Column::Status) => word("status"),
        Shown::Model(Column::LastActive) => word("members-last-active"),
        Shown::Model(Column::InvitedBy) => word("members-invited-by"),
        Shown::Model(Column::Joined) => word("profile-joined"),
        Shown::Model(Column::Reach(kind)) => at.here.model[*kind].plural.get(at.tag()).to_owned(),
        Shown::Model(Column::Field(id)) => {
            let field = at.declared_field(id.as_str());
            field.map(|field| field.label.get(at.tag()).to_owned()).unwrap_or_default()
        }
        Shown::Sent => word("members-sent"),
        Shown::Ends if query.expired() => word("members-expired"),
        Shown::Ends => word("members-expires"),
    }
}

/// What stands in it for one user.
pub(super) fn cell(
    at: &InAccount,
    words: &row::Words,
    columns: &[Shown],
    (line, page): (&MemberLine, &str),
    column: &Shown,
) -> Markup {
    let (t, invitation) = (at.visit.t, line.invitation.as_ref());
    match column {
        Shown::Model(Column::Name) => name(at, columns, (line, page)),
        // Whoever has no name yet is called by the address already.
        Shown::Model(Column::Email) => {
            html! { @if !line.row.name.trim().is_empty() { bdi { (breakable(&line.row.email)) } } }
        }
        Shown::Model(Column::Company) => html! { (line.row.company) },
        Shown::Model(Column::Roles) => html! {
            span {
                (at.roles_until(line))
                @if at.here.member == Some(line.row.member) { " " (badge(Tone::Neutral, &t.get("members-you"))) }
            }
        },
        Shown::Model(Column::Status) => row::status(at, line),
        Shown::Model(Column::LastActive) => row::last_active(at, line),
        Shown::Model(Column::InvitedBy) => html! { @if invitation.is_some() { (row::inviter(at, invitation)) } },
        Shown::Model(Column::Joined) => html! {
            @if let Some(joined) = line.row.joined_at.and_then(|at| Timestamp::from_millisecond(at).ok()) {
                (t.date(joined, &at.visit.zone()))
            }
        },
        Shown::Model(Column::Reach(kind)) => reach(at, words, (line, page), *kind),
        Shown::Model(Column::Field(id)) => {
            let field = at.declared_field(id.as_str());
            html! { @if let Some(field) = field { (at.field_value(field, &line.row.fields)) } }
        }
        Shown::Sent => row::sent(at, invitation),
        Shown::Ends => row::ends(at, line),
    }
}

/// The name is the way to the profile; what has no column of its own stands below it.
fn name(at: &InAccount, columns: &[Shown], (line, page): (&MemberLine, &str)) -> Markup {
    let has = |column: Column| columns.contains(&Shown::Model(column));
    let (name, email) = match has(Column::Email) {
        true => (called(line), ""),
        false => (line.row.name.as_str(), line.row.email.as_str()),
    };
    let plain = has(Column::Status) || line.status == "active" || columns.contains(&Shown::Ends);
    html! {
        span.cell-lines {
            (person(name, email, Some(page.into())))
            @if !plain { span { (at.status_badge(line.status)) } }
        }
    }
}

/// How many of a kind; where one may change it, the button that opens the panel (A11).
fn reach(at: &InAccount, words: &row::Words, (line, page): (&MemberLine, &str), kind: KindIx) -> Markup {
    let found = line.reach.iter().find(|reach| reach.kind == *at.here.model[kind].id.as_str());
    html! { @if let Some(reach) = found { (row::reach_button(at, (line, page), words.reach(at, kind, reach))) } }
}

impl InAccount {
    /// What a profile field holds, in words; `stored` is the member's JSON object of fields.
    pub(super) fn field_value(&self, field: &Field, stored: &str) -> String {
        profile::read(stored)
            .get(field.id.as_str())
            .map(|value| self.field_words(field, profile::plain(value)))
            .unwrap_or_default()
    }

    /// What a value of a profile field is called.
    pub(crate) fn field_words(&self, field: &Field, text: String) -> String {
        match field.kind {
            FieldKind::Choice => {
                let choice = field.choices.iter().find(|choice| *choice.id.as_str() == text);
                choice.map_or(text, |choice| choice.label.get(self.tag()).to_owned())
            }
            FieldKind::Date => {
                let day = text.parse::<jiff::civil::Date>().ok();
                let moment = day.and_then(|day| day.to_zoned(self.visit.zone()).ok());
                moment.map_or(text, |moment| self.visit.t.date(moment.timestamp(), &self.visit.zone()))
            }
            FieldKind::Text | FieldKind::Number => text,
        }
    }
}
