//! What is known of an account beside its name: the fields that its model declares.

use crate::{DbError, ReadTx, WriteTx, statements};
use roster_domain::id::AccountId;

statements! {
    ACCOUNT_DETAILS = "select field, value from account_details where account_id = $1 order by field";
    ACCOUNT_DETAIL_SET = "insert into account_details (account_id, field, value) values ($1, $2, $3) \
        on conflict (account_id, field) do update set value = excluded.value";
    ACCOUNT_DETAIL_CLEAR = "delete from account_details where account_id = $1 and field = $2";
}

/// Every field that has a value.
pub fn of(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Vec<(String, String)>, DbError> {
    tx.all(&ACCOUNT_DETAILS, &[&account])
}

/// Writes a value; an empty one is none.
pub fn set(tx: &mut WriteTx<'_>, account: AccountId, field: &str, value: &str) -> Result<(), DbError> {
    match value {
        "" => tx.execute(&ACCOUNT_DETAIL_CLEAR, &[&account, &field])?,
        value => tx.execute(&ACCOUNT_DETAIL_SET, &[&account, &field, &value])?,
    };
    Ok(())
}
