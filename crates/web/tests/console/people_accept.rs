//! GET and POST /invitations/{token}, POST /invitations/{token}/join, POST /invitations/{token}/ask-again

use crate::world::{PASSWORD, World, newcomer};
use jiff::SignedDuration;
use roster_domain::mail::MailKind;

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn a07_says_who_invites_to_what_and_asks_for_what_the_model_asks_for() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, path) = world.invite(&ann, "Bo.Li@example.com", "Hi Bo,\n<b>welcome</b>").await;
    let page = world.browser().reading("de-AT,de;q=0.9").get(&path).await;
    page.says(
        200,
        &[
            "<h1>Northwind Feeds beitreten</h1>",
            "Ann Lee lädt Sie zu Northwind Feeds ein",
            "Hi Bo,",
            "&lt;b&gt;welcome&lt;/b&gt;",
            "name=\"name\"",
            "autocomplete=\"name\"",
            "autocomplete=\"new-password\"",
            "name=\"email\" value=\"Bo.Li@example.com\"",
            "<option value=\"AT\" selected>Österreich</option>",
            "<option value=\"de\" selected>Deutsch</option>",
            "<option value=\"en\">English</option>",
            "name=\"time_zone\"",
        ],
    );
    assert_eq!(page.html.matches(" autofocus").count(), 1);
}

#[tokio::test]
async fn a08_after_accepting_one_is_signed_in_and_the_console_speaks_the_chosen_language() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, path) = world.invite(&ann, "bo@example.com", "").await;
    let browser = world.browser();
    let mut fields = newcomer("Bo Li", "bo@example.com");
    fields.retain(|(name, _)| *name != "language");
    fields.push(("language", "de"));
    browser.post(&path, &fields).await.leads_to(&world.home());
    assert!(browser.is_signed_in());
    let me = browser.get("/accounts").await;
    me.says(200, &["<html lang=\"de\"", "Northwind Feeds", "Willkommen bei Northwind Feeds!"]);
    // The message is shown once.
    browser.get("/accounts").await.lacks("Willkommen bei");
    // The link works once.
    let again = world.browser().get(&path).await;
    again.says(410, &["This invitation was accepted already", "/sign-in"]);
    world.browser().post(&path, &newcomer("Eve", "bo@example.com")).await.says(410, &[]);
}

#[tokio::test]
async fn each_wrong_field_is_named_and_what_was_typed_stays_but_not_the_password() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, path) = world.invite(&ann, "bo@example.com", "").await;
    let browser = world.browser();
    let fields =
        [("name", ""), ("password", "hunter2hunter2"), ("email", "bo@nowhere"), ("country", ""), ("language", "en")];
    let page = browser.post(&path, &fields).await;
    page.says(
        422,
        &["Country: Please fill this in.", "id=\"f-country-error\"", "href=\"#f-country\"", "value=\"bo@nowhere\""],
    )
    .lacks("hunter2");
    let fields = [("name", " "), ("password", "x"), ("email", "bo@nowhere"), ("country", "DE"), ("language", "tlh")];
    let page = browser.post(&path, &fields).await;
    page.says(
        422,
        &[
            "Please look at 3 fields again:",
            "id=\"f-name-error\"",
            "id=\"f-email-error\"",
            "The part after the @ is not complete",
            "id=\"f-language-error\"",
            "<option value=\"DE\" selected>",
        ],
    );
    let mut weak = newcomer("Bo Li", "bo@example.com");
    weak.retain(|(name, _)| *name != "password");
    weak.push(("password", "passwordpassword"));
    browser.post(&path, &weak).await.says(422, &["This password is easy to guess"]).lacks("passwordpassword");
    assert!(!browser.is_signed_in());
    browser.post(&path, &newcomer("Bo Li", "")).await.leads_to(&world.home());
}

#[tokio::test]
async fn a07_another_address_becomes_the_sign_in_only_after_its_mail_is_opened() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, path) = world.invite(&ann, "bo@example.com", "").await;
    let browser = world.browser();
    browser.post(&path, &newcomer("Bo Li", "private@example.net")).await.leads_to(&world.home());
    browser.get("/accounts").await.says(200, &["We have sent a link to private@example.net."]);
    let proof = world.letter("private@example.net").await;
    assert!(matches!(proof.kind, MailKind::ProveAddress { .. }));
    let sign_in =
        async |email: &str| world.browser().post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status;
    assert_eq!(sign_in("private@example.net").await, 422);
    assert_eq!(sign_in("bo@example.com").await, 303);
    browser.get(&proof.path).await.says(200, &["private@example.net"]);
    assert_eq!(sign_in("private@example.net").await, 422, "looking proves nothing");
    browser.post(&proof.path, &[]).await.leads_to("/me");
    assert_eq!(sign_in("private@example.net").await, 303);
    assert_eq!(sign_in("bo@example.com").await, 422);
}

