//! GET /accounts/{account}/users/{member}, GET and POST of its /edit, /access, /delete and /withdraw, and what is done to many

use crate::world::{Browser, PASSWORD, World};
use roster_domain::id::MemberId;

/// The fields of the edit form as it stands.
async fn edit_form(world: &World, by: &Browser, member: MemberId) -> Vec<(String, String)> {
    let page = by.get(&world.at(&format!("/users/{member}/edit"))).await;
    page.says(200, &[]);
    let names = ["version", "was-name", "was-role", "was-note"];
    let mut fields: Vec<(String, String)> = names.iter().map(|name| ((*name).to_owned(), page.hidden(name))).collect();
    for name in ["name", "role", "note"] {
        fields.push((name.to_owned(), page.hidden(&format!("was-{name}"))));
    }
    fields
}

fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value.to_owned();
}

fn sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a12_an_admin_becomes_a_user_and_the_access_panel_opens_next() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world.site(&ann, project, "Shop").await;
    let (bo_browser, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[(site, "read_only")]).await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    // A user becomes an admin, whatever their access.
    let mut form = edit_form(&world, &ann, bo).await;
    set(&mut form, "role", "admin");
    set(&mut form, "name", "Bo Li-Khan");
    set(&mut form, "note", "line one\r\nline two");
    ann.post(&edit, &sent(&form)).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Bo Li-Khan is saved.", "All (1)"]);
    bo_browser.get(&world.at("/users")).await.says(200, &["ann@example.com"]);
    ann.get(&world.at(&format!("/users/{bo}/access"))).await.says(200, &["As Admin this user reaches everything."]);
    // And a user again, with what slept.
    let mut form = edit_form(&world, &ann, bo).await;
    assert!(form.contains(&("note".to_owned(), "line one\nline two".to_owned())));
    set(&mut form, "role", "user");
    let access = world.at(&format!("/users/{bo}/access?next=role"));
    ann.post(&edit, &sent(&form)).await.leads_to(&access);
    ann.get(&access).await.says(200, &["The role no longer reaches everything.", "value=\"read_only\" selected"]);
    bo_browser.get(&world.at("/users")).await.says(403, &[]);
    let profile = ann.get(&world.at(&format!("/users/{bo}"))).await;
    profile.says(200, &["<h1>Bo Li-Khan</h1>", "line one\nline two", "Read-Only", "Shop", "/audit?about="]);
    // One sees one's own page, without the note.
    bo_browser.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["Shop"]).lacks("line one");
}

#[tokio::test]
async fn f02_the_last_admin_stays_one_and_is_told_why() {
    let world = World::new().await;
    let ann = world.ann().await;
    let member = world.member(&ann, "ann@example.com").await;
    let mut form = edit_form(&world, &ann, member).await;
    set(&mut form, "role", "user");
    let page = ann.post(&world.at(&format!("/users/{member}/edit")), &sent(&form)).await;
    page.says(409, &["Somebody else must have the role “Admin” first.", "value=\"user\" checked"]);
    set(&mut form, "name", "  ");
    set(&mut form, "role", "admin");
    let page = ann.post(&world.at(&format!("/users/{member}/edit")), &sent(&form)).await;
    page.says(422, &["id=\"f-name-error\""]);
}

#[tokio::test]
async fn f07_the_second_of_two_editors_is_told_what_changed_and_loses_nothing() {
    let world = World::new().await;
    let ann = world.ann().await;
    world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    let mut mine = edit_form(&world, &ann, bo).await;
    let mut theirs = mine.clone();
    set(&mut theirs, "name", "Bo the First");
    set(&mut theirs, "note", "their note");
    ann.post(&edit, &sent(&theirs)).await.leads_to(&world.at("/users"));
    set(&mut mine, "note", "my note");
    let page = ann.post(&edit, &sent(&mine)).await;
    page.says(
        412,
        &[
            "Someone else saved in the meantime",
            "Bo the First",
            "their note",
            // The name nobody touched here is the new one, the note is what was typed.
            "name=\"name\" value=\"Bo the First\"",
            ">my note</textarea>",
        ],
    );
    set(&mut mine, "name", "Bo the First");
    for (field, value) in [
        ("version", page.hidden("version")),
        ("was-name", page.hidden("was-name")),
        ("was-note", page.hidden("was-note")),
    ] {
        set(&mut mine, field, &value);
    }
    ann.post(&edit, &sent(&mine)).await.leads_to(&world.at("/users"));
    let row = world.profile(&ann, bo).await.line.row;
    assert_eq!((row.name.as_str(), row.note.as_str()), ("Bo the First", "my note"));
}

