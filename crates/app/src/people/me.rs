//! What a person sees of themself.

use super::{language_of, sign_in_address, signed_in};
use crate::{App, Caller, Outcome};
use roster_domain::{
    country::Country, email::Email, id::PersonId, language::Language, refusal::Refusal, text::sort_key,
};
use roster_store::{
    db::millis,
    person_accounts::{self, Membership},
    persons,
};

/// A person, as they see themself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// Their id.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// The address they sign in with.
    pub email: Email,
    /// Whether it is known that they read its mail.
    pub proven: bool,
    /// The language the console speaks to them.
    pub language: Language,
    /// Their country.
    pub country: Option<Country>,
    /// IANA time zone.
    pub time_zone: String,
    /// Moves with every change of the above, but for the address; the ETag.
    pub version: i64,
    /// The open accounts in which they are active, by name.
    pub accounts: Vec<Membership>,
}

/// Who the caller is, and where.
pub async fn me(app: &App, caller: &Caller) -> Outcome<Me> {
    let ((person, _), now) = (signed_in(caller)?, millis(app.now()));
    app.parts
        .db
        .read_fast(move |tx| {
            let row = persons::by_id(tx, person)?.ok_or(Refusal::NotSignedIn)?;
            let email = sign_in_address(tx, person)?;
            let proven = persons::unproven(tx, &[email.normal()])?.is_empty();
            let mut accounts = person_accounts::of_person(tx, person, now)?;
            accounts.sort_by_cached_key(|membership| (sort_key(&membership.name), membership.account));
            Ok(Me {
                person,
                language: language_of(&row),
                country: row.country.as_deref().and_then(|code| code.parse().ok()),
                name: row.name,
                email,
                proven,
                time_zone: row.time_zone,
                version: row.version,
                accounts,
            })
        })
        .await
}
