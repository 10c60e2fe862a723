//! GET and POST /accounts/{account}/users/invite, POST /accounts/{account}/users/verdicts

use crate::world::{World, newcomer, text_of};

#[tokio::test]
async fn a03_a04_a05_the_form_asks_for_addresses_role_and_access() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world.site(&ann, project, "Shop").await;
    ann.get(&world.at("/users/invite")).await.says(
        200,
        &[
            "name=\"addresses\"",
            "value=\"admin\"",
            "value=\"user\" checked",
            "Admin: reaches everything anyway and needs no access here.",
            &format!("name=\"level[{project}]\" aria-label=\"Access to Winter\""),
            &format!("name=\"level[{site}]\" aria-label=\"Access to Shop\""),
            "<option value=\"read_write\">Read-Write</option>",
            "<option value=\"read_only\">Read-Only</option>",
            "good for 30 days",
            "<span>Save</span>",
        ],
    );
}

#[tokio::test]
async fn a03_a06_a08_good_lines_are_invited_and_their_access_holds_when_they_come() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let (shop, outlet) = (world.site(&ann, project, "Shop").await, world.site(&ann, project, "Outlet").await);
    let (shop, outlet) = (format!("level[{shop}]"), format!("level[{outlet}]"));
    let sent = [
        ("addresses", "bo@example.com\r\n\r\nCy Ode <cy@example.com>, dee@example.com"),
        ("role", "user"),
        (shop.as_str(), "read_write"),
        (outlet.as_str(), ""),
        ("message", "Welcome!"),
    ];
    ann.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
    ann.get(&world.at("/users?status=invited")).await.says(200, &["3 invitations sent.", "1 site<"]);
    let invited = world.letters().await.into_iter().filter(|letter| letter.path.starts_with("/invitations/")).count();
    assert_eq!(invited, 3);
    let bo = world.browser();
    bo.post(&world.letter("bo@example.com").await.path, &newcomer("Bo Li", "bo@example.com")).await;
    bo.get(&world.at("/resources/site")).await.says(200, &["Shop", "Winter", "Read-Write"]).lacks("Outlet");
}

#[tokio::test]
async fn a03_bad_lines_are_named_one_by_one_and_stay_to_be_corrected() {
    let world = World::new().await;
    let ann = world.ann().await;
    let site = {
        let project = world.project(&ann, "Winter").await;
        world.site(&ann, project, "Shop").await
    };
    let level = format!("level[{site}]");
    let lines = "good@example.com\nno address\nGOOD@example.com\nANN@example.com\nhalf@\n<script>@x";
    let sent = [("addresses", lines), ("role", "user"), (level.as_str(), "read_only"), ("message", "Hi & welcome")];
    let page = ann.post(&world.at("/users/invite"), &sent).await;
    page.says(
        200,
        &[
            "1 invitation sent.",
            "5 lines were not invited:",
            "Line 2: no address",
            "Line 3: GOOD@example.com",
            "The same address stands on line 1",
            "Line 4: ANN@example.com",
            "Is here already (Active)",
            "There is nothing after the @.",
            ">no address\nhalf@\n&lt;script&gt;@x</textarea>",
            "<option value=\"read_only\" selected>",
            ">Hi &amp; welcome</textarea>",
        ],
    );
    page.lacks("<script>@x");
    // Who was invited is seen in one click, whatever the list behind the form is narrowed to.
    ann.get(&page.link("Show who is invited")).await.says(200, &["good@example.com"]);
    // Corrected, and all is well.
    let sent = [("addresses", "half@example.com"), ("role", "user")];
    ann.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
}

#[tokio::test]
async fn f11_who_was_invited_or_deleted_before_can_be_asked_again_from_the_same_form() {
    let world = World::new().await;
    let ann = world.ann().await;
    world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    ann.post(&world.at(&format!("/users/{bo}/delete")), &[]).await.leads_to(&world.at("/users"));
    ann.post(&world.at("/users/invite"), &[("addresses", "cy@example.com"), ("role", "user")]).await;
    let cy = world.member(&ann, "cy@example.com").await;
    let sent = [("addresses", "bo@example.com\ncy@example.com"), ("role", "user")];
    let page = ann.post(&world.at("/users/invite"), &sent).await;
    page.says(
        422,
        &[
            "Was here before (Deleted)",
            "Is invited already",
            &format!("value=\"{bo}\""),
            &format!("value=\"{cy}\""),
            "Invite again: bo@example.com",
            "Send again: cy@example.com",
        ],
    );
    let (bo, cy) = (bo.to_string(), cy.to_string());
    let sent = [("addresses", ""), ("role", "user"), ("again", bo.as_str()), ("again", cy.as_str())];
    ann.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
    ann.get(&world.at("/users?status=invited")).await.says(200, &["2 invitations sent again.", "bo@example.com"]);
}

