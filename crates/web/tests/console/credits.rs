//! GET and POST of /accounts/{account}/credits…, /compliance… and /quotations…

use crate::world::{Browser, World, newcomer};
use jiff::SignedDuration;

/// An account whose users share everything: an admin and a member.
async fn shared() -> (World, Browser, Browser) {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let (_, path) = world.invite_as(&ann, "mia@example.com", "member", "").await;
    let mia = world.browser();
    mia.post(&path, &newcomer("Mia Roe", "mia@example.com")).await.leads_to(&world.home());
    (world, ann, mia)
}

impl World {
    async fn add_credits(&self, by: &Browser, amount: &str) {
        let form = by.get(&self.at("/credits/add")).await;
        let once = form.hidden("once");
        let sent = [("once", once.as_str()), ("kind", "purchase"), ("amount", amount), ("reference", "INV <7>")];
        by.post(&self.at("/credits/add"), &sent).await.leads_to(&self.at("/credits"));
    }

    async fn offer(&self, by: &Browser, title: &str, amount: &str) -> String {
        let once = by.get(&self.at("/quotations/new")).await.hidden("once");
        let sent = [
            ("once", once.as_str()),
            ("title", title),
            ("text", "Two images,\ncloud-free."),
            ("amount", amount),
            ("valid_until", "2026-11-22"),
        ];
        let made = by.post(&self.at("/quotations/new"), &sent).await;
        assert_eq!(made.status, 303, "{}", made.html);
        made.location.unwrap()
    }
}

#[tokio::test]
async fn d04_members_see_the_balance_and_admins_add_and_see_how_it_came_to_that() {
    let (world, ann, mia) = shared().await;
    let page = world.at("/credits");
    ann.get(&page).await.says(200, &["Credits", "0 credits", "No transactions", "/credits/add"]);
    // A second click of the same form adds nothing.
    let add = world.at("/credits/add");
    let once = ann.get(&add).await.hidden("once");
    let sent = [("once", once.as_str()), ("kind", "purchase"), ("amount", "1500"), ("reference", "INV <7>")];
    for _ in 0..2 {
        ann.post(&add, &sent).await.leads_to(&page);
    }
    let shown = ann.get(&page).await;
    shown.says(200, &["The balance is 1,500 credits.", "+1,500 credits", "INV &lt;7&gt;", "Ann Lee", "role=\"img\""]);
    shown.says(200, &["Balance over time", "The numbers", "highest 1,500 credits"]);
    shown.lacks("+3,000").lacks("style=");
    // What is wrong is told at its field, and what was typed stays.
    let once = ann.get(&add).await.hidden("once");
    for (amount, told) in
        [("", "Enter an amount"), ("1.5", "such as"), ("0", "above zero"), ("9999999999999", "too much")]
    {
        let sent = [("once", once.as_str()), ("amount", amount), ("reference", "keep me")];
        ann.post(&add, &sent).await.says(422, &[told, "id=\"f-amount-error\"", "keep me"]);
    }
    ann.post(&add, &[("amount", "5")]).await.says(428, &[]);
    // A member sees what all share, and no more.
    let seen = mia.get(&page).await;
    seen.says(200, &["1,500 credits"]).lacks("INV").lacks("/credits/add").lacks("role=\"img\"").lacks("Transactions");
    mia.get(&add).await.says(403, &[]);
    mia.post(&add, &sent).await.says(403, &[]);
    mia.post(&world.at("/credits/export"), &[]).await.says(403, &[]);
    let file = ann.post(&world.at("/credits/export"), &[("kind", "purchase")]).await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert!(file.html.starts_with("\u{feff}transaction,at,"), "a spreadsheet knows it by its mark");
    assert!(file.html.contains("1,2026-11-21T10:00:00Z,purchase,1500,0,1500"), "{}", file.html);
    ann.get(&world.at("/credits?kind=spending&days=30")).await.says(200, &["No transactions"]);
    ann.get(&world.at("/credits?kind=x&days=9&by=y&before=-1")).await.says(200, &["INV &lt;7&gt;"]);
    ann.get(&world.at("/audit")).await.says(200, &["recorded a purchase of", "exported the transactions"]);
}

