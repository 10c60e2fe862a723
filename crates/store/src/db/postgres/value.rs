//! Values in PostgreSQL's binary form.

use crate::db::Value;
use bytes::{BufMut, BytesMut};
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use std::error::Error;
use uuid::Uuid;

type Encoded = Result<IsNull, Box<dyn Error + Sync + Send>>;

impl ToSql for Value<'_> {
    /// PostgreSQL knows sizes of integers and we do not: the size that the statement wants is written.
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(number) => match *ty {
                Type::INT8 => number.to_sql(ty, out),
                Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
                _ => self.mismatch(ty),
            },
            Value::Bool(yes) if *ty == Type::BOOL => yes.to_sql(ty, out),
            Value::Text(text) if *ty == Type::JSONB => {
                out.put_u8(1);
                text.to_sql(&Type::TEXT, out)
            }
            Value::Text(text) if *ty == Type::JSON || <&str as ToSql>::accepts(ty) => text.to_sql(&Type::TEXT, out),
            Value::Bytes(bytes) if *ty == Type::BYTEA => bytes.to_sql(ty, out),
            Value::Uuid(uuid) if *ty == Type::UUID => uuid.to_sql(ty, out),
            _ => self.mismatch(ty),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Value<'_> {
    fn mismatch(&self, ty: &Type) -> Encoded {
        Err(format!("{} was given where {ty} is expected", self.kind()).into())
    }
}

impl<'v> FromSql<'v> for Value<'v> {
    fn from_sql(ty: &Type, raw: &'v [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Value::Integer),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Value::Integer(number.into())),
            Type::INT2 => i16::from_sql(ty, raw).map(|number| Value::Integer(number.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(Value::Bool),
            Type::BYTEA => Ok(Value::Bytes(raw)),
            Type::UUID => Uuid::from_sql(ty, raw).map(Value::Uuid),
            _ if <&str as FromSql>::accepts(ty) => <&str>::from_sql(&Type::TEXT, raw).map(Value::Text),
            // sum(bigint) is numeric, for one.
            _ => Err(format!("{ty} is not supported: cast it in the statement").into()),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Value::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
