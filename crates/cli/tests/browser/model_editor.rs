//! F08 in the console: the rules of an account are changed by two admins who look at the same time, and taken back.

use crate::{
    hand::Hand,
    house::House,
    walk::{found, join},
};
use std::fs;

/// A small model of no system that comes with Roster.
const KITCHEN: &str = r#"name = "Kitchen"

[labels.en]
page = "Staff"
invite = "Invite"
"invite.send" = "Send"

[invitation]
form = "lines"

[membership]
default_role = "cook"
leaving = ["archive"]

[mails]
rules_changed = ["member"]

[[role]]
id = "chef"
label = "Chef"
rank = 9
permissions = [
  "*", "roster.read_members", "roster.invite", "roster.change_roles", "roster.edit_members", "roster.restore_members",
  "roster.manage_model",
]
on = [{ kind = "recipe", reach = "all", permissions = ["*"] }]
edits = "not_above"
keeps_account = true

[[role]]
id = "cook"
label = "Cook"
rank = 1
on = [{ kind = "recipe", reach = "all", permissions = ["recipe.read", "recipe.change"] }]

[[permission]]
id = "recipe.read"
on = "recipe"
label = "Read recipes"

[[permission]]
id = "recipe.change"
on = "recipe"
label = "Change recipes"

[[resource]]
kind = "recipe"
label = "Recipe"
plural = "Recipes"
"#;

/// Types something else into the editor, as a paste does.
async fn retype(hand: &Hand, was: &str, becomes: &str) {
    let script = "const field = document.querySelector('textarea[name=model]'); \
        field.value = field.value.replace(arguments[0], arguments[1]); \
        field.dispatchEvent(new Event('input', { bubbles: true })); return field.value.includes(arguments[1])";
    let done = hand.browser.execute(script, vec![was.into(), becomes.into()]).await.unwrap();
    assert_eq!(done.json(), &serde_json::json!(true), "{was:?} stands in the editor");
}

async fn axe(hand: &Hand, what: &str) {
    if let Some(found) = hand.browser.axe().await {
        assert!(found.is_empty(), "{what}: {found:?}");
    }
}

async fn invited(house: &House, by: &Hand, email: &str, name: &str, role: &str) -> Option<Hand> {
    let hand = Hand::start().await?;
    by.press("Staff").await;
    by.press("Invite").await;
    by.fill("Email addresses", email).await;
    by.tick(role).await;
    by.press("Send").await;
    by.reads(email).await;
    let mail = house.mail.wait_for_mail(email, 1).await.remove(0);
    join(&hand, mail.link("/invitations/"), name, "Accept invitation").await;
    Some(hand)
}

#[tokio::test(flavor = "multi_thread")]
async fn f08_rules_are_changed_by_who_saw_what_it_does_and_taken_back() {
    let (Some(house), Some(ann)) = (House::start(), Hand::start().await) else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kitchen.toml");
    fs::write(&file, KITCHEN).unwrap();
    let link = found(&house, &file.display().to_string(), "Blue Kitchen", "ann@example.com");
    join(&ann, &link, "Ann Lee", "Accept invitation").await;
    let Some(bea) = invited(&house, &ann, "bea@example.com", "Bea Roy", "Chef").await else { return };
    let Some(cem) = invited(&house, &ann, "cem@example.com", "Cem Ak", "Cook").await else { return };
    assert!(!cem.source().await.contains("Roles and rules"), "who can't change them isn't shown the way");

    // The checker's words, while one types: what is wrong, and what to write instead.
    ann.press("Roles and rules").await;
    retype(&ann, "rank = 1\n", "rnak = 1\n").await;
    ann.reads("unknown field `rnak`").await;
    axe(&ann, "the editor").await;
    retype(&ann, "rnak = 1\n", "rank = 1\n").await;
    ann.reads("This is a good model.").await;

    // The plan beside it: by change and role, by user, and for one of them.
    retype(&ann, ", \"recipe.change\"]", "]").await;
    ann.reads("This is a good model.").await;
    ann.press("Show what it would change").await;
    ann.reads("What is different").await;
    ann.reads("3 users looked at: 0 gain something, 1 loses something.").await;
    ann.row_reads("lose “Change recipes”", "Cook").await;
    ann.row_reads("lose “Change recipes”", "on every Recipe").await;
    ann.reads("gets a mail about it").await;
    ann.press("User by user").await;
    ann.reads("Cem Ak").await;
    axe(&ann, "the plan").await;
    ann.fill("Name or email", "bea").await;
    ann.press("Show").await;
    ann.reads("Bea Roy").await;
    ann.reads("Gains and loses nothing.").await;
    ann.fill("Name or email", "zoe").await;
    ann.press("Show").await;
    ann.reads("Nobody here is called “zoe”.").await;

    // The other one plans the same, and is slower.
    bea.press("Roles and rules").await;
    retype(&bea, ", \"recipe.change\"]", "]").await;
    bea.press("Show what it would change").await;
    bea.reads("1 loses something").await;

    // Typed is the account's name, or nothing happens.
    let confirm = "Type “Blue Kitchen” to apply it";
    ann.fill(confirm, "Kitchen").await;
    ann.press("Apply").await;
    ann.reads("Type the name of the account, “Blue Kitchen”, to apply it.").await;
    ann.fill(confirm, "Blue Kitchen").await;
    ann.press("Apply").await;
    ann.reads("Applied as version 2.").await;
    ann.reads("− Change recipes").await;
    bea.fill(confirm, "Blue Kitchen").await;
    bea.press("Apply").await;
    bea.reads("Something was changed since this was planned.").await;
    bea.reads("Both models mean the same.").await;

    // Whoever lost something hears of it: one mail, and nobody else.
    let mail = house.mail.wait_for_mail("cem@example.com", 2).await.remove(1);
    assert_eq!(mail.subject, "What you may do in Blue Kitchen has changed");
    assert!(mail.text.contains("Change recipes – on every Recipe"), "{}", mail.text);

    ann.press("Undo").await;
    ann.reads("Undo the last change of roles and rules").await;
    ann.row_reads("gain “Change recipes”", "Cook").await;
    ann.fill(confirm, "Blue Kitchen").await;
    ann.press("Apply").await;
    ann.reads("Applied as version 3.").await;
    assert_eq!(house.mail.wait_for_mail("cem@example.com", 3).await.len(), 3);
    assert_eq!(house.mail.wait_for_mail("bea@example.com", 1).await.len(), 1, "nothing of hers changed");
    ann.is_clean().await;
}