#[tokio::test]
async fn d03_everybody_sees_the_status_and_who_may_changes_it() {
    let (world, ann, mia) = shared().await;
    let (page, change) = (world.at("/compliance"), world.at("/compliance/change"));
    mia.get(&page).await.says(200, &["Compliance status", "Not started"]).lacks("/compliance/change");
    mia.get(&change).await.says(403, &[]);
    mia.post(&change, &[("status", "passed"), ("version", "0")]).await.says(403, &[]);
    let form = ann.get(&change).await;
    let version = form.hidden("version");
    form.says(200, &["In review", "All data can be ordered."]);
    let sent = [("version", version.as_str()), ("status", "passed"), ("note", "All <fine>")];
    ann.post(&change, &sent).await.leads_to(&page);
    ann.get(&page).await.says(200, &["The status is now “Passed”."]);
    mia.get(&page).await.says(200, &["Passed", "All &lt;fine&gt;", "Ann Lee"]);
    // F07: what someone else did meanwhile is told, and what was typed stays.
    let stale = [("version", version.as_str()), ("status", "failed"), ("note", "mine")];
    let told = ann.post(&change, &stale).await;
    told.says(412, &["changed the status to “Passed”", "mine"]);
    let version = told.hidden("version");
    ann.post(&change, &[("version", version.as_str()), ("status", "failed")]).await.leads_to(&page);
    ann.post(&change, &[("status", "great")]).await.says(422, &["There is no status"]);
    ann.get(&world.at("/audit")).await.says(200, &["Passed</bdi>", "changed the compliance status of"]);
}

#[tokio::test]
async fn d04_a_quotation_is_offered_looked_at_and_accepted_once() {
    let (world, ann, mia) = shared().await;
    ann.get(&world.at("/quotations")).await.says(200, &["No quotations", "/quotations/new"]);
    mia.get(&world.at("/quotations")).await.says(403, &[]);
    mia.get(&world.home()).await;
    let path = world.offer(&ann, "Harbour & quay", "400").await;
    mia.get(&path).await.says(403, &[]);
    let accept = format!("{path}/accept");
    for page in ["accept", "decline", "withdraw"] {
        mia.get(&format!("{path}/{page}")).await.says(403, &[]);
        mia.post(&format!("{path}/{page}"), &[]).await.says(403, &[]);
    }
    ann.get(&path).await.says(200, &["Harbour &amp; quay", "cloud-free.", "400 credits", "Open"]);
    ann.get(&accept).await.says(200, &["It costs 400 credits. You have 0 credits."]);
    ann.post(&accept, &[])
        .await
        .says(409, &["There are not enough credits: 0 credits are available, 400 credits are needed."]);
    world.add_credits(&ann, "1000").await;
    ann.post(&accept, &[]).await.leads_to(&path);
    ann.get(&path).await.says(200, &["Accepted", "Ann Lee"]).lacks("/accept\"");
    ann.post(&accept, &[]).await.says(409, &["This was accepted already."]);
    ann.get(&world.at("/credits")).await.says(200, &["600 credits"]);
    let other = world.offer(&ann, "Dunes", "5").await;
    ann.post(&format!("{other}/decline"), &[]).await.leads_to(&other);
    let third = world.offer(&ann, "Delta", "5").await;
    ann.post(&format!("{third}/withdraw"), &[]).await.leads_to(&third);
    world.offer(&ann, "Late", "5").await;
    world.pass(SignedDuration::from_hours(48));
    let list = ann.get(&world.at("/quotations")).await;
    list.says(200, &["Accepted", "Declined", "Withdrawn", "Expired", "Harbour &amp; quay"]);
    ann.get(&world.at("/quotations?state=accepted")).await.says(200, &["Harbour"]).lacks("Dunes");
    ann.post(&world.at("/quotations/new"), &[("title", ""), ("text", ""), ("amount", "x")])
        .await
        .says(422, &["such as"]);
}

#[tokio::test]
async fn a_model_without_credits_shows_none_of_it() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.get(&world.at("/users")).await.lacks("/credits").lacks("/quotations").lacks("/compliance");
    for page in ["/credits", "/quotations", "/compliance", "/credits/add", "/compliance/change", "/quotations/new"] {
        let answer = ann.get(&world.at(page)).await;
        assert!(matches!(answer.status, 403 | 404), "{page}: {}", answer.status);
    }
}
