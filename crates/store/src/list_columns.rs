//! Which columns of the list of members somebody chose for themself.

use crate::{DbError, ReadTx, WriteTx, statements};
use roster_domain::id::{AccountId, MemberId};

statements! {
    LIST_COLUMNS_OF = "select columns from list_columns where account_id = $1 and member_id = $2";
    LIST_COLUMNS_SET = "insert into list_columns (account_id, member_id, columns) values ($1, $2, $3) \
        on conflict (account_id, member_id) do update set columns = excluded.columns";
    LIST_COLUMNS_CLEAR = "delete from list_columns where account_id = $1 and member_id = $2";
}

/// The columns that a member chose; `None`: those that the model shows.
pub fn of(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Option<Vec<String>>, DbError> {
    let found = tx.optional::<(String,)>(&LIST_COLUMNS_OF, &[&account, &member])?;
    Ok(found.map(|(columns,)| columns.split(',').map(str::to_owned).collect()))
}

/// Replaces them; `None`: those that the model shows.
pub fn set(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    member: MemberId,
    columns: Option<&[String]>,
) -> Result<(), DbError> {
    match columns {
        Some(columns) => tx.execute(&LIST_COLUMNS_SET, &[&account, &member, &columns.join(",")])?,
        None => tx.execute(&LIST_COLUMNS_CLEAR, &[&account, &member])?,
    };
    Ok(())
}
