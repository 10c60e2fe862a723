//! The answers that many routes share: a page of a list, a thing that was made, a change that was made.

use crate::request::etag;
use axum::{
    Json,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{ETAG, LOCATION},
    },
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{Done, Once, Revision};
use roster_domain::{id::Id, model::Text};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// How far the account had come after a change; a later question can demand an answer that is no older.
const REVISION: HeaderName = HeaderName::from_static("roster-revision");
/// The event by whose number the change can be undone.
const UNDO: HeaderName = HeaderName::from_static("roster-undo");
/// The request was done before, and this is what it gave then.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// What is on this page.
    pub(super) items: Vec<T>,
    /// Pass it as `cursor` to read on; null: this was the last page.
    pub(super) next: Option<String>,
}

/// All of a short list.
#[derive(Serialize, ToSchema)]
pub(super) struct All<T> {
    /// What is on it.
    pub(super) items: Vec<T>,
}

impl<T> All<T> {
    /// Each of these as it is shown.
    pub(super) fn of<R>(rows: Vec<R>, shown: impl Fn(R) -> T) -> Json<All<T>> {
        Json(All { items: rows.into_iter().map(shown).collect() })
    }
}

/// The id of something that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct Made {
    /// Its id.
    pub(super) id: Uuid,
}

/// A thing in the version that stands now.
pub(super) fn versioned(version: i64, body: impl Serialize) -> Response {
    ([(ETAG, etag(version))], Json(body)).into_response()
}

/// Something was made; it stands at `location`.
pub(super) fn created<T>(location: &str, done: &Done<T>, body: impl Serialize) -> Response {
    let location = HeaderValue::try_from(location).expect("a path of ids");
    (StatusCode::CREATED, [(LOCATION, location)], revised(done), Json(body)).into_response()
}

/// Something was changed.
pub(super) fn changed<T>(done: &Done<T>) -> Response {
    (StatusCode::NO_CONTENT, revised(done)).into_response()
}

/// Something was changed and has this version now.
pub(super) fn changed_to(done: &Done<i64>) -> Response {
    (StatusCode::NO_CONTENT, [(ETAG, etag(done.value))], revised(done)).into_response()
}

/// Something was changed, and there is more to say of it.
pub(super) fn done<T>(done: &Done<T>, body: impl Serialize) -> Response {
    (revised(done), Json(body)).into_response()
}

/// What is told of every change.
pub(super) fn revised<T>(done: &Done<T>) -> HeaderMap {
    let mut headers = replayed(done.replayed);
    headers.extend(come_to(done.revision));
    headers.extend(done.undo.map(|seq| (UNDO, HeaderValue::from(seq))));
    headers
}

/// How far an account has come.
pub(super) fn come_to(revision: Revision) -> [(HeaderName, HeaderValue); 1] {
    [(REVISION, HeaderValue::try_from(revision.encode()).expect("base64 is ASCII"))]
}

/// What is told of every request that may be sent twice.
pub(super) fn replayed(replayed: bool) -> HeaderMap {
    let header = replayed.then_some((REPLAYED, HeaderValue::from_static("true")));
    HeaderMap::from_iter(header)
}

/// Something is on its way, or was at the first time already.
pub(super) fn accepted(once: Once<()>) -> Response {
    (StatusCode::ACCEPTED, replayed(once.replayed)).into_response()
}

/// An id as JSON has it.
pub(super) fn uuid(id: impl Id) -> Uuid {
    id.uuid()
}

/// A stored time. Every one of them was a time before it was stored.
pub(super) fn time(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The model's words for one thing, by language (BCP 47).
#[derive(Default, Serialize, ToSchema)]
#[serde(transparent)]
pub(super) struct Words(BTreeMap<String, String>);

impl From<&Text> for Words {
    fn from(text: &Text) -> Words {
        Words(text.languages().map(|language| (language.to_owned(), text.get(language).to_owned())).collect())
    }
}

/// A field that may be left out, but is not null unless null is one of its values.
pub(super) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

/// A field that may be null, but is not left out.
pub(super) fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<T>, D::Error> {
    Option::<T>::deserialize(value)
}

/// A field that is told from one that is left out, also where it is null.
pub(super) fn said<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    nullable(value).map(Some)
}

/// An id as the use-cases have it.
pub(super) fn id<I: Id>(uuid: Uuid) -> I {
    I::from_uuid(uuid)
}
