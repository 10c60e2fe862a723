//! GET and POST of /ask, GET of /requests, POST of /requests/{request}/give and /decline

use crate::world::World;
use roster_domain::mail::MailKind;

#[tokio::test]
async fn f21_a_page_that_says_no_offers_to_ask_and_says_the_same_of_what_is_not_there() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let project = world.project(&ann, "Winter <b>").await;
    // A page of the account that the role doesn't include.
    let refused = bo.get(&world.at("/audit")).await;
    let ask = world.at("/ask");
    refused.says(403, &["Ask an admin", &format!("action=\"{ask}\""), "value=\"roster.read_audit\""]);
    refused.lacks("Ann Lee").lacks("ann@example.com");
    // What is hidden and what is not there look alike, but for the id that was asked for.
    let absent = "0190a3c2-0000-7000-8000-000000000001";
    let there = bo.get(&world.at(&format!("/resources/project/{project}/members"))).await;
    let not_there = bo.get(&world.at(&format!("/resources/project/{absent}/members"))).await;
    there.says(404, &["There is nothing here", &format!("value=\"{project}\""), "Ask an admin"]);
    let number = |html: &str| html.replace(&project.to_string(), "ID").replace(absent, "ID");
    assert_eq!(number(&there.html), number(&not_there.html));
    for id in [project.to_string(), absent.to_owned()] {
        let sent = bo.post(&ask, &[("resource", id.as_str()), ("word", "For Monday")]).await;
        sent.leads_to(&world.home());
    }
    bo.get(&world.at("/resources/project")).await.says(200, &["The admins know"]);
    // By a link, too; and what is no wish is no page.
    bo.get(&format!("{ask}?page=/users")).await.says(200, &["Ask an admin", "value=\"/users\""]);
    for bad in ["", "?page=//evil.example", "?page=users", "?resource=x"] {
        bo.get(&format!("{ask}{bad}")).await.says(404, &[]);
    }
    let long = "x".repeat(501);
    bo.post(&ask, &[("page", "/users"), ("word", &long)]).await.says(422, &[&long]);
    // A stranger has nobody to ask here.
    let other = world.beside("Contoso", "cy@example.com").await;
    let cy = world.browser();
    cy.post(&other, &crate::world::newcomer("Cy Ode", "cy@example.com")).await;
    cy.get(&world.at("/audit")).await.says(404, &[]).lacks("Ask an admin");
    cy.post(&ask, &[("page", "/users")]).await.says(404, &[]);
}

#[tokio::test]
async fn f21_admins_see_what_waits_and_answer_with_one_click() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let project = world.project(&ann, "Winter <b>").await;
    let requests = world.at("/requests");
    ann.get(&world.at("/users")).await.lacks(&requests);
    ann.get(&requests).await.says(200, &["Nobody waits for an answer"]);
    let resource = project.to_string();
    bo.post(&world.at("/ask"), &[("resource", &resource), ("word", "For <Monday>")]).await.leads_to(&world.home());
    world.pass(jiff::SignedDuration::from_secs(1));
    bo.post(&world.at("/ask"), &[("permission", "roster.read_audit")]).await.leads_to(&world.home());
    let letters = world.letters().await;
    let letters: Vec<_> = letters.iter().filter(|one| matches!(one.kind, MailKind::AccessWanted { .. })).collect();
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().all(|one| one.to == "ann@example.com" && one.path == requests));
    // It is in sight on every page of those who may answer, and of nobody else.
    ann.get(&world.at("/users")).await.says(200, &["Requests (2)", &format!("href=\"{requests}\"")]);
    bo.get(&world.at("/resources/project")).await.says(200, &[]).lacks("Requests (");
    let page = ann.get(&requests).await;
    page.says(200, &["Bo Li", "Winter &lt;b&gt;", "For &lt;Monday&gt;", "value=\"level:read_write\"", "Audit"]);
    page.lacks("Winter <b>").lacks("style=");
    let actions: Vec<String> = page
        .html
        .split("action=\"")
        .filter_map(|part| part.split('"').next())
        .filter(|action| action.starts_with(&requests))
        .map(str::to_owned)
        .collect();
    let [audit, audit_no, give, _] = &actions[..] else { panic!("{actions:?}") };
    ann.post(give, &[("give", "level:fly")]).await.says(422, &["Winter"]);
    ann.post(give, &[("give", "level:read_only"), ("until", "nonsense")]).await.says(422, &["Winter"]);
    ann.post(give, &[("give", "level:read_only"), ("until", "2026-11-30")]).await.leads_to(&requests);
    let told = ann.get(&requests).await;
    told.says(200, &["It is given", "/undo\"", "Requests (1)"]);
    // A second click says so, and gives nothing twice.
    ann.post(give, &[("give", "level:read_only")]).await.leads_to(&requests);
    ann.get(&requests).await.says(200, &["That was answered already"]);
    bo.get(&world.at("/resources/project")).await.says(200, &["Winter &lt;b&gt;"]);
    ann.post(audit_no, &[("word", "Not <now>")]).await.leads_to(&requests);
    let letters = world.letters().await;
    let declined = letters.iter().find_map(|letter| match &letter.kind {
        MailKind::AccessDeclined { word, .. } if letter.to == "bo@example.com" => Some(word.clone()),
        _ => None,
    });
    let word = declined.expect("he is written to");
    assert_eq!(word.as_deref(), Some("Not <now>"));
    ann.post(audit, &[("give", "account_role:admin")]).await.leads_to(&requests);
    ann.get(&world.at("/audit")).await.says(200, &["asked for access: ", "declined what ", "gave ", "Not &lt;now&gt;"]);
    // Whoever may answer nothing sees nothing, and answers nothing.
    bo.get(&requests).await.says(200, &["Nobody waits for an answer"]);
    bo.post(audit_no, &[]).await.says(404, &[]);
}

#[tokio::test]
async fn f25_the_only_admin_is_told_to_add_a_second_until_there_is_one() {
    let world = World::new().await;
    let ann = world.ann().await;
    let users = world.at("/users");
    let invite = format!("href=\"{}\"", world.at("/users/invite"));
    ann.get(&users).await.says(200, &["Add a second “Admin”", "You are the only one", &invite]);
    world.colleague(&ann, "Bo Li", "bo@example.com").await;
    ann.get(&users).await.says(200, &["Add a second"]);
    let cy = world.colleague_as(&ann, "Cy Ode", "cy@example.com", "admin").await;
    for admin in [ann, cy] {
        admin.get(&users).await.says(200, &[]).lacks("Add a second");
    }
    // Where nobody can be given such a role there is no second: it is handed over.
    let world = World::of("company-and-projects").await;
    world.ann().await.get(&world.at("/users")).await.says(200, &[]).lacks("Add a second");
}
