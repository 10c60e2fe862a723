//! GET and POST of /accounts/{account}/users/{member}/disable, /enable, /archive, /restore and /delete

use crate::world::World;

#[tokio::test]
async fn b14_the_delete_dialog_recommends_disabling_and_enabling_needs_nothing_anew() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "employee").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = |verb: &str| world.at(&format!("/users/{bo}/{verb}"));
    ann.get(&world.at("/users")).await.says(200, &[&path("disable"), &path("delete")]).lacks(&path("archive"));
    let asked = ann.get(&path("delete")).await;
    asked.says(200, &["Delete Bo Li?", "Recommended: Disable", &format!("href=\"{}\"", path("disable"))]);
    let asked = ann.get(&path("disable")).await;
    asked.says(200, &["Disable Bo Li?", "you can enable this user again"]).lacks("Recommended");
    let seen = asked.hidden("version");
    ann.post(&path("disable"), &[("version", &seen)]).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users?out=yes")).await.says(200, &["Bo Li is now “Disabled”.", &path("enable")]);
    bo_browser.get(&world.home()).await.says(404, &[]);
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "disabled_in_account");
    // Whoever had the old page open is told.
    ann.post(&path("delete"), &[("version", &seen)]).await.says(412, &[]);
    let asked = ann.get(&path("enable")).await;
    asked.says(200, &["Let Bo Li in again?", "API keys from before stay off."]);
    ann.post(&path("enable"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Bo Li is now “Active”."]);
    bo_browser.get(&world.at("/resources/project")).await.says(200, &[]);
    ann.get(&path("enable")).await.says(409, &[]);
}

#[tokio::test]
async fn c04_c05_c06_delete_is_taken_back_in_the_models_words() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "member").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = |verb: &str| world.at(&format!("/users/{bo}/{verb}"));
    let asked = ann.get(&path("archive")).await;
    asked.says(200, &["Delete Bo Li?", ">Delete<"]);
    ann.post(&path("archive"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Bo Li is now “Deleted”."]).lacks("bo@example.com");
    bo_browser.get(&world.home()).await.says(404, &[]);
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "removed_from_account");
    ann.get(&world.at("/users?status=archived")).await.says(200, &["bo@example.com", &path("restore"), ">Restore<"]);
    let asked = ann.get(&path("restore")).await;
    asked.says(200, &["Bring Bo Li back?", "A mail with a link goes to bo@example.com.", "Member"]);
    ann.post(&path("restore"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Bo Li is now “Invited”."]);
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "invitation_to_known_person");
}

#[tokio::test]
async fn e10_archived_and_back_at_once() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = |verb: &str| world.at(&format!("/users/{bo}/{verb}"));
    let asked = ann.get(&path("archive")).await;
    ann.post(&path("archive"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    bo_browser.get(&world.home()).await.says(404, &[]);
    let asked = ann.get(&path("restore")).await;
    asked.says(200, &["Everything is as it was before, at once."]).lacks("A mail with a link");
    ann.post(&path("restore"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    bo_browser.get(&world.at("/keys")).await.says(200, &[]);
    // Who may not, isn't asked.
    bo_browser.get(&path("archive")).await.says(403, &[]);
}

#[tokio::test]
async fn f17_what_they_own_is_listed_and_handed_over_in_the_same_dialog() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    world.colleague_as(&ann, "Cy Ode", "cy@example.com", "administrator").await;
    let new = world.at("/resources/project/new");
    bo_browser.post(&new, &[("name", "Winter")]).await.leads_to(&world.at("/resources/project"));
    let (bo, cy) = (world.member(&ann, "bo@example.com").await, world.member(&ann, "cy@example.com").await);
    let archive = world.at(&format!("/users/{bo}/archive"));
    let asked = ann.get(&archive).await;
    asked.says(200, &["What Bo Li owns", "Winter", "Hand over to", &format!("value=\"{cy}\"")]);
    let (version, to) = (asked.hidden("version"), cy.to_string());
    ann.post(&archive, &[("version", &version), ("hand_over_to", &bo.to_string())]).await.says(422, &[]);
    ann.post(&archive, &[("version", &version), ("hand_over_to", &to)]).await.leads_to(&world.at("/users"));
    ann.get(&world.at(&format!("/users/{cy}"))).await.says(200, &["Winter"]);
    // What comes back is what is left to them: they were succeeded.
    ann.get(&world.at(&format!("/users/{bo}/restore")))
        .await
        .says(200, &["Winter", "Participant"])
        .lacks("Project Owner");
}

#[tokio::test]
async fn f17_keys_of_the_account_stand_in_the_dialog_that_removes_their_maker() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    let new = world.at("/keys/new");
    bo_browser.get(&new).await.says(200, &["Whose key is it?", "For a product in production"]);
    for label in ["Shop", "Warehouse"] {
        let key = [("label", label), ("owner", "account"), ("permissions", "roster.read_members")];
        bo_browser.post(&new, &key).await.says(200, &["shown this once"]);
    }
    bo_browser
        .post(&new, &[("label", "Own"), ("permissions", "roster.read_members")])
        .await
        .says(200, &["shown this once"]);
    ann.get(&world.at("/keys")).await.says(200, &["Account", "Made by", "Bo Li"]);
    let bo = world.member(&ann, "bo@example.com").await;
    // What is written on their own key is theirs only as long as the role is.
    ann.get(&world.at(&format!("/users/{bo}/edit"))).await.says(200, &["1 API key works in their name"]);
    let archive = world.at(&format!("/users/{bo}/archive"));
    let asked = ann.get(&archive).await;
    asked.says(200, &["1 API key, which is revoked", "live on", "Revoke “Shop”", "Revoke “Warehouse”"]);
    let shop = asked.html.split("id=\"f-revoke-keys-").nth(1).unwrap().split('"').next().unwrap();
    ann.post(&archive, &[("version", &asked.hidden("version")), ("revoke_keys", shop)])
        .await
        .leads_to(&world.at("/users"));
    let keys = ann.get(&world.at("/keys")).await;
    keys.says(200, &["Shop", "Warehouse", "Active", "Revoked"]);
    ann.get(&world.at("/audit")).await.says(200, &["Key of", "Shop"]);
}

#[tokio::test]
async fn f19_one_leaves_and_the_last_admin_is_told_why_not() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo_browser = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    bo_browser.get(&world.at(&format!("/users/{bo}"))).await.says(200, &[&world.at("/leave")]);
    bo_browser.get(&world.at("/leave")).await.says(200, &["All your access in this account ends at once"]);
    bo_browser.post(&world.at("/leave"), &[]).await.says(200, &["Leave Northwind Feeds?"]);
    bo_browser.post(&world.at("/leave"), &[("sure", "yes")]).await.leads_to("/accounts?left=yes");
    bo_browser.get("/accounts?left=yes").await.says(
        200,
        &["You have left Northwind Feeds.", "You are in no account any more", "delete your sign-in in your profile"],
    );
    bo_browser.get(&world.home()).await.says(404, &[]);
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "left_account");
    let letters = world.letters().await;
    assert!(letters.iter().any(|one| one.to == "ann@example.com" && one.kind.name() == "member_left"));
    // Who keeps the account alone reads it before, with what to do.
    ann.get(&world.at("/leave"))
        .await
        .says(
            200,
            &[
                "You cannot leave yet",
                "Somebody else must have the role “Admin” first.",
                &world.at("/users"),
                &world.at("/close"),
            ],
        )
        .lacks("value=\"yes\"");
    ann.post(&world.at("/leave"), &[("sure", "yes")])
        .await
        .says(409, &["You cannot leave yet", "Somebody else must have the role “Admin” first."]);
}