#[tokio::test]
async fn f24_each_line_has_its_verdict_before_anything_is_sent() {
    let world = World::new().await;
    let ann = world.ann().await;
    let events = world.events(&ann).await.len();
    let lines = "new@example.com\nli@gmial.com\nann@example.com\nnew@example.com\nbad@";
    let page = ann.post(&world.at("/users/verdicts"), &[("addresses", lines)]).await;
    page.says(
        200,
        &[
            "2 will be invited, 3 lines will not.",
            "Did you mean li@gmail.com?",
            "Is here already (Active)",
            "The same address stands on line 1",
            "There is nothing after the @.",
        ],
    );
    page.lacks("<html");
    assert_eq!(ann.post(&world.at("/users/verdicts"), &[("addresses", "  ")]).await.html, "");
    let many: Vec<String> = (0..10_000).map(|n| format!("u{n}@example.com")).collect();
    let page = ann.post(&world.at("/users/verdicts"), &[("addresses", &many.join("\n"))]).await;
    page.says(200, &["10,000 will be invited."]).lacks("u77@");
    assert_eq!(world.events(&ann).await.len(), events, "looking changes nothing");
}

#[tokio::test]
async fn what_is_wrong_with_the_form_is_said_and_what_was_typed_stays() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let level = format!("level[{project}]");
    let submit = async |fields: &[(&str, &str)]| ann.post(&world.at("/users/invite"), fields).await;
    submit(&[("addresses", " \n"), ("role", "user")])
        .await
        .says(422, &["href=\"#f-addresses\"", "Please fill this in."]);
    submit(&[("addresses", "bo@example.com"), ("role", "emperor")])
        .await
        .says(422, &["There is no role “emperor”.", ">bo@example.com</textarea>"]);
    submit(&[("addresses", "bo@example.com"), ("role", "user"), (&level, "all")]).await.says(422, &["role=\"alert\""]);
    submit(&[("addresses", "bo@example.com"), ("role", "user"), ("message", &"x".repeat(2001))])
        .await
        .says(422, &["id=\"f-message-error\""]);
    assert_eq!(world.events(&ann).await.iter().filter(|kind| *kind == "member_invited").count(), 1, "only Ann herself");
}

/// The rules of a hospital: there one is a physician and, this week, on call.
const HOSPITAL: &str = include_str!("../../../../examples/models/hospital.toml");

#[tokio::test]
async fn b07_where_one_has_several_roles_they_are_ticked_and_the_mail_and_the_link_name_them() {
    let world = World::of_model(HOSPITAL).await;
    let ann = world.ann().await;
    let form = ann.get(&world.at("/users/invite")).await;
    form.says(200, &["id=\"f-role-physician\" name=\"role\" value=\"physician\"", "name=\"role\" value=\"on_call\""]);
    let named = [("given_name", "Bo"), ("family_name", "Li")];
    let sent = [("address", "bo@example.com"), ("role", "physician"), ("role", "on_call")];
    let sent = [&sent[..], &named[..]].concat();
    ann.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
    let letter = world.letter("bo@example.com").await;
    let roster_domain::mail::MailKind::Invitation(said) = &letter.kind else { panic!("{:?}", letter.kind) };
    assert!(said.role.contains("Physician") && said.role.contains("On call"), "{}", said.role);
    world.browser().get(&letter.path).await.says(200, &["Physician", "On call"]);
    // The invitation that waits shows both, and one of them is taken away.
    let bo = world.member(&ann, "bo@example.com").await;
    let path = world.at(&format!("/users/{bo}/invitation"));
    let form = ann.get(&path).await;
    form.says(200, &["value=\"physician\" checked", "value=\"on_call\" checked"]);
    let version = form.hidden("version");
    let was = [("was-email", "bo@example.com"), ("was-role", "physician on_call"), ("was-message", "")];
    let was = [&was[..], &[("was-given_name", "Bo"), ("was-family_name", "Li")]].concat();
    let now = [("version", version.as_str()), ("email", "bo@example.com"), ("role", "physician")];
    ann.post(&path, &[&now[..], &was[..], &named[..]].concat()).await;
    ann.get(&path).await.says(200, &["value=\"physician\" checked"]).lacks("value=\"on_call\" checked");
}

#[tokio::test]
async fn what_a_button_opens_is_called_what_the_button_is_where_the_model_has_no_other_words() {
    let preset = |lines: &str| {
        let kept = text_of("sites-and-projects")
            .lines()
            .filter(|line| !line.starts_with("invite = ") && !line.starts_with("\"invite.title\""));
        kept.collect::<Vec<_>>().join("\n").replacen("[labels.en]", &format!("[labels.en]\n{lines}"), 1)
    };
    for (lines, title) in [
        ("invite = \"+ Add people\"", "<h1 id=\"panel-title\">Add people</h1>"),
        ("invite = \"Add\"\n\"invite.title\" = \"New people\"", "<h1 id=\"panel-title\">New people</h1>"),
        ("", "<h1 id=\"panel-title\">Invite users</h1>"),
    ] {
        let world = World::of_model(&preset(lines)).await;
        world.ann().await.get(&world.at("/users/invite")).await.says(200, &[title]);
    }
}
