//! GET and POST of a project's /members/give, /members/selected, /members/remove, /members/{member}/edit, /assign and /remove, where
//! the model calls it the team (C10, C11, C12, C15)

use crate::world::{Browser, Letter, World, newcomer};
use roster_app::resources::create::{CreateResource, create};
use roster_domain::{
    id::{MemberId, ResourceId},
    mail::MailKind,
};

async fn project(world: &World, by: &Browser, name: &str) -> ResourceId {
    let input = CreateResource { kind: "project".to_owned(), parent: None, name: name.to_owned(), external_id: None };
    create(&world.app, &world.caller(by).await, world.account, input).await.unwrap().value
}

/// Somebody joins the company with a role.
async fn joins(world: &World, by: &Browser, name: &str, email: &str, role: &str) -> (Browser, MemberId) {
    let (member, path) = world.invite_as(by, email, role, "").await;
    let browser = world.browser();
    browser.post(&path, &newcomer(name, email)).await.leads_to(&world.home());
    (browser, member)
}

#[tokio::test]
async fn c11_permissions_beyond_the_company_role_are_given_in_one_project_with_an_end_and_mailed() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let atlas = project(&world, &ann, "Atlas").await;
    let (browser, gus) = joins(&world, &ann, "Gus Ek", "gus@example.com", "guest").await;
    let team = world.at(&format!("/resources/project/{atlas}/members"));
    let (give, who) = (format!("{team}/give"), gus.to_string());
    ann.get(&world.at("/resources/project")).await.says(200, &[">Team<"]);
    ann.get(&team).await.says(200, &["Atlas · Team", "Project Owner, given here"]).lacks("Gus Ek");
    // Neither a level, which projects here have none of, nor what only one can have.
    let form = ann.get(&give).await;
    form.says(200, &["value=\"participant\"", "value=\"project.share\"", "Make a public link"]).lacks("name=\"level\"");
    form.lacks("value=\"owner\"");
    ann.post(&give, &[("member", &who)]).await.says(422, &["id=\"f-role-error\""]);
    ann.post(&give, &[("member", &who), ("role", "participant")]).await.leads_to(&team);
    browser.get(&world.at("/resources/project")).await.says(200, &["Atlas"]).lacks("/members");
    world.letters().await;
    // "Select one or multiple permissions … Save": one that includes another, and one until a day.
    let edit = format!("{team}/{gus}/edit");
    ann.get(&team).await.says(200, &["Participant, given here", &edit]);
    let form = ann.get(&edit).await;
    form.says(200, &["Access of Gus Ek to Atlas", "value=\"participant\" checked", "With it: View", "type=\"date\""]);
    let version = form.hidden("version");
    let was = form.hidden("was[role]");
    let sent = [
        ("version", version.as_str()),
        ("was[role]", &was),
        ("role", "participant"),
        ("permission", "project.comment"),
        ("permission", "project.share"),
        ("until[permission:project.share]", "2026-12-24"),
    ];
    ann.post(&edit, &sent).await.leads_to(&team);
    ann.get(&team).await.says(200, &["Comment, given here", "Share, given here", "until 24 Dec 2026"]);
    let MailKind::AccessChanged { changes, .. } = world.letter("gus@example.com").await.kind else { panic!() };
    let labels: Vec<_> = changes.iter().map(|change| change.after.clone().unwrap()).collect();
    assert_eq!(labels, ["Comment", "Share"]);
    // The same form once more comes too late, and shows both.
    let late =
        [("version", version.as_str()), ("was[role]", &was), ("role", "participant"), ("permission", "project.pro")];
    let told = ann.post(&edit, &late).await;
    told.says(
        412,
        &["Someone else saved in the meantime", "value=\"project.pro\" checked", "value=\"project.comment\" checked"],
    );
    // Unticked is taken away; what was not touched keeps its end.
    let form = ann.get(&edit).await;
    let (version, role) = (form.hidden("version"), form.hidden("was[role]"));
    let (comment, share) =
        (form.hidden("was[permission:project.comment]"), form.hidden("was[permission:project.share]"));
    let sent = [
        ("version", version.as_str()),
        ("was[role]", &role),
        ("was[permission:project.comment]", &comment),
        ("was[permission:project.share]", &share),
        ("role", "participant"),
        ("permission", "project.share"),
        ("until[permission:project.share]", "2026-12-24"),
    ];
    ann.post(&edit, &sent).await.leads_to(&team);
    ann.get(&team).await.says(200, &["until 24 Dec 2026"]).lacks("Comment, given here");
    // The user's own panel shows them, and leads there and back.
    let panel = ann.get(&world.at(&format!("/users/{gus}/access"))).await;
    panel.says(200, &["<small>Share</small>", &format!("{edit}?back=user")]);
    let form = ann.get(&format!("{edit}?back=user")).await;
    let (version, role, share) =
        (form.hidden("version"), form.hidden("was[role]"), form.hidden("was[permission:project.share]"));
    let sent = [
        ("back", "user"),
        ("version", &version),
        ("was[role]", &role),
        ("was[permission:project.share]", &share),
        ("role", "participant"),
    ];
    ann.post(&edit, &sent).await.leads_to(&world.at(&format!("/users/{gus}/access")));
    // Who has none of it opens none of it; a day that is none is told.
    browser.get(&edit).await.says(403, &[]);
    browser.post(&edit, &[("role", "")]).await.says(403, &[]);
    let wrong = [("permission", "project.pro"), ("until[permission:project.pro]", "tomorrow")];
    ann.post(&edit, &wrong).await.says(422, &["This is not well-formed."]);
    ann.post(&edit, &[("permission", "project.fly")]).await.says(422, &["There is no permission"]);
}

