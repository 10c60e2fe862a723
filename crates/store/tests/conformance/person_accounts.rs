//! Which accounts a person is in.

use crate::setting::{id, on_both, write};
use roster_domain::id::{AccountId, MemberId, PersonId};
use roster_store::{
    DbError, WriteTx, models,
    person_accounts::{self, ClosedPlace, Membership},
    statements,
};

statements! {
    TEST_ACCOUNT = "insert into accounts (account_id, name, status, created_at, version) values ($1, $2, $3, 0, 1)";
    TEST_CLOSE = "update accounts set status = 'closed', purge_at = 99 where account_id = $1";
    TEST_MEMBER = "insert into members (account_id, member_id, person_id, status, name, name_key, given_name, family_name, email, email_key, company, company_key, fields, note, masked, version, created_at) \
        values ($1, $2, $3, $4, '', '', '', '', $5, $5, '', '', '{}', '', $6, 1, 0)";
    TEST_ROLE = "insert into member_roles (account_id, member_id, role, from_at, until_at, given_at) values ($1, $2, $3, $4, $5, 7)";
}

#[tokio::test]
async fn a_person_finds_the_open_accounts_where_they_are_active() {
    fn join(tx: &mut WriteTx<'_>, number: u128, status: &str, member_status: &str) -> Result<(), DbError> {
        let (account, member) = (id::<AccountId>(number), id::<MemberId>(100 + number));
        tx.execute(&TEST_ACCOUNT, &[&account, &format!("Account {number}"), &status])?;
        let person = id::<PersonId>(1);
        tx.execute(&TEST_MEMBER, &[&account, &member, &person, &member_status, &"ann@example.com", &false])?;
        person_accounts::add(tx, person, account, member, 10)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            join(tx, 1, "open", "active")?;
            join(tx, 2, "suspended", "active")?;
            join(tx, 3, "open", "disabled")?;
            join(tx, 4, "open", "active")?;
            for (role, from, until) in [
                ("admin", None, None),
                ("now", Some(50), Some(51)),
                ("past", None, Some(50)),
                ("to_come", Some(51_i64), None),
            ] {
                tx.execute(&TEST_ROLE, &[&id::<AccountId>(1), &id::<MemberId>(101), &role, &from, &until])?;
            }
            person_accounts::touch(tx, id(1), id(1), 40)?;
            person_accounts::touch(tx, id(1), id(1), 30)?;
            // Joining again finds the new place and forgets nothing else.
            person_accounts::add(tx, id(1), id(1), id(101), 45)?;
            let membership = |number: u128, last_used_at, roles: &[&str], suspended| Membership {
                suspended,
                account: id(number),
                name: format!("Account {number}"),
                member: id(100 + number),
                last_used_at,
                roles: roles.iter().map(|role| role.to_string()).collect(),
            };
            let all = person_accounts::of_person(tx, id(1), 50)?;
            assert_eq!(
                all,
                [
                    membership(1, 40, &["admin", "now"], false),
                    membership(2, 10, &[], true),
                    membership(4, 10, &[], false)
                ]
            );
            for (account, version, hash) in [(1, 1, [1; 32]), (1, 2, [2; 32]), (4, 1, [1; 32])] {
                models::put_text(tx, &hash, "a model", 10)?;
                models::pin(tx, id(account), version, &hash, "{}", 10, None)?;
            }
            let pinned = person_accounts::models_of_person(tx, id(1))?;
            assert_eq!(pinned, [(id(1), vec![2; 32]), (id(4), vec![1; 32])]);
            assert_eq!(person_accounts::models_of_person(tx, id(2))?, []);
            let place = |number: u128| (id::<AccountId>(number), id::<MemberId>(100 + number));
            assert_eq!(person_accounts::places(tx, id(1))?, [place(1), place(2), place(3), place(4)]);
            assert_eq!(person_accounts::places(tx, id(2))?, []);
            person_accounts::remove(tx, id(1), id(1))?;
            let left = [membership(2, 10, &[], true), membership(4, 10, &[], false)];
            assert_eq!(person_accounts::of_person(tx, id(1), 50)?, left);
            tx.execute(&TEST_CLOSE, &[&id::<AccountId>(4)])?;
            assert_eq!(person_accounts::of_person(tx, id(1), 50)?.len(), 1);
            let closed = ClosedPlace {
                account: id(4),
                name: "Account 4".to_owned(),
                member: id(104),
                purge_at: 99,
                model: vec![1; 32],
                roles: Vec::new(),
            };
            assert_eq!(person_accounts::closed_of_person(tx, id(1), 50)?, [closed]);
            assert_eq!(person_accounts::closed_of_person(tx, id(2), 50)?, []);
            assert_eq!(person_accounts::of_person(tx, id(2), 50)?, []);
            Ok(())
        })
        .await;
    }
}
