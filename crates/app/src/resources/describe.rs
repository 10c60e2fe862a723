//! What a product says of a resource beside its name: how large it is, what it is, where it is found.

use crate::{App, Caller, Done, Failure, Outcome, resources::delete::changeable, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, ResourceId},
    refusal::{FieldProblem, Refusal},
    resource::Attributes,
};
use roster_store::{
    resource_attributes::{self as rows, AttributesRow},
    resources,
};

/// Says this of a resource in place of what was said before; gives the new version. It takes what changing it takes.
pub async fn describe(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    attributes: Attributes,
) -> Outcome<Done<i64>> {
    let attributes = attributes.tidy();
    check(&attributes, "")?;
    app.change(caller, account, Need::Member, move |scope| {
        let row = changeable(scope, resource, |kind| kind.edit_needs)?;
        let before = rows::of(scope.tx, account, &[resource])?.into_iter().next().map(said).unwrap_or_default();
        if before == attributes {
            return Ok(scope.nothing(row.version));
        }
        match attributes.is_empty() {
            true => rows::clear(scope.tx, account, resource)?,
            false => rows::put(scope.tx, account, &[stored(resource, &attributes)])?,
        }
        resources::touch(scope.tx, account, &[resource])?;
        let event = Event::new(EventKind::ResourceDescribed, Target::Resource(resource), &row.name);
        Ok(scope.commit(row.version + 1, event.changes(changes(&before, &attributes))))
    })
    .await
}

/// Refuses what can't be said; `prefix` is the pointer to where it stands.
pub(super) fn check(attributes: &Attributes, prefix: &str) -> Outcome<()> {
    let problems = attributes.problems();
    if problems.is_empty() {
        return Ok(());
    }
    let problem = |(field, code)| FieldProblem::new(format!("{prefix}/{field}"), code);
    Err(Failure::from(Refusal::Invalid(problems.into_iter().map(problem).collect())))
}

/// As it is stored.
pub(super) fn stored(resource: ResourceId, attributes: &Attributes) -> AttributesRow {
    let Attributes { size, media_type, link } = attributes.clone();
    AttributesRow { resource, size, media_type, link }
}

/// As it was said.
pub(super) fn said(row: AttributesRow) -> Attributes {
    let AttributesRow { size, media_type, link, .. } = row;
    Attributes { size, media_type, link }
}

fn changes(before: &Attributes, after: &Attributes) -> Vec<Change> {
    let told = |of: &Attributes| [of.size.map(|size| size.to_string()), of.media_type.clone(), of.link.clone()];
    let fields = ["size", "media_type", "link"].into_iter();
    let both = told(before).into_iter().zip(told(after));
    fields.zip(both).filter(|(_, (was, is))| was != is).map(|(field, (was, is))| Change::new(field, was, is)).collect()
}