#[tokio::test]
async fn c10_an_owner_is_assigned_at_once_to_one_who_holds_team_and_users() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let atlas = project(&world, &ann, "Atlas").await;
    let me = world.member(&ann, "ann@example.com").await;
    let (gus_there, gus) = joins(&world, &ann, "Gus Ek", "gus@example.com", "guest").await;
    let (_, ida) = joins(&world, &ann, "Ida Moe", "ida@example.com", "administrator").await;
    let team = world.at(&format!("/resources/project/{atlas}/members"));
    for member in [gus, ida] {
        let sent = [("member", &*member.to_string()), ("role", "participant")];
        ann.post(&format!("{team}/give"), &sent).await.leads_to(&team);
    }
    let page = ann.get(&team).await;
    page.says(200, &["Assign as owner", &format!("{team}/{ida}/assign")]).lacks(&format!("{team}/{me}/assign"));
    // A guest lacks what it requires, and is told so by what these are called.
    let sent = [("do", "assign:owner"), ("member", &*gus.to_string())];
    let refused = ann.post(&format!("{team}/selected"), &sent).await;
    refused
        .says(422, &["Gus Ek can’t have this yet", "Users, Team", "Project Owner, given here"])
        .lacks("project.team.");
    // The owner can't be taken off before another is there (C12).
    let remove = format!("{team}/{me}/remove");
    let question = ann.get(&remove).await;
    question.says(200, &["Project Owner", ">Delete<"]);
    let version = question.hidden("version");
    ann.post(&remove, &[("version", &version)]).await.says(422, &["Somebody has to have this"]);
    ann.get(&format!("{team}/{me}/edit")).await.says(200, &["Only one user has this."]);
    // From the bar, with the one who is selected; the former becomes participant.
    let sent = [("do", "assign:owner"), ("member", &*ida.to_string())];
    ann.post(&format!("{team}/selected"), &sent).await.leads_to(&team);
    ann.get(&team).await.says(200, &["Ida Moe is Project Owner of Atlas now.", &format!("{team}/{me}/assign")]);
    let assigned = |letter: &Letter| match &letter.kind {
        MailKind::AccessChanged { changes, .. } => changes[0].after.as_deref() == Some("Project Owner"),
        _ => false,
    };
    assert!(world.letters().await.iter().any(|letter| letter.to == "ida@example.com" && assigned(letter)));
    // From the row's menu, back again; not by who may not, and not a role that is simply given.
    gus_there.post(&format!("{team}/{gus}/assign"), &[("role", "owner")]).await.says(403, &[]);
    ann.post(&format!("{team}/{me}/assign"), &[("role", "participant")]).await.says(404, &[]);
    ann.post(&format!("{team}/{me}/assign"), &[("role", "owner")]).await.leads_to(&team);
    ann.post(&remove, &[("version", &version)]).await.says(412, &[]);
}

