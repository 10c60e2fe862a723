//! The mail queue.

use crate::setting::{beside_a_neighbour, id, on_both, ours, refused, theirs, unique, with_a_neighbour, write};
use roster_domain::id::{AccountId, InvitationId, MailId};
use roster_store::{
    DbError, WriteTx,
    due::{self, DueKind},
    outbox::{self, MailRow, NewMail},
};
use uuid::Uuid;

fn new(mail: u128, invitation: Option<u128>, at: i64) -> NewMail<'static> {
    NewMail {
        mail: id(mail),
        params: r#"{"kind":"invitation","name":"Zoë"}"#,
        link: r#"{"invitation":1}"#,
        to_email: "Bo@Example.com",
        to_name: "Bo \"B\" 李",
        language: "de-AT",
        message_id: "1@roster.example.com",
        invitation: invitation.map(id),
        at,
    }
}

fn queued(account: AccountId, mail: u128, invitation: Option<u128>, at: i64) -> MailRow {
    let new = new(mail, invitation, at);
    MailRow {
        account,
        mail: new.mail,
        params: new.params.to_owned(),
        link: new.link.to_owned(),
        to_email: new.to_email.to_owned(),
        to_name: new.to_name.to_owned(),
        language: new.language.to_owned(),
        message_id: new.message_id.to_owned(),
        invitation: new.invitation,
        state: "queued".to_owned(),
        attempts: 0,
        repeats: 0,
        queued_at: at,
        sent_at: None,
        last_answer: String::new(),
    }
}

/// 1 to 3 belong to invitation 50, 4 to 51, 5 to none.
fn five(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (mail, invitation, at) in
        [(1, Some(50), 10), (2, Some(50), 11), (3, Some(50), 11), (4, Some(51), 12), (5, None, 9)]
    {
        outbox::queue(tx, account, &new(mail, invitation, at))?;
    }
    Ok(())
}

