//! Invitations and the delivery of their mails.

use crate::{
    rows::{give, invitation, member, resource},
    setting::{beside_a_neighbour, id, on_both, ours, refused, unique, with_a_neighbour, write},
};
use roster_domain::id::{AccountId, MemberId};
use roster_store::{
    DbError, WriteTx,
    invitations::{self, InvitationDelivery, InvitationRow, NewInvitation},
    outbox::{self, NewMail},
};

/// Three members; 1 has invited 2, and the operator 3.
fn invited(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for number in 1..=3 {
        member(tx, account, number, if number == 1 { "Ann" } else { "" })?;
    }
    let new = NewInvitation {
        invitation: id(12),
        member: id(2),
        key_id: "k1",
        message: "Willkommen\nan Bord 🚢",
        invited_by: Some(id(1)),
        invited_key: None,
        at: 10,
        expires_at: 20,
        told: "",
        welcome: true,
        subject: "Hi 👋",
    };
    invitations::insert(tx, account, &new)?;
    invitation(tx, account, 13, id(3)).map(drop)
}

fn of_two() -> InvitationRow {
    InvitationRow {
        invitation: id(12),
        member: id(2),
        state: "open".to_owned(),
        generation: 1,
        key_id: "k1".to_owned(),
        message: "Willkommen\nan Bord 🚢".to_owned(),
        invited_by: Some(id(1)),
        invited_key: None,
        created_at: 10,
        sent_at: 10,
        expires_at: 20,
        closed_at: None,
        asked_at: None,
        told: String::new(),
        welcome: true,
        subject: "Hi 👋".to_owned(),
    }
}