#[tokio::test]
async fn f11_inviting_somebody_who_is_out_offers_the_way_back() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    world.colleague_as(&ann, "Bo Li", "bo@example.com", "employee").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = |verb: &str| world.at(&format!("/users/{bo}/{verb}"));
    let invite = [("name", "Bo"), ("addresses", "bo@example.com"), ("role", "employee")];
    let asked = ann.get(&path("disable")).await;
    ann.post(&path("disable"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    let told = ann.post(&world.at("/users/invite"), &invite).await;
    assert!(told.html.contains(&path("enable")) && told.html.contains("Enable: bo@example.com"), "{}", told.html);
    let asked = ann.get(&path("delete")).await;
    ann.post(&path("delete"), &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    let told = ann.post(&world.at("/users/invite"), &invite).await;
    assert!(told.html.contains(&path("restore")), "{}", told.html);
}

#[tokio::test]
async fn c12_f17_f19_a_projects_owner_does_not_go_before_another_is_chosen() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    world.colleague_as(&ann, "Cy Ode", "cy@example.com", "administrator").await;
    bo_browser
        .post(&world.at("/resources/project/new"), &[("name", "Winter")])
        .await
        .leads_to(&world.at("/resources/project"));
    let (bo, cy) = (world.member(&ann, "bo@example.com").await, world.member(&ann, "cy@example.com").await);
    let archive = world.at(&format!("/users/{bo}/archive"));
    let asked = ann.get(&archive).await;
    asked.says(200, &["Winter", "taken over by somebody: choose who", "Choose who takes it over", "required"]);
    asked.lacks("Nobody: it stays theirs");
    let version = asked.hidden("version");
    ann.post(&archive, &[("version", &version)]).await.says(409, &["taken over by somebody first, on: Winter."]);
    // In bulk it is said before.
    let bulk = world.at("/users/bulk/archive");
    let chosen = bo.to_string();
    ann.post(&bulk, &[("member", &chosen)]).await.says(200, &["These stay until another user", "Winter"]);
    // And the same of one's own will.
    let leave = world.at("/leave");
    bo_browser.get(&leave).await.says(200, &["What you own", "Winter", "Choose who takes it over"]);
    bo_browser.post(&leave, &[("sure", "yes")]).await.says(409, &["You cannot leave yet", "on: Winter."]);
    bo_browser.post(&leave, &[("sure", "yes"), ("hand_over_to", &cy.to_string())]).await.leads_to("/accounts?left=yes");
    ann.get(&world.at(&format!("/users/{cy}"))).await.says(200, &["Winter", "Project Owner"]);
}

#[tokio::test]
async fn c10_saving_asks_once_before_an_owner_lacks_what_that_takes() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    bo_browser
        .post(&world.at("/resources/project/new"), &[("name", "Winter")])
        .await
        .leads_to(&world.at("/resources/project"));
    let bo = world.member(&ann, "bo@example.com").await;
    let bulk = world.at("/users/bulk/change");
    let chosen = bo.to_string();
    let guest = [("member", chosen.as_str()), ("sure", "yes"), ("new-role", "guest")];
    let asked = ann.post(&bulk, &guest).await;
    asked.says(200, &["Save without what it takes?", "Winter", "Project Owner", "value=\"guest\" checked"]);
    let profile = world.at(&format!("/users/{bo}"));
    ann.get(&profile).await.says(200, &["Administrator"]);
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    let fields = [
        ("version", form.hidden("version")),
        ("name", "Bo Li".to_owned()),
        ("was-name", "Bo Li".to_owned()),
        ("role", "guest".to_owned()),
        ("was-role", "administrator".to_owned()),
    ];
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let asked = ann.post(&edit, &fields).await;
    asked.says(200, &["Save without what it takes?", "Winter", "value=\"guest\" checked"]);
    let seen = asked.hidden("unfit_seen");
    fields.push(("unfit_seen", &seen));
    ann.post(&edit, &fields).await;
    ann.get(&profile).await.says(200, &["Guest", "Project Owner"]);
}
