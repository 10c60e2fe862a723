//! One-time links of a person.

use crate::setting::{id, on_both, write};
use roster_domain::id::LinkId;
use roster_store::{
    DbError, WriteTx,
    person_links::{self, LinkKind, NewPersonLink},
};

#[tokio::test]
async fn a_link_is_used_once_and_open_ones_die() {
    fn add(tx: &mut WriteTx<'_>, link: u128, kind: LinkKind) -> Result<LinkId, DbError> {
        let link = id(link);
        let new = NewPersonLink {
            person: id(1),
            link,
            kind,
            key_id: "k",
            email: "ann@example.com",
            account: Some(id(9)),
            at: 10,
            expires_at: 20,
        };
        person_links::insert(tx, &new)?;
        Ok(link)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let (used, open) = (add(tx, 1, LinkKind::PasswordReset)?, add(tx, 2, LinkKind::PasswordReset)?);
            let other = add(tx, 3, LinkKind::ProveEmail)?;
            let row = person_links::by_id(tx, id(1), used)?.unwrap();
            assert_eq!(
                (row.kind.as_str(), row.key_id.as_str(), row.email.as_str()),
                ("password_reset", "k", "ann@example.com")
            );
            assert_eq!((row.account, row.created_at, row.expires_at, row.used_at), (Some(id(9)), 10, 20, None));
            assert_eq!(person_links::mailed(tx, id(1), id(9), 5)?, []);
            person_links::set_mail(tx, id(1), open, id(9), id(77))?;
            let mailed = person_links::mailed(tx, id(1), id(9), 5)?;
            assert_eq!(mailed.iter().map(|row| (row.mail, row.mail_account)).collect::<Vec<_>>(), [(id(77), id(9))]);
            assert_eq!(person_links::mailed(tx, id(1), id(8), 5)?, [], "it was asked for in another account");
            let killed = add(tx, 4, LinkKind::ProposedEmail)?;
            person_links::kill(tx, id(2), killed)?;
            assert!(person_links::by_id(tx, id(1), killed)?.is_some());
            person_links::kill(tx, id(1), killed)?;
            assert_eq!(person_links::by_id(tx, id(1), killed)?, None);
            assert!(person_links::mark_used(tx, id(1), used, 15)?);
            assert!(!person_links::mark_used(tx, id(1), used, 16)?);
            assert_eq!(person_links::by_id(tx, id(1), used)?.unwrap().used_at, Some(15));
            person_links::kill_open(tx, id(1), LinkKind::PasswordReset)?;
            assert_eq!(person_links::by_id(tx, id(1), open)?, None);
            assert!(person_links::by_id(tx, id(1), used)?.is_some());
            assert!(person_links::by_id(tx, id(1), other)?.is_some());
            assert_eq!(person_links::by_id(tx, id(2), other)?, None);
            assert_eq!(person_links::to_follow(tx, id(1))?, []);
            assert!(person_links::mark_used(tx, id(1), other, 12)?);
            person_links::set_former(tx, id(1), other, Some("[]"))?;
            person_links::set_former(tx, id(1), used, Some("[1]"))?;
            let to_follow = |link, former: &str| (link, former.to_owned());
            assert_eq!(person_links::to_follow(tx, id(1))?, [to_follow(used, "[1]"), to_follow(other, "[]")]);
            assert_eq!(person_links::to_follow(tx, id(2))?, []);
            assert_eq!(person_links::by_id(tx, id(1), used)?.unwrap().former.as_deref(), Some("[1]"));
            person_links::set_former(tx, id(1), other, None)?;
            assert_eq!(person_links::to_follow(tx, id(1))?, [to_follow(used, "[1]")]);
            assert_eq!(person_links::purge(tx, 19)?, 0);
            assert_eq!(person_links::purge(tx, 20)?, 2);
            Ok(())
        })
        .await;
    }
}