#[tokio::test]
async fn a11_access_is_added_changed_and_taken_away_in_the_panel() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let (shop, outlet) = (world.site(&ann, project, "Shop").await, world.site(&ann, project, "Outlet").await);
    let (browser, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[(shop, "read_only"), (project, "none")]).await;
    let path = world.at(&format!("/users/{bo}/access"));
    let panel = ann.get(&path).await;
    panel.says(200, &["Access to projects and sites", "Bo Li · User", "From Winter: No access"]);
    let (project, shop, outlet) = (format!("[{project}]"), format!("[{shop}]"), format!("[{outlet}]"));
    let names = [
        format!("level{project}"),
        format!("level{shop}"),
        format!("level{outlet}"),
        format!("was{project}"),
        format!("was{shop}"),
    ];
    let version = panel.hidden("version");
    let fields = |levels: [&'static str; 3]| {
        vec![
            ("version", version.as_str()),
            (names[0].as_str(), levels[0]),
            (names[1].as_str(), levels[1]),
            (names[2].as_str(), levels[2]),
            (names[3].as_str(), "none"),
            (names[4].as_str(), "read_only"),
        ]
    };
    ann.post(&path, &fields(["", "read_write", "read_only"])).await.leads_to(&world.at("/users"));
    let given = world.given(&ann, bo).await;
    let level = |name: &str| given.iter().find(|(given, _)| given == name).map(|(_, level)| level.as_str());
    assert_eq!([level("Winter"), level("Shop"), level("Outlet")], [None, Some("read_write"), Some("read_only")]);
    ann.get(&world.at("/users")).await.says(200, &["The access of Bo Li is saved.", "2 sites<"]);
    browser
        .get(&world.at("/resources/site"))
        .await
        .says(200, &["Shop", "Outlet", "badge ok\">Read-Write<", "badge neutral\">Read-Only<"]);
    // The same form once more is out of date: it is told what stands now.
    let stale = ann.post(&path, &fields(["read_only", "read_only", ""])).await;
    stale.says(412, &["Someone else saved in the meantime", "Outlet", "unchanged"]);
    let now = stale.hidden("version");
    assert_ne!(now, version);
    // Unknown levels and invented resources are refused.
    ann.post(&path, &[("version", &now), (names[1].as_str(), "all")]).await.says(422, &["This was not saved"]);
    let invented = "level[00000000-0000-0000-0000-000000000007]";
    ann.post(&path, &[("version", &now), (invented, "read_only")]).await.says(422, &["There is no such thing here"]);
}

#[tokio::test]
async fn a10_only_users_can_be_deleted_and_an_admin_is_demoted_first() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (bo_browser, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    let (delete, edit) = (world.at(&format!("/users/{bo}/delete")), world.at(&format!("/users/{bo}/edit")));
    let mut form = edit_form(&world, &ann, bo).await;
    set(&mut form, "role", "admin");
    ann.post(&edit, &sent(&form)).await.leads_to(&world.at("/users"));
    let why = "A user with the role “Admin” cannot be deleted. Give them another role first.";
    ann.get(&delete).await.says(200, &["Bo Li cannot be deleted", why, &edit]);
    ann.post(&delete, &[]).await.says(409, &[why]);
    assert_eq!(world.profile(&ann, bo).await.line.status, "active");
    let mut form = edit_form(&world, &ann, bo).await;
    set(&mut form, "role", "user");
    ann.post(&edit, &sent(&form)).await;
    let question = ann.get(&delete).await;
    question.says(200, &["Delete Bo Li?", "ends at once, and keys"]).lacks("0 sites");
    ann.post(&delete, &[("version", &question.hidden("version"))]).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Bo Li is deleted."]).lacks("bo@example.com");
    bo_browser.get(&world.at("/resources/site")).await.says(404, &[]);
    // Oneself: not even the question.
    let me = world.member(&ann, "ann@example.com").await;
    ann.get(&world.at(&format!("/users/{me}/delete"))).await.says(200, &["cannot be deleted"]);
}

