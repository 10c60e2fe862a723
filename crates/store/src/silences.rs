//! What members don't want to be mailed about, each for themself.

use crate::{DbError, ReadTx, WriteTx, statements};
use roster_domain::id::{AccountId, MemberId};

statements! {
    SILENCES_OF = "select change from silences where account_id = $1 and member_id = $2 order by change";
    SILENT_ABOUT = "select member_id from silences where account_id = $1 and change = $2 and member_id in uuids($3)";
    SILENCES_CLEAR = "delete from silences where account_id = $1 and member_id = $2";
    SILENCE_INSERT = "insert into silences (account_id, member_id, change) values ($1, $2, $3)";
}

/// What a member doesn't want to be mailed about.
pub fn of(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Vec<String>, DbError> {
    let rows = tx.all::<(String,)>(&SILENCES_OF, &[&account, &member])?;
    Ok(rows.into_iter().map(|(change,)| change).collect())
}

/// Which of these members don't want to be mailed about this change.
pub fn silent_about(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    change: &str,
    members: &[MemberId],
) -> Result<Vec<MemberId>, DbError> {
    let rows = tx.all::<(MemberId,)>(&SILENT_ABOUT, &[&account, &change, &crate::dialect::uuid_list(members)])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}

/// Replaces what a member doesn't want to be mailed about; each once.
pub fn set(tx: &mut WriteTx<'_>, account: AccountId, member: MemberId, changes: &[&str]) -> Result<(), DbError> {
    tx.execute(&SILENCES_CLEAR, &[&account, &member])?;
    for change in changes {
        tx.execute(&SILENCE_INSERT, &[&account, &member, change])?;
    }
    Ok(())
}