#[tokio::test]
async fn an_invitation_is_found_by_id_and_by_member() {
    beside_a_neighbour(invited, |tx, account| {
        assert_eq!(invitations::by_id(tx, account, id(12))?, Some(of_two()));
        assert_eq!(invitations::of_member(tx, account, id(2))?, Some(of_two()));
        let of_three = invitations::of_member(tx, account, id(3))?.unwrap();
        assert_eq!((of_three.invitation, of_three.invited_by, of_three.message.as_str()), (id(13), None, ""));
        assert_eq!(invitations::by_id(tx, account, id(99))?, None);
        assert_eq!(invitations::of_member(tx, account, id(1))?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_column_that_changes_is_saved() {
    beside_a_neighbour(invited, |tx, account| {
        let changed = InvitationRow {
            state: "expired".to_owned(),
            generation: 3,
            key_id: "k2".to_owned(),
            message: String::new(),
            invited_by: None,
            invited_key: Some(id(9)),
            sent_at: 30,
            expires_at: 40,
            closed_at: Some(41),
            asked_at: Some(42),
            told: "link".to_owned(),
            subject: String::new(),
            ..of_two()
        };
        invitations::save(tx, account, &changed)?;
        assert_eq!(invitations::by_id(tx, account, id(12))?, Some(changed.clone()));
        assert_eq!(invitations::of_member(tx, account, id(2))?, Some(changed));
        invitations::save(tx, account, &of_two())?;
        assert_eq!(invitations::by_id(tx, account, id(12))?, Some(of_two()));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_closed_invitation_is_nobodys_and_makes_room_for_the_next() {
    beside_a_neighbour(invited, |tx, account| {
        for (number, state) in (20..).zip(["withdrawn", "accepted"]) {
            let row = invitations::of_member(tx, account, id(2))?.unwrap();
            invitations::save(tx, account, &InvitationRow { state: state.to_owned(), ..row.clone() })?;
            assert_eq!(invitations::of_member(tx, account, id(2))?, None);
            assert_eq!(invitations::by_id(tx, account, row.invitation)?.unwrap().state, state);
            invitation(tx, account, number, id(2))?;
            assert_eq!(invitations::of_member(tx, account, id(2))?.unwrap().invitation, id(number));
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_member_has_one_invitation_at_a_time() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, invited).await;
        let second = |tx: &mut WriteTx<'_>| invitation(tx, ours(), 20, id(2)).map(drop);
        assert_eq!(refused(&db, second).await, unique("invitations(account_id, member_id)"));
        let expired = InvitationRow { state: "expired".to_owned(), ..of_two() };
        write(&db, move |tx| invitations::save(tx, ours(), &expired)).await;
        assert_eq!(refused(&db, second).await, unique("invitations(account_id, member_id)"));
        let accepted = InvitationRow { state: "accepted".to_owned(), ..of_two() };
        write(&db, move |tx| invitations::save(tx, ours(), &accepted)).await;
        write(&db, second).await;
        // The old one does not come back to life beside the new one.
        let reopened = refused(&db, |tx| invitations::save(tx, ours(), &of_two())).await;
        assert_eq!(reopened, unique("invitations(account_id, member_id)"));
        let again = refused(&db, |tx| invitation(tx, ours(), 20, id(1)).map(drop)).await;
        assert_eq!(again, unique("invitations(account_id, invitation_id)"));
        let nobodys = refused(&db, |tx| invitation(tx, ours(), 21, id(99)).map(drop)).await;
        assert_eq!(nobodys, DbError::ForeignKey);
    }
}

/// Mails of invitation 12 with this id, queued then.
fn mail(tx: &mut WriteTx<'_>, account: AccountId, mail: u128, at: i64) -> Result<(), DbError> {
    let new = NewMail {
        mail: id(mail),
        params: "{}",
        link: "",
        to_email: "bo@example.com",
        to_name: "",
        language: "en",
        message_id: "1@example.com",
        invitation: Some(id(12)),
        at,
    };
    outbox::queue(tx, account, &new)?;
    let mut row = outbox::by_id(tx, account, id(mail))?.unwrap();
    row.last_answer = format!("mail {mail}");
    outbox::save_state(tx, &row)
}

#[tokio::test]
async fn a_delivery_is_that_of_the_newest_mail() {
    beside_a_neighbour(invited, |tx, account| {
        let expected = InvitationDelivery {
            invitation: id(12),
            member: id(2),
            invited_by: Some(id(1)),
            inviter_name: Some("Ann".to_owned()),
            sent_at: 10,
            expires_at: 20,
            mail_state: None,
            delivered_at: None,
            mail_answer: None,
            told: String::new(),
            asked_at: None,
        };
        assert_eq!(invitations::deliveries(tx, account, &[id(2)])?, std::slice::from_ref(&expected));
        // The newest is the one queued last, and of those queued in the same millisecond the one with the highest id.
        for (number, at, newest) in [(52, 100, 52), (51, 101, 51), (50, 100, 51), (53, 101, 53), (40, 101, 53)] {
            mail(tx, account, number, at)?;
            let now = InvitationDelivery {
                mail_state: Some("queued".to_owned()),
                mail_answer: Some(format!("mail {newest}")),
                ..expected.clone()
            };
            assert_eq!(invitations::deliveries(tx, account, &[id(2)])?, [now], "after mail {number}");
        }
        let mut sent = outbox::by_id(tx, account, id(53))?.unwrap();
        (sent.state, sent.sent_at, sent.last_answer) = ("sent".to_owned(), Some(105), "250 taken".to_owned());
        outbox::save_state(tx, &sent)?;
        let [delivery] = &*invitations::deliveries(tx, account, &[id(2)])? else { panic!("one invitation") };
        assert_eq!((delivery.mail_state.as_deref(), delivery.delivered_at), (Some("sent"), Some(105)));
        assert_eq!(delivery.mail_answer.as_deref(), Some("250 taken"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn deliveries_are_of_the_members_asked_for_while_their_invitation_stands() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        invited(tx, account)?;
        // A third inviter without a name of their own.
        let row = invitations::by_id(tx, account, id(13))?.unwrap();
        invitations::save(tx, account, &InvitationRow { invited_by: Some(id(2)), ..row })?;
        mail(tx, account, 50, 100)
    }
    beside_a_neighbour(rows, |tx, account| {
        let mut of = |members: &[MemberId]| {
            let mut found = invitations::deliveries(tx, account, members)?;
            found.sort_by_key(|delivery| delivery.member);
            Ok::<_, DbError>(found)
        };
        assert_eq!(of(&[])?, []);
        assert_eq!(of(&[id(1), id(99)])?, []);
        let both = of(&[id(3), id(1), id(2)])?;
        assert_eq!(both.iter().map(|delivery| delivery.invitation).collect::<Vec<_>>(), [id(12), id(13)]);
        let (mail_state, inviter) = (both[1].mail_state.as_deref(), both[1].inviter_name.as_deref());
        assert_eq!((mail_state, inviter), (None, Some("m2@example.com")), "who has no name is called by their address");
        for (state, stands) in [("expired", 1), ("withdrawn", 0), ("accepted", 0), ("open", 1)] {
            invitations::save(tx, account, &InvitationRow { state: state.to_owned(), ..of_two() })?;
            assert_eq!(invitations::deliveries(tx, account, &[id(2)])?.len(), stands, "{state}");
        }
        invitations::save(tx, account, &InvitationRow { invited_by: None, ..of_two() })?;
        let [delivery] = &*invitations::deliveries(tx, account, &[id(2)])? else { panic!("one invitation") };
        assert_eq!((delivery.invited_by, delivery.inviter_name.as_deref()), (None, None));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_offered_and_deleted_is_noted_in_the_invitations_that_wait() {
    fn offered(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        invited(tx, account)?;
        resource(tx, account, 40, "project", None, "Harbour")?;
        resource(tx, account, 41, "project", None, "Airport")?;
        give(tx, account, 1, 40, "read")?;
        give(tx, account, 2, 40, "read")
    }
    beside_a_neighbour(offered, |tx, account| {
        assert_eq!(invitations::lost(tx, account, id(12))?, Vec::<String>::new());
        // Of member 1, who has no invitation, and of member 3, who was not given it, nothing is noted.
        assert_eq!(invitations::note_loss(tx, account, id(40), "Harbour")?, 1);
        assert_eq!(invitations::note_loss(tx, account, id(41), "Airport")?, 0);
        assert_eq!(invitations::lost(tx, account, id(12))?, ["Harbour"]);
        assert_eq!(invitations::note_loss(tx, account, id(40), "Üb\\er")?, 1);
        assert_eq!(invitations::lost(tx, account, id(12))?, ["Harbour", "Üb\\er"]);
        assert_eq!(invitations::lost(tx, account, id(13))?, Vec::<String>::new());
        assert_eq!(invitations::by_id(tx, account, id(12))?, Some(of_two()), "nothing else changed");
        for _ in 0..30 {
            invitations::note_loss(tx, account, id(40), &"x".repeat(200))?;
        }
        assert!(invitations::lost(tx, account, id(12))?.len() < 25, "as many as fit");
        invitations::save(tx, account, &InvitationRow { state: "accepted".to_owned(), ..of_two() })?;
        assert_eq!(invitations::note_loss(tx, account, id(40), "Late")?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f17_invitations_that_wait_go_to_another_sender() {
    beside_a_neighbour(invited, |tx, account| {
        assert_eq!(invitations::count_sent(tx, account, id(1))?, 1);
        assert_eq!(invitations::count_sent(tx, account, id(3))?, 0);
        assert_eq!(invitations::sent(tx, account, id(1))?, [(id(12), id(2))]);
        assert_eq!(invitations::hand_over(tx, account, &[id(12)], id(3))?, 1);
        assert_eq!(
            (invitations::count_sent(tx, account, id(1))?, invitations::count_sent(tx, account, id(3))?),
            (0, 1)
        );
        assert_eq!(invitations::by_id(tx, account, id(12))?.unwrap().invited_by, Some(id(3)));
        // Whoever accepted was invited by whom they were.
        let accepted = InvitationRow { state: "accepted".to_owned(), invited_by: Some(id(3)), ..of_two() };
        invitations::save(tx, account, &accepted)?;
        assert_eq!(invitations::sent(tx, account, id(3))?, []);
        assert_eq!(invitations::count_sent(tx, account, id(3))?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn who_asked_for_a_new_link_is_found_the_last_first_until_it_is_closed() {
    beside_a_neighbour(invited, |tx, account| {
        assert_eq!(invitations::asked(tx, account, 9)?, []);
        for (number, at) in [(12, 40), (13, 41)] {
            let row = invitations::by_id(tx, account, id(number))?.unwrap();
            let state = if number == 12 { "expired" } else { "open" };
            invitations::save(tx, account, &InvitationRow { asked_at: Some(at), state: state.to_owned(), ..row })?;
        }
        let (two, three) = ((id(2), "m2@example.com".to_owned(), 40), (id(3), "m3@example.com".to_owned(), 41));
        assert_eq!(invitations::asked(tx, account, 9)?, [three.clone(), two]);
        assert_eq!(invitations::asked(tx, account, 1)?, [three]);
        for number in [12, 13] {
            let row = invitations::by_id(tx, account, id(number))?.unwrap();
            invitations::save(tx, account, &InvitationRow { state: "withdrawn".to_owned(), ..row })?;
        }
        assert_eq!(invitations::asked(tx, account, 9)?, []);
        Ok(())
    })
    .await;
}