#[tokio::test]
async fn f10_f12_invitations_are_withdrawn_and_sent_again_one_or_many_with_a_report() {
    let world = World::new().await;
    let ann = world.ann().await;
    let lines = "a@example.com\nb@example.com\nc@example.com";
    ann.post(&world.at("/users/invite"), &[("addresses", lines), ("role", "user")]).await;
    let mut ids = Vec::new();
    for email in lines.lines() {
        ids.push(world.member(&ann, email).await.to_string());
    }
    let all: Vec<(&str, &str)> = ids.iter().map(|id| ("member", id.as_str())).collect();
    ann.post(&world.at("/users/bulk/send-again"), &all).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["3 invitations sent again.", "name=\"member\""]);
    // One by one.
    let one = world.at(&format!("/users/{}/withdraw", ids[0]));
    let question = ann.get(&one).await;
    question.says(200, &["Withdraw the invitation of a@example.com?"]);
    let path = world.letter("a@example.com").await.path;
    ann.post(&one, &[("version", &question.hidden("version"))]).await.leads_to(&world.at("/users"));
    world.browser().get(&path).await.says(410, &[]);
    ann.get(&one).await.says(409, &[]);
    // Many, one of whom is gone already: each is told.
    let asked = ann.post(&world.at("/users/bulk/withdraw"), &all).await;
    asked.says(200, &["Withdraw 3 invitations?", "b@example.com", "name=\"sure\""]);
    let mut sure = all.clone();
    sure.push(("sure", "yes"));
    let report = ann.post(&world.at("/users/bulk/withdraw"), &sure).await.location.unwrap();
    ann.get(&report).await.says(200, &["3 users: withdraw the invitation", ">Refused<", "a@example.com", ">Done<"]);
    ann.get(&format!("{report}?state=refused")).await.says(200, &["a@example.com"]).lacks("b@example.com");
    ann.get(&world.at("/users")).await.lacks("b@example.com");
    ann.post(&world.at("/users/bulk/withdraw"), &[]).await.says(422, &["<!DOCTYPE html>"]);
    ann.post(&world.at("/users/bulk/send-again"), &[("member", "nonsense")]).await.says(422, &["<!DOCTYPE html>"]);
}

#[tokio::test]
async fn f12_all_that_ran_out_are_invited_again_at_once() {
    let world = World::new().await;
    let ann = world.ann().await;
    let lines = "a@example.com\nb@example.com";
    ann.post(&world.at("/users/invite"), &[("addresses", lines), ("role", "user")]).await;
    ann.get(&world.at("/users?status=invited")).await.lacks("Invite all again");
    world.pass(jiff::SignedDuration::from_hours(31 * 24));
    let ann = world.browser();
    ann.post("/sign-in", &[("email", "ann@example.com"), ("password", PASSWORD)]).await.leads_to("/");
    ann.get(&world.at("/users?status=expired")).await.says(200, &["Invite all again"]);
    let again = world.at("/users/bulk/send-again");
    ann.post(&again, &[("all", "expired")]).await.says(200, &["Invite 2 users again?", "name=\"sure\""]);
    ann.post(&again, &[("all", "expired"), ("sure", "yes")]).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["2 invitations sent again.", "a@example.com", "b@example.com"]);
    // Nobody is left: asking again does nothing.
    ann.post(&again, &[("all", "expired"), ("sure", "yes")]).await.leads_to(&world.at("/users"));
}