#[tokio::test]
async fn a_queued_mail_is_read_as_it_was_written_and_due_at_once() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            assert_eq!(due::next(tx, DueKind::Mail)?, None);
            outbox::queue(tx, ours(), &new(1, Some(50), 10))?;
            outbox::queue(tx, AccountId::INSTALLATION, &new(1, None, 12))?;
            assert_eq!(outbox::by_id(tx, ours(), id(1))?, Some(queued(ours(), 1, Some(50), 10)));
            let of_none = queued(AccountId::INSTALLATION, 1, None, 12);
            assert_eq!(outbox::by_id(tx, AccountId::INSTALLATION, id(1))?, Some(of_none));
            assert_eq!(outbox::by_id(tx, theirs(), id(1))?, None);
            assert_eq!(outbox::by_id(tx, ours(), id(2))?, None);
            assert_eq!(due::claim(tx, DueKind::Mail, 10, 10, 99)?, [(ours(), Uuid::from_u128(1))]);
            assert_eq!(due::next(tx, DueKind::Mail)?, Some(12));
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn many_are_queued_as_each_alone_would_be() {
    beside_a_neighbour(five, |tx, account| {
        outbox::queue_all(tx, account, &[])?;
        outbox::queue_all(tx, account, &[new(6, Some(51), 20), new(7, None, 20)])?;
        assert_eq!(outbox::by_id(tx, account, id(6))?, Some(queued(account, 6, Some(51), 20)));
        assert_eq!(outbox::by_id(tx, account, id(7))?, Some(queued(account, 7, None, 20)));
        for (until, most, waiting) in [(20, 3, 3), (20, 99, 7), (19, 99, 5), (8, 99, 0)] {
            assert_eq!(due::mails_waiting(tx, account, until, most)?, waiting, "{until} {most}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_mailed_to_an_address_is_found_without_invitations() {
    beside_a_neighbour(five, |tx, account| {
        for (mail, at) in [(6, 9), (7, 30)] {
            outbox::queue(tx, account, &new(mail, None, at))?;
        }
        let mut found = |email: &str, limit: i64| -> Result<Vec<MailId>, DbError> {
            Ok(outbox::to_address(tx, account, email, limit)?.into_iter().map(|row| row.mail).collect())
        };
        assert_eq!(found("Bo@Example.com", 10)?, [7, 6, 5].map(id), "the newest first");
        assert_eq!(found("Bo@Example.com", 2)?, [7, 6].map(id));
        assert_eq!(found("bo@example.com", 10)?, [], "as it is written");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_became_of_a_mail_is_saved() {
    beside_a_neighbour(five, |tx, account| {
        let sent = MailRow {
            state: "sent".to_owned(),
            attempts: 3,
            repeats: 2,
            sent_at: Some(20),
            last_answer: "250 2.0.0 Ok: queued as 4F\n".to_owned(),
            ..queued(account, 1, Some(50), 10)
        };
        outbox::save_state(tx, &sent)?;
        assert_eq!(outbox::by_id(tx, account, id(1))?, Some(sent));
        // Only its state: what it says and to whom stays.
        let other = MailRow { to_email: "eve@example.com".to_owned(), ..queued(account, 1, Some(50), 10) };
        outbox::save_state(tx, &other)?;
        assert_eq!(outbox::by_id(tx, account, id(1))?, Some(queued(account, 1, Some(50), 10)));
        assert_eq!(outbox::by_id(tx, account, id(2))?, Some(queued(account, 2, Some(50), 11)));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn unsent_mails_of_an_invitation_are_dropped_and_no_others() {
    beside_a_neighbour(five, |tx, account| {
        for (mail, state) in [(2, "sending"), (3, "sent")] {
            let row = outbox::by_id(tx, account, id(mail))?.unwrap();
            outbox::save_state(tx, &MailRow { state: state.to_owned(), ..row })?;
        }
        assert_eq!(outbox::drop_for_invitation(tx, account, id::<InvitationId>(50))?, 2);
        assert_eq!(outbox::drop_for_invitation(tx, account, id::<InvitationId>(50))?, 0);
        assert_eq!(outbox::drop_for_invitation(tx, account, id::<InvitationId>(99))?, 0);
        for (mail, state) in [(1, "dropped"), (2, "dropped"), (3, "sent"), (4, "queued"), (5, "queued")] {
            assert_eq!(outbox::by_id(tx, account, id(mail))?.unwrap().state, state, "mail {mail}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_operator_sees_the_newest_of_all_accounts() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, five).await;
        write(&db, |tx| {
            for mail in [1, 4] {
                let row = outbox::by_id(tx, theirs(), id(mail))?.unwrap();
                outbox::save_state(tx, &MailRow { state: "refused".to_owned(), ..row })?;
            }
            let mut newest = |state: Option<&str>, limit| {
                let rows = outbox::newest(tx, state, limit)?;
                Ok::<_, DbError>(rows.into_iter().map(|row| (row.mail, row.queued_at)).collect::<Vec<_>>())
            };
            let mail = |number: u128, at: i64| (id::<MailId>(number), at);
            // Those of one millisecond: the highest id first. Here each is there twice, once per account.
            let all = [(4, 12), (3, 11), (2, 11), (1, 10), (5, 9)].map(|(number, at)| mail(number, at));
            let twice: Vec<_> = all.iter().flat_map(|mail| [*mail, *mail]).collect();
            assert_eq!(newest(None, 100)?, twice);
            assert_eq!(newest(None, 3)?, twice[..3]);
            assert_eq!(newest(Some("refused"), 100)?, [mail(4, 12), mail(1, 10)]);
            assert_eq!(newest(Some("queued"), 2)?, [mail(4, 12), mail(3, 11)]);
            assert_eq!(newest(Some("sent"), 100)?, []);
            assert_eq!(outbox::counts(tx)?, [("queued".to_owned(), 8), ("refused".to_owned(), 2)]);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_mail_is_queued_once_and_its_states_are_a_closed_list() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, five).await;
        let again = refused(&db, |tx| outbox::queue(tx, ours(), &new(1, None, 10))).await;
        assert_eq!(again, unique("outbox(account_id, mail_id)"));
        let lost = MailRow { state: "lost".to_owned(), ..queued(ours(), 1, Some(50), 10) };
        let why = refused(&db, move |tx| outbox::save_state(tx, &lost)).await;
        assert!(matches!(why, DbError::Other(_)), "{why:?}");
    }
}
