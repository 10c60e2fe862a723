//! GET and POST of a user's /permissions; "Why?" and "What would it take?" on the profile; the same fields where one invites

use crate::world::{Browser, Page, World, newcomer};
use roster_domain::id::MemberId;

/// Invited and joined.
async fn join(world: &World, by: &Browser, email: &str, role: &str) -> (Browser, MemberId) {
    let (member, link) = world.invite_as(by, email, role, "").await;
    let browser = world.browser();
    browser.post(&link, &newcomer("Bo Li", email)).await.leads_to(&world.home());
    (browser, member)
}

async fn save(world: &World, by: &Browser, member: MemberId, fields: &[(&str, &str)]) -> Page {
    let path = world.at(&format!("/users/{member}/permissions"));
    let version = by.get(&path).await.hidden("version");
    let sent: Vec<(&str, &str)> = [("version", version.as_str())].into_iter().chain(fields.iter().copied()).collect();
    by.post(&path, &sent).await
}

#[tokio::test]
async fn e07_and_e08_custom_is_set_application_by_application_and_explains_itself() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    let (bo_browser, bo) = join(&world, &ann, "bo@example.com", "user").await;
    let (path, profile) = (world.at(&format!("/users/{bo}/permissions")), world.at(&format!("/users/{bo}")));
    ann.get(&world.at("/users")).await.says(200, &[&path]);
    let form = ann.get(&path).await;
    form.says(
        200,
        &["Contacts", "Import contacts", "role=\"tooltip\"", "With it: See contacts", "value=\"all\" checked"],
    );
    // A button ticks, and saves nothing yet.
    let ticked =
        save(&world, &ann, bo, &[("mask", "custom"), ("keep", "contacts.view"), ("tick", "calendar all")]).await;
    ticked.says(200, &["value=\"calendar.book\" checked", "value=\"custom\" checked"]);
    ann.get(&profile).await.lacks("Custom lists it.");
    let kept = [("was[mask]", "all"), ("mask", "custom"), ("keep", "contacts.view")];
    save(&world, &ann, bo, &kept).await.leads_to(&world.at("/users"));
    ann.get(&profile).await.says(
        200,
        &[
            "See contacts",
            "Why?",
            "As User.",
            "Custom lists it.",
            "What would it take?",
            "List “Edit contacts” in Custom.",
            "Who can: Owner, Admin",
        ],
    );
    bo_browser.get(&profile).await.says(200, &["Why?"]);
    bo_browser.get(&path).await.says(403, &[]);
    // Two at once: what the other saved is told, and nothing is lost.
    let stale = [("version", "1"), ("was[mask]", "all"), ("mask", "custom"), ("keep", "calendar.view")];
    ann.post(&path, &stale).await.says(412, &["See contacts"]);
    // Nobody sets an owner to Custom.
    let me = ann.get(&world.at("/users")).await;
    me.says(200, &["Owner"]);
    ann.get(&world.at("/audit"))
        .await
        .says(200, &["changed the permissions of", "In the applications", "See contacts"]);
}

#[tokio::test]
async fn c02_what_goes_beyond_the_role_has_an_end_and_is_named_before_a_role_takes_it() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let (_, bo) = join(&world, &ann, "bo@example.com", "member").await;
    let (path, profile) = (world.at(&format!("/users/{bo}/permissions")), world.at(&format!("/users/{bo}")));
    ann.get(&path)
        .await
        .says(200, &["Beyond the role Member", "Creator", "Last day of “Styles”"])
        .lacks("name=\"mask\"");
    let fields = [("extra-member", "users"), ("extra-member-until[users]", "2026-11-22"), ("extra-member", "styles")];
    save(&world, &ann, bo, &fields).await.leads_to(&world.at("/users"));
    ann.get(&path).await.says(200, &["value=\"2026-11-22\"", "value=\"styles\" checked"]);
    ann.get(&profile)
        .await
        .says(200, &["Given beyond the role. Until", "Comes with", "Give “Creator” beyond the role."]);
    let edit = ann.get(&world.at(&format!("/users/{bo}/edit"))).await;
    edit.says(200, &["Takes away what was given beyond the role: Users."]);
    // The same where one invites.
    let form = ann.get(&world.at("/users/invite")).await;
    form.says(200, &["Beyond the role Member", "Beyond the role Guest"]);
    let invite =
        [("addresses", "cy@example.com"), ("role", "member"), ("extra-member", "creator"), ("extra-guest", "styles")];
    ann.post(&world.at("/users/invite"), &invite).await.leads_to(&world.at("/users?status=invited"));
    ann.get(&world.at("/audit")).await.says(200, &["Beyond the role", "Creator"]);
}

#[tokio::test]
async fn where_a_model_has_nothing_to_set_there_is_no_panel() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, bo) = join(&world, &ann, "bo@example.com", "user").await;
    let path = world.at(&format!("/users/{bo}/permissions"));
    ann.get(&world.at("/users")).await.lacks("/permissions");
    ann.get(&path).await.says(404, &[]);
    ann.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["What would it take?", "Give the role Admin."]);
}