#[tokio::test]
async fn c01_c02_c13_another_role_is_given_to_those_ticked_and_taken_back_from_the_toast() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let mut ids = Vec::new();
    for (name, email) in [("Bo Li", "bo@example.com"), ("Cy Odo", "cy@example.com")] {
        world.colleague_as(&ann, name, email, "member").await;
        ids.push(world.member(&ann, email).await.to_string());
    }
    let bulk = world.at("/users/bulk/change");
    ann.get(&world.at("/users")).await.says(200, &[&format!("formaction=\"{bulk}\""), "name=\"member\""]);
    let one = [("member", ids[0].as_str())];
    let asked = ann.post(&bulk, &one).await;
    asked.says(200, &["Change 1 user", "Bo Li", "name=\"new-role\"", "name=\"extra-member\"", "value=\"creator\""]);
    // Permissions beyond the role, in the same dialog; then a role that doesn't offer them: that is said before.
    let given = [one[0], ("sure", "yes"), ("new-role", "member"), ("extra-member", "creator")];
    ann.post(&bulk, &given).await.leads_to(&world.at("/users"));
    let both = [("member", ids[0].as_str()), ("member", ids[1].as_str())];
    let asked = ann.post(&bulk, &both).await;
    asked.says(200, &["Change 2 users", "Bo Li", "Cy Odo", "Creator (1)"]);
    let sure = [both[0], both[1], ("sure", "yes"), ("new-role", "guest")];
    ann.post(&bulk, &sure).await.leads_to(&world.at("/users"));
    let list = ann.get(&world.at("/users")).await;
    list.says(200, &["Done for 2 users: role or permissions.", "/undo\"", ">Undo<"]);
    assert_eq!(world.letter("cy@example.com").await.kind.name(), "role_changed");
    // The button in the toast is a form: it works without script.
    let undo = list.html.split("action=\"").find(|part| part.split('"').next().unwrap().ends_with("/undo")).unwrap();
    let undo = undo.split('"').next().unwrap().to_owned();
    ann.post(&undo, &[("back", &world.at("/users"))]).await.leads_to(&world.at("/users"));
    for id in &ids {
        ann.get(&world.at(&format!("/users/{id}"))).await.says(200, &["Member"]);
    }
    // Nothing chosen is said, and nobody ticked.
    ann.post(&bulk, &[both[0], ("sure", "yes")]).await.says(422, &["error-summary"]);
    ann.post(&bulk, &[]).await.says(422, &["<!DOCTYPE html>"]);
}

#[tokio::test]
async fn an_event_is_undone_from_the_log_and_what_stands_in_the_way_is_said() {
    let world = World::new().await;
    let ann = world.ann().await;
    world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    let fields = [("version", form.hidden("version")), ("role", "admin".to_owned()), ("was-role", "user".to_owned())];
    let names = [("name", "Bo Li".to_owned()), ("was-name", "Bo Li".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().chain(&names).map(|(name, value)| (*name, value.as_str())).collect();
    ann.post(&edit, &fields).await;
    let log = ann.get(&world.at("/audit")).await;
    let path = log.html.split("href=\"").find(|part| part.split('"').next().unwrap().ends_with("/undo")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    ann.get(&path).await.says(200, &["Undo this?", "Bo Li", "User"]);
    ann.post(&path, &[("back", &world.at("/audit"))]).await.leads_to(&world.at("/audit"));
    ann.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["User"]);
    ann.get(&path).await.says(200, &["This can not be undone", "undone already"]);
    ann.post(&path, &[]).await.says(409, &["undone already"]);
    ann.get(&world.at("/audit/x/undo")).await.says(404, &[]);
}

#[tokio::test]
async fn c13_a_large_job_shows_how_far_it_is_and_can_be_stopped() {
    let world = World::new().await;
    let ann = world.ann().await;
    let lines: Vec<String> = (0..210).map(|n| format!("n{n}@example.com")).collect();
    ann.post(&world.at("/users/invite"), &[("addresses", &lines.join("\n")), ("role", "user")]).await;
    let list = ann.get(&world.at("/users?status=invited")).await;
    list.says(200, &["name=\"matching\"", "Select all 210 that match"]);
    let all = [("matching", "yes"), ("status", "invited")];
    ann.post(&world.at("/users/bulk/withdraw"), &all).await.says(200, &["Withdraw 210 invitations?", "… and 190 more"]);
    let sure = [all[0], all[1], ("sure", "yes")];
    let job = ann.post(&world.at("/users/bulk/withdraw"), &sure).await.location.unwrap();
    let page = ann.get(&job).await;
    page.says(200, &["210 users: withdraw the invitation", "<progress", "data-follows", "0 of 210 are done", ">Stop<"]);
    ann.post(&format!("{job}/stop"), &[]).await.leads_to(&job);
    ann.get(&job).await.says(200, &["This was stopped: 0 of 210 were done."]).lacks("data-follows");
    ann.post(&format!("{job}/again"), &[]).await.says(422, &["<!DOCTYPE html>"]);
}
