//! What a form sends and an address asks: pairs of names and values, the same name as often as it was there.

use crate::{
    Web,
    console::{PageError, form::Form},
};
use axum::{
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::request::Parts,
};
use roster_domain::{
    id::{AccessRequestId, JobId, KeyId, MemberId, QuotationId, ResourceId, TransferId},
    refusal::Refusal,
};
use std::{collections::HashMap, str::FromStr};

/// Names and values in the order they came in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// What a form would send with this alone.
    pub(crate) fn with(name: &str, value: &str) -> Pairs {
        Pairs(vec![(name.to_owned(), value.to_owned())])
    }

    /// The first value of a name as it was written; empty where there is none.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The same without blanks at the ends.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The same, if there is anything in it.
    pub(crate) fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// All that were sent by this name and can be read as such.
    pub(crate) fn all<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.0.iter().filter(|(key, _)| key == name).filter_map(|(_, value)| value.parse().ok()).collect()
    }

    /// What was sent as `group[key]`, for keys that can be read as such.
    pub(crate) fn group<T: FromStr>(&self, group: &str) -> Vec<(T, &str)> {
        let inside = |name: &str| name.strip_prefix(group)?.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
        self.0.iter().filter_map(|(name, value)| Some((inside(name)?, value.trim()))).collect()
    }

    /// The version of the thing that the form was made from.
    pub(crate) fn version(&self) -> Option<i64> {
        self.get("version").parse().ok()
    }
}

/// A form that was sent.
pub(crate) struct Sent(pub(crate) Pairs);

impl FromRequest<Web> for Sent {
    type Rejection = PageError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, PageError> {
        let Form(pairs) = Form::from_request(request, web).await?;
        Ok(Sent(Pairs(pairs)))
    }
}

/// What stands in the address after the question mark.
pub(crate) struct Asked(pub(crate) Pairs);

impl FromRequestParts<Web> for Asked {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        match Query::<Vec<(String, String)>>::from_request_parts(parts, web).await {
            Ok(Query(pairs)) => Ok(Asked(Pairs(pairs))),
            Err(_) => Err(Refusal::field("", "malformed").into()),
        }
    }
}

/// An id that a path may name.
pub(crate) trait PathId: FromStr {
    /// What the path calls it.
    const NAME: &'static str;
}

impl PathId for MemberId {
    const NAME: &'static str = "member";
}

impl PathId for ResourceId {
    const NAME: &'static str = "resource";
}

impl PathId for AccessRequestId {
    const NAME: &'static str = "request";
}

impl PathId for JobId {
    const NAME: &'static str = "job";
}

impl PathId for KeyId {
    const NAME: &'static str = "key";
}

impl PathId for QuotationId {
    const NAME: &'static str = "quotation";
}

impl PathId for TransferId {
    const NAME: &'static str = "transfer";
}

/// The id in the path. What is no id at all is not there.
pub(crate) struct Named<I>(pub(crate) I);

impl<I: PathId + Send> FromRequestParts<Web> for Named<I> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let Path(names) =
            Path::<HashMap<String, String>>::from_request_parts(parts, web).await.map_err(|_| Refusal::NotFound)?;
        let id = names.get(I::NAME).and_then(|text| text.parse().ok()).ok_or(Refusal::NotFound)?;
        Ok(Named(id))
    }
}

/// The part of an address after the path: `?status=invited&q=ann`. What is `None` is left out.
pub(crate) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        let Some(value) = value else { continue };
        query.push(if query.is_empty() { '?' } else { '&' });
        query.extend([name, "=", &super::sign_in::url_encode(value)]);
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        Pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn groups_are_read_by_their_keys_and_what_is_no_key_is_left_out() {
        let sent = pairs(&[("level[7]", " rw "), ("level[x]", "rw"), ("level7", "rw"), ("other[8]", "rw")]);
        assert_eq!(sent.group::<u8>("level"), [(7, "rw")]);
    }

    #[test]
    fn addresses_hold_any_text() {
        assert_eq!(query([("q", Some("a&b=ü")), ("x", None), ("y", Some("1"))]), "?q=a%26b%3D%C3%BC&y=1");
        assert_eq!(query([("x", None)]), "");
    }
}
