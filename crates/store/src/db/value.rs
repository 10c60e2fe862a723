//! What can be bound to a statement and read out of a row: one small set of values that both engines have.

use roster_domain::id;
use std::borrow::Cow;
use uuid::Uuid;

/// A value on its way to or from the database.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'v> {
    /// Nothing.
    Null,
    /// `integer` in SQLite; `bigint`, `integer` or `smallint` in PostgreSQL.
    Integer(i64),
    /// `integer` 0 or 1 in SQLite, `boolean` in PostgreSQL.
    Bool(bool),
    /// `text`.
    Text(&'v str),
    /// `blob` in SQLite, `bytea` in PostgreSQL.
    Bytes(&'v [u8]),
    /// `blob` of 16 bytes in SQLite, `uuid` in PostgreSQL.
    Uuid(Uuid),
}

impl Value<'_> {
    /// The kind of value, for messages that must not show the value itself.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Integer(_) => "an integer",
            Value::Bool(_) => "a boolean",
            Value::Text(_) => "a text",
            Value::Bytes(_) => "bytes",
            Value::Uuid(_) => "a UUID",
        }
    }
}

/// Whatever can be bound to a statement: `&[&dyn Param]` is the only form in which values reach the database.
///
/// A type of our own becomes one by saying which [`Value`] it is:
///
/// ```
/// # use roster_store::db::{Param, Value};
/// enum Status { Active, Archived }
/// impl Param for Status {
///     fn value(&self) -> Value<'_> {
///         Value::Text(match self { Status::Active => "active", Status::Archived => "archived" })
///     }
/// }
/// ```
pub trait Param {
    /// The value to bind.
    fn value(&self) -> Value<'_>;
}

/// Whatever can be read out of a column.
///
/// ```
/// # use roster_store::db::{Col, Value};
/// enum Status { Active, Archived }
/// impl Col for Status {
///     fn from_value(value: Value<'_>) -> Option<Self> {
///         match value {
///             Value::Text("active") => Some(Status::Active),
///             Value::Text("archived") => Some(Status::Archived),
///             _ => None,
///         }
///     }
/// }
/// ```
pub trait Col: Sized {
    /// The value read, or nothing when the column holds something else.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::value)
    }
}

impl<T: Col> Col for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl Param for i64 {
    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl Col for i64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }
}

impl Param for i32 {
    fn value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
}

impl Col for i32 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value)?.try_into().ok()
    }
}

impl Param for bool {
    fn value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl Col for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bool(yes) => Some(yes),
            Value::Integer(0) => Some(false),
            Value::Integer(1) => Some(true),
            _ => None,
        }
    }
}

impl Param for str {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Param for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Param for Cow<'_, str> {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Col for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Param for [u8] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<const N: usize> Param for [u8; N] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Param for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Col for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.to_vec()),
            _ => None,
        }
    }
}

impl<const N: usize> Col for [u8; N] {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

impl Param for Uuid {
    fn value(&self) -> Value<'_> {
        Value::Uuid(*self)
    }
}

impl Col for Uuid {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Uuid(uuid) => Some(uuid),
            Value::Bytes(bytes) => Uuid::from_slice(bytes).ok(),
            _ => None,
        }
    }
}

/// The domain's identifiers are UUIDs in the database.
macro_rules! identifiers {
    ($($name:ident),+ $(,)?) => { $(
        impl Param for id::$name {
            fn value(&self) -> Value<'_> {
                Value::Uuid(id::Id::uuid(self))
            }
        }
        impl Col for id::$name {
            fn from_value(value: Value<'_>) -> Option<Self> {
                Uuid::from_value(value).map(id::Id::from_uuid)
            }
        }
        impl crate::dialect::AsUuid for id::$name {
            fn as_uuid(&self) -> Uuid {
                id::Id::uuid(self)
            }
        }
    )+ };
}

identifiers! {
    AccountId, PersonId, MemberId, ResourceId, InvitationId, SessionId, KeyId, MailId, LinkId, ActingId, QuotationId, JobId, TransferId,
    SignUpId, SupportId, AccessRequestId,
}