#[tokio::test]
async fn whoever_has_a_sign_in_is_asked_to_use_it_and_never_for_a_new_password() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let other = world.beside("Contoso", "bo@example.com").await;
    // Not signed in.
    let stranger = world.browser();
    let page = stranger.get(&other).await;
    page.says(200, &["You already have a sign-in here.", "/sign-in?next=%2Finvitations%2F"]).lacks("type=\"password\"");
    let sign_in = format!("/sign-in?next={}", other.replace('/', "%2F"));
    stranger.post(&other, &newcomer("Mallory", "bo@example.com")).await.leads_to(&sign_in);
    assert!(!stranger.is_signed_in());
    stranger
        .post(&format!("{other}/join"), &[])
        .await
        .leads_to(&format!("/sign-in?next={}", other.replace('/', "%2F")));
    // Signed in as somebody else.
    ann.get(&other).await.says(
        200,
        &[
            "This invitation is for bo@example.com. You are signed in as ann@example.com.",
            &format!("action=\"/sign-out?next={other}\""),
        ],
    );
    ann.post(&format!("{other}/join"), &[]).await.leads_to(&other);
    ann.post(&format!("/sign-out?next={other}"), &[]).await.leads_to(&other);
    // As the one it is for.
    bo.get(&other).await.says(200, &["Join Contoso", "You are signed in as bo@example.com."]);
    let joined = bo.post(&format!("{other}/join"), &[]).await;
    assert_eq!(joined.status, 303);
    bo.get("/accounts").await.says(200, &["Contoso", "Northwind Feeds", "Welcome to Contoso!"]);
    bo.get(&other).await.says(410, &["This invitation was accepted already", "href=\"/\""]);
}

#[tokio::test]
async fn whoever_is_in_already_under_another_address_has_nothing_to_accept() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let (_, path) = world.invite(&ann, "bo@example.net", "").await;
    bo.post("/me/address", &[("email", "bo@example.net"), ("current_password", PASSWORD)]).await.leads_to("/me");
    let letters = world.letters().await;
    let proof = letters.iter().find(|letter| matches!(letter.kind, MailKind::ProveAddress { .. })).unwrap();
    bo.post(&proof.path, &[]).await.leads_to("/me");
    bo.post(&format!("{path}/join"), &[]).await.says(409, &["You are in this account already", "href=\"/accounts\""]);
}

#[tokio::test]
async fn a09_d07_a_dead_link_explains_itself_and_a_new_one_can_be_asked_for_once_an_hour() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, path) = world.invite(&ann, "bo@example.com", "").await;
    world.pass(DAY * 31);
    let stranger = world.browser();
    let ask = format!("{path}/ask-again");
    stranger.get(&path).await.says(410, &["This invitation has run out", &format!("action=\"{ask}\"")]);
    stranger.post(&path, &newcomer("Bo Li", "bo@example.com")).await.says(410, &["This invitation has run out"]);
    let wanted = async || {
        let letters = world.letters().await;
        letters.iter().filter(|letter| matches!(letter.kind, MailKind::NewInvitationWanted { .. })).count()
    };
    let first = stranger.post(&ask, &[]).await;
    first.says(200, &["We have passed it on"]);
    assert_eq!(wanted().await, 1);
    let second = stranger.post(&ask, &[]).await;
    assert_eq!((second.status, &second.html), (200, &first.html), "the answer is the same");
    assert_eq!(wanted().await, 1, "once an hour");
    world.pass(SignedDuration::from_hours(1));
    stranger.post(&ask, &[]).await;
    assert_eq!(wanted().await, 2);
    // A link that never was: the same answer, and nobody is written to.
    let nonsense = stranger.post("/invitations/nonsense/ask-again", &[]).await;
    assert_eq!((nonsense.status, &nonsense.html), (200, &first.html));
    assert_eq!(wanted().await, 2);
}

#[tokio::test]
async fn links_that_were_cut_short_withdrawn_or_invented_look_the_same() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (member, path) = world.invite(&ann, "bo@example.com", "").await;
    world.withdraw(&ann, member).await;
    let stranger = world.browser();
    let page = stranger.get(&path).await;
    page.says(410, &["This link does not work", "withdrawn"]).lacks("Northwind");
    let cut = &path[..path.len() - 1];
    let swapped = format!("{cut}{}", if path.ends_with('A') { 'B' } else { 'A' });
    for path in [cut, &swapped, "/invitations/x", "/invitations/%ff", &format!("{path}%00")] {
        let answer = stranger.get(path).await;
        assert!(matches!(answer.status, 410 | 404), "{path}: {}", answer.status);
        answer.lacks("Northwind");
    }
    stranger.post(&path, &newcomer("Bo Li", "bo@example.com")).await.says(410, &[]);
}

#[tokio::test]
async fn a_lapsed_invitation_says_so_and_a_new_one_can_be_asked_for() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, path) = world.invite(&ann, "bo@example.com", "").await;
    world.demote(&ann).await;
    let stranger = world.browser();
    let page = stranger.post(&path, &newcomer("Bo Li", "bo@example.com")).await;
    page.says(410, &["This invitation cannot be accepted", "/ask-again"]);
    stranger.post(&format!("{path}/ask-again"), &[]).await.says(200, &["We have passed it on"]);
    let letters = world.letters().await;
    assert!(letters.iter().any(|letter| matches!(letter.kind, MailKind::NewInvitationWanted { .. })));
}