#[tokio::test]
async fn c12_whoever_is_taken_off_the_team_stays_in_the_company() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let atlas = project(&world, &ann, "Atlas").await;
    let me = world.member(&ann, "ann@example.com").await;
    let (browser, gus) = joins(&world, &ann, "Gus Ek", "gus@example.com", "guest").await;
    let (_, bea) = joins(&world, &ann, "Bea Ro", "bea@example.com", "guest").await;
    let team = world.at(&format!("/resources/project/{atlas}/members"));
    for member in [gus, bea] {
        let sent = [("member", &*member.to_string()), ("role", "participant"), ("permission", "project.comment")];
        ann.post(&format!("{team}/give"), &sent).await.leads_to(&team);
    }
    // One, after confirming: the role and the permission go.
    let remove = format!("{team}/{gus}/remove");
    let question = ann.get(&remove).await;
    question.says(200, &["Take away the access of Gus Ek to Atlas?", "Participant", "Comment"]);
    browser.get(&world.at("/resources/project")).await.says(200, &["Atlas"]);
    ann.post(&remove, &[("version", &question.hidden("version"))]).await.leads_to(&team);
    browser.get(&world.at("/resources/project")).await.says(200, &[]).lacks("Atlas");
    ann.get(&world.at("/users")).await.says(200, &["Gus Ek"]);
    // Several, by the bar: what can't be done to one is done to the others, and told.
    let selected = format!("{team}/selected");
    ann.post(&selected, &[("do", "remove")]).await.leads_to(&team);
    ann.get(&team).await.says(200, &["Select at least one user first."]);
    let (me, bea) = (me.to_string(), bea.to_string());
    ann.post(&selected, &[("do", "edit"), ("member", &me), ("member", &bea)]).await.leads_to(&team);
    ann.post(&selected, &[("do", "edit"), ("member", &bea)]).await.leads_to(&format!("{team}/{bea}/edit"));
    let many = format!("{team}/remove?member={me}&member={bea}");
    ann.post(&selected, &[("do", "remove"), ("member", &me), ("member", &bea)]).await.leads_to(&many);
    ann.get(&many).await.says(200, &["Take away the access of 2 users to Atlas?", "Bea Ro", "Ann Lee"]);
    let done = ann.post(&format!("{team}/remove"), &[("member", &me), ("member", &bea)]).await;
    done.says(200, &["What was given to Bea Ro on Atlas is taken away.", "Somebody has to have this", "Ann Lee"]);
    done.lacks("bea@example.com");
}

#[tokio::test]
async fn c15_a_new_address_joins_as_guest_and_an_existing_one_is_given_the_same() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let atlas = project(&world, &ann, "Atlas").await;
    let team = world.at(&format!("/resources/project/{atlas}/members"));
    let give = format!("{team}/give");
    ann.get(&give).await.says(200, &["Or somebody new, by email address", "joins as Guest"]);
    ann.post(&give, &[("email", "nobody"), ("role", "participant")]).await.says(422, &["The @ is missing."]);
    let me = world.member(&ann, "ann@example.com").await.to_string();
    let both = [("email", "cora@example.com"), ("member", &*me), ("role", "participant")];
    ann.post(&give, &both).await.says(422, &["Choose a user or type an address, not both."]);
    let sent = [("email", "cora@example.com"), ("role", "participant"), ("permission", "project.content")];
    ann.post(&give, &sent).await.leads_to(&team);
    let page = ann.get(&team).await;
    page.says(
        200,
        &[
            "cora@example.com is invited, with access to Atlas.",
            "<h2 class=\"group-title\">Invited</h2>",
            "Participant",
        ],
    );
    // Once more, with something else: the invitation holds it.
    let sent = [("email", "CORA@example.com"), ("permission", "project.share")];
    ann.post(&give, &sent).await.leads_to(&team);
    ann.get(&team).await.says(200, &["cora@example.com will have access to Atlas once they accept the invitation."]);
    let path = world.letter("cora@example.com").await.path;
    let cora = world.browser();
    cora.post(&path, &newcomer("Cora Diaz", "cora@example.com")).await.leads_to(&world.home());
    let page = ann.get(&team).await;
    page.says(200, &["Cora Diaz", "Participant, given here", "Content, given here", "Share, given here"]);
    page.lacks("<h2 class=\"group-title\">Invited</h2>");
    let member = world.member(&ann, "cora@example.com").await;
    ann.get(&world.at(&format!("/users/{member}"))).await.says(200, &["Guest"]);
    // A user, by address; what a guest may not do is not offered to them.
    cora.get(&give).await.says(403, &[]);
}

