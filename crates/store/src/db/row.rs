//! Rows, and how they become tuples and structs.

use super::{Col, DbError, Value};

/// One row of a result. Columns are read by their position in the select list.
pub struct Row<'r> {
    cells: Cells<'r>,
    statement: &'static str,
}

enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(statement: &'static str, row: &'r rusqlite::Row<'r>) -> Self {
        Row { cells: Cells::Sqlite(row), statement }
    }

    pub(crate) fn postgres(statement: &'static str, row: &'r postgres::Row) -> Self {
        Row { cells: Cells::Postgres(row), statement }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        match self.cells {
            Cells::Sqlite(row) => row.as_ref().column_count(),
            Cells::Postgres(row) => row.len(),
        }
    }

    /// The column at this position, counted from 0.
    pub fn get<T: Col>(&self, index: usize) -> Result<T, DbError> {
        let value = self.value(index)?;
        let kind = value.kind();
        T::from_value(value).ok_or_else(|| {
            let wanted = std::any::type_name::<T>();
            DbError::Other(format!("{}: column {index} holds {kind}, which is no {wanted}", self.statement))
        })
    }

    /// The column at this position as it is.
    pub fn value(&self, index: usize) -> Result<Value<'_>, DbError> {
        let unreadable = |why: String| DbError::Other(format!("{}: column {index}: {why}", self.statement));
        match self.cells {
            Cells::Sqlite(row) => {
                let value = row.get_ref(index).map_err(|e| unreadable(e.to_string()))?;
                super::sqlite::from_sqlite(value)
                    .ok_or_else(|| unreadable(format!("{} is not supported", value.data_type())))
            }
            Cells::Postgres(row) => row.try_get(index).map_err(|e| unreadable(super::postgres::with_source(&e))),
        }
    }

    /// Refuses a row that has more or fewer columns than are going to be read: a select list and its struct drifted apart.
    pub fn expect_columns(&self, expected: usize) -> Result<(), DbError> {
        match self.columns() {
            found if found == expected => Ok(()),
            found => Err(DbError::Other(format!("{} gives {found} columns where {expected} are read", self.statement))),
        }
    }
}

/// What a whole row can become. Tuples of up to 12 columns do, and structs declared with [`record!`](crate::record).
pub trait FromRow: Sized {
    /// Reads the columns from left to right.
    fn from_row(row: &Row<'_>) -> Result<Self, DbError>;
}

macro_rules! tuples {
    ($($count:literal: $($column:ident $index:literal),+;)+) => { $(
        impl<$($column: Col),+> FromRow for ($($column,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
                row.expect_columns($count)?;
                Ok(($(row.get::<$column>($index)?,)+))
            }
        }
    )+ };
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

/// Declares a struct that is read from a row: its fields are the columns, in the order of the select list.
///
/// ```
/// roster_store::record! {
///     /// A project as a list shows it.
///     #[derive(Debug, Clone)]
///     pub struct ProjectLine {
///         /// What people call it.
///         pub name: String,
///         /// When it was archived, if it was.
///         pub archived_at: Option<i64>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[$outer:meta])*
        $vis:vis struct $name:ident {
            $($(#[$inner:meta])* $field_vis:vis $field:ident : $type:ty),+ $(,)?
        }
    ) => {
        $(#[$outer])*
        $vis struct $name {
            $($(#[$inner])* $field_vis $field: $type,)+
        }

        impl $crate::db::FromRow for $name {
            fn from_row(row: &$crate::db::Row<'_>) -> ::std::result::Result<Self, $crate::db::DbError> {
                row.expect_columns([$(stringify!($field)),+].len())?;
                let mut columns = 0..;
                Ok(Self {
                    $($field: row.get(columns.next().unwrap_or_default())?,)+
                })
            }
        }
    };
}
