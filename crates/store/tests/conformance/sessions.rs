//! Sessions.

use crate::setting::{id, on_both, write};
use roster_domain::id::SessionId;
use roster_store::{
    DbError, WriteTx,
    sessions::{self, NewSession, Seen},
};

#[tokio::test]
async fn sessions_begin_are_seen_and_end() {
    fn begin(tx: &mut WriteTx<'_>, session: u128, expires_at: i64) -> Result<(), DbError> {
        let new = NewSession {
            person: id(1),
            session: id(session),
            secret_hash: &[7; 32],
            at: 10,
            expires_at,
            user_agent: "Firefox",
            address: "192.0.2.1",
        };
        sessions::insert(tx, &new)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let exists = |tx: &mut WriteTx<'_>, session: u128| {
                Ok::<_, DbError>(sessions::by_id(tx, id(1), id::<SessionId>(session))?.is_some())
            };
            for session in 1..=4 {
                begin(tx, session, 100 + i64::try_from(session).unwrap())?;
            }
            let listed = sessions::of_person(tx, id(1), 102, 9)?;
            assert_eq!(listed.iter().map(|row| row.session).collect::<Vec<_>>(), [id(4), id(3)]);
            assert_eq!(
                (&*listed[0].user_agent, &*listed[0].address, listed[0].created_at),
                ("Firefox", "192.0.2.1", 10)
            );
            assert_eq!(sessions::of_person(tx, id(2), 0, 9)?, []);
            let seen = Seen { person: id(1), session: id(1), at: 20, expires_at: 120 };
            let older = Seen { at: 15, expires_at: 115, ..seen };
            sessions::seen(tx, &[seen, older])?;
            let row = sessions::by_id(tx, id(1), id(1))?.unwrap();
            assert_eq!((row.secret_hash, row.created_at, row.seen_at, row.expires_at), ([7; 32], 10, 20, 120));
            assert_eq!(sessions::by_id(tx, id(2), id(1))?, None);
            sessions::end(tx, id(1), id(2))?;
            assert!(!exists(tx, 2)?);
            assert_eq!(sessions::purge(tx, 103)?, 1);
            assert!(!exists(tx, 3)? && exists(tx, 4)?);
            sessions::end_all(tx, id(1), Some(id(4)))?;
            assert!(!exists(tx, 1)? && exists(tx, 4)?);
            sessions::end_all(tx, id(2), None)?;
            assert!(exists(tx, 4)?);
            sessions::end_all(tx, id(1), None)?;
            assert!(!exists(tx, 4)?);
            Ok(())
        })
        .await;
    }
}
