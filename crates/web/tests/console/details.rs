//! GET /accounts/{account}/details, GET and POST /accounts/{account}/details/edit

use crate::world::{World, newcomer};

#[tokio::test]
async fn d13_admins_modify_the_organization_details_and_see_what_they_were() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let (_, path) = world.invite_as(&ann, "mia@example.com", "member", "").await;
    let mia = world.browser();
    mia.post(&path, &newcomer("Mia Roe", "mia@example.com")).await.leads_to(&world.home());
    let (page, edit) = (world.at("/details"), world.at("/details/edit"));
    // The way there stands in the account's menu.
    ann.get(&world.at("/users")).await.says(200, &["Organization details", &page]);
    let form = ann.get(&edit).await;
    form.says(200, &["Tax id", "Postal code", "optional"]);
    let version = form.hidden("version");
    let sent = [
        ("version", version.as_str()),
        ("name", "Northwind <AG>"),
        ("fields/city", "Bremen"),
        ("fields/tax_id", "DE 123"),
    ];
    ann.post(&edit, &sent).await.leads_to(&page);
    ann.get(&page)
        .await
        .says(200, &["The details are saved.", "Northwind &lt;AG&gt;", "Bremen", "DE 123", "What changed"]);
    // A member reads what all may, and can change nothing.
    mia.get(&page)
        .await
        .says(200, &["Bremen", "Northwind"])
        .lacks("DE 123")
        .lacks("/details/edit")
        .lacks("What changed");
    mia.get(&edit).await.says(403, &[]);
    mia.post(&edit, &[("version", "2"), ("name", "Mine")]).await.says(403, &[]);
    // What is wrong is told where it is, and what was typed stays.
    let version = ann.get(&edit).await.hidden("version");
    let wrong = [("version", version.as_str()), ("name", ""), ("fields/city", "Kiel")];
    ann.post(&edit, &wrong).await.says(422, &["Please fill this in.", "Kiel"]);
    // F07: what someone else did meanwhile is not overwritten unseen.
    let old = [("version", "1"), ("name", "Other"), ("fields/city", "Kiel")];
    let told = ann.post(&edit, &old).await;
    told.says(412, &["Someone else changed the details", "Kiel"]);
    let version = told.hidden("version");
    ann.post(&edit, &[("version", version.as_str()), ("name", "Other"), ("fields/city", "")]).await.leads_to(&page);
    ann.get(&page).await.says(200, &["Northwind &lt;AG&gt;</bdi> → <bdi>Other", "Bremen</bdi> → <bdi>—"]);
    ann.get(&world.at("/audit")).await.says(200, &["changed the details of", "Tax id"]);
}