#[tokio::test]
async fn c15_who_leads_a_team_and_sees_no_list_of_users_adds_them_by_their_address() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let atlas = project(&world, &ann, "Atlas").await;
    let (gus_there, gus) = joins(&world, &ann, "Gus Ek", "gus@example.com", "guest").await;
    let (_, bea) = joins(&world, &ann, "Bea Ito", "bea@example.com", "guest").await;
    let team = world.at(&format!("/resources/project/{atlas}/members"));
    let give = format!("{team}/give");
    let sent = [("member", &*gus.to_string()), ("permission", "project.team")];
    ann.post(&give, &sent).await.leads_to(&team);
    // Team here, and not Users: nobody is listed, and nothing is offered that they can't do.
    gus_there.get(&world.at("/users")).await.says(403, &[]);
    gus_there.get(&team).await.says(200, &[&give]);
    let form = gus_there.get(&give).await;
    form.says(200, &["The address of a user of this account.", "name=\"email\"", "required"]);
    form.lacks("type=\"search\"").lacks("Bea Ito").lacks("joins as Guest");
    gus_there.post(&give, &[("role", "participant")]).await.says(422, &["Email: "]);
    let stranger = [("email", "stranger@example.com"), ("role", "participant")];
    gus_there.post(&give, &stranger).await.says(422, &["Email: There is no such user in this account."]);
    let sent = [("email", "BEA@example.com"), ("role", "participant")];
    gus_there.post(&give, &sent).await.leads_to(&team);
    gus_there.get(&team).await.says(200, &["Participant, given here"]);
    assert_eq!(world.letter("bea@example.com").await.kind.name(), "access_changed");
    // Above their rank nothing is changed, whoever names it.
    joins(&world, &ann, "Cy Ode", "cy@example.com", "administrator").await;
    let cy_there = [("email", "cy@example.com"), ("role", "participant")];
    gus_there.post(&give, &cy_there).await.says(403, &["Your role does not reach as far"]);
    ann.get(&world.at(&format!("/users/{bea}"))).await.says(200, &["Participant"]);
}

#[tokio::test]
async fn c15_whoever_has_a_sign_in_elsewhere_has_nothing_here_before_they_accept() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let atlas = project(&world, &ann, "Atlas").await;
    world.beside("Moor & Sons", "zoe@example.com").await;
    let (zoe, _) = world.invite_as(&ann, "zoe@example.com", "guest", "").await;
    let team = world.at(&format!("/resources/project/{atlas}/members"));
    for whom in [("member", zoe.to_string()), ("email", "zoe@example.com".to_owned())] {
        let sent = [
            (whom.0, whom.1.as_str()),
            ("role", "participant"),
            ("permission", "project.share"),
            ("sure", &zoe.to_string()),
        ];
        ann.post(&format!("{team}/give"), &sent).await.leads_to(&team);
        ann.get(&team).await.says(200, &["zoe@example.com will have access to Atlas once they accept the invitation."]);
    }
    world.pass(jiff::SignedDuration::from_hours(1));
    let role = world.at(&format!("/users/{zoe}/role"));
    ann.post(&role, &[("role", "member")]).await;
    ann.get(&world.at("/users")).await.says(200, &["zoe@example.com will be Member once they accept the invitation."]);
}
