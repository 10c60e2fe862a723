//! GET /accounts/{account}/audit, …/audit/{seq} and …/audit/live

use crate::world::{Browser, World};

/// Ann changes what somebody is called.
async fn rename(world: &World, ann: &Browser, bo: &str, from: &str, to: &str) {
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = [("name", to), ("was-name", from), ("role", "user"), ("was-role", "user")];
    ann.post(&edit, &form).await.leads_to(&world.at("/users"));
}

#[tokio::test]
async fn f04_the_log_is_searched_and_narrowed_to_whom_and_when_and_each_event_has_an_address() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    rename(&world, &ann, &bo.to_string(), "Bo Li", "Zoë <Quist>").await;
    let log = async |query: &str| ann.get(&world.at(&format!("/audit?{query}"))).await;
    // In whom it is about and in what changed, whatever the case; elsewhere nothing is found.
    log("q=ZO%C3%8B").await.says(200, &["Zoë &lt;Quist&gt;", "Bo Li</bdi> → <bdi>Zoë"]).lacks("created the account");
    log("q=ann+LEE").await.says(200, &[" edited <"]).lacks("The operator");
    log("q=nowhere").await.says(200, &["Nothing matches", "Clear filters"]);
    log(&format!("about={bo}&kind=member_edited")).await.says(200, &["Zoë"]).lacks(" accepted the invitation.");
    // Days are those of where one lives, and the last belongs to it.
    log("from=2026-11-21&until=2026-11-21").await.says(200, &["Zoë", "value=\"2026-11-21\""]);
    log("until=2026-11-20").await.says(200, &["Nothing matches"]);
    log("from=2026-11-22").await.says(200, &["Nothing matches"]);
    log("from=x&until=9999-99-99").await.says(200, &["Zoë"]);
    // Behind the button it is said how much is narrowed there, and that can be taken back alone.
    let narrowed = log(&format!("kind=member_edited&about={bo}&from=2026-11-21")).await;
    narrowed.says(200, &["popovertarget=\"audit-filter\"", "<span class=\"count\">2</span>"]);
    assert_eq!(narrowed.link("Clear filters"), world.at("/audit?kind=member_edited"));
    log("kind=member_edited").await.lacks("class=\"count\"").lacks("Clear filters");
    // What happens meanwhile belongs on the newest page only.
    log("kind=member_edited").await.says(200, &["data-log=", "/audit/live?kind=member_edited"]);
    for query in ["q=a", "until=2026-11-21", "before=3"] {
        log(query).await.lacks("data-log");
    }

    let page = log("kind=member_edited").await;
    let event = page.html.split("class=\"quiet-link\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let shown = ann.get(event).await;
    shown.says(200, &["<h1>", "What changed", "Bo Li</bdi> → <bdi>Zoë", "21 Nov 2026, 11:00", "Europe/Berlin"]);
    shown.says(200, &["All by the same", &format!("/audit?about={bo}")]);
    for (none, status) in [("/audit/0", 404), ("/audit/99999", 404), ("/audit/-1", 404), ("/audit/x", 404)] {
        ann.get(&world.at(none)).await.says(status, &["<!DOCTYPE html>"]);
    }
    // Not for those who may not read the log, nor for another account.
    let cy = world.colleague(&ann, "Cy Ode", "cy@example.com").await;
    cy.get(event).await.says(403, &[]);
    cy.get(&world.at("/audit/live")).await.says(403, &[]);
    let nowhere = "/accounts/00000000-0000-7000-8000-000000000000/audit/live";
    ann.get(nowhere).await.says(404, &[]);
    assert!(
        ann.get(&event.replace(&world.account.to_string(), "00000000-0000-7000-8000-000000000000")).await.status == 404
    );
}

#[tokio::test]
async fn f04_what_happens_is_told_at_once_and_goes_on_behind_what_was_seen() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    let bo = bo.to_string();
    let mut all = ann.open(&world.at("/audit/live"), None).await;
    let mut roles = ann.open(&world.at("/audit/live?kind=roles_changed"), None).await;
    assert_eq!((all.status, roles.status), (200, 200));
    rename(&world, &ann, &bo, "Bo Li", "Bo <Lim>").await;
    let told = all.tells("</table>").await;
    assert!(told.contains("event: events") && told.contains("Bo Li</bdi> → <bdi>Bo &lt;Lim&gt;"), "{told}");
    let seen = told.split("id: ").nth(1).unwrap().lines().next().unwrap().parse::<i64>().unwrap();
    // A connection that was lost goes on where it was: nothing twice, nothing left out.
    drop(all);
    rename(&world, &ann, &bo, "Bo <Lim>", "Bo Lund").await;
    let mut again = ann.open(&world.at("/audit/live?after=1"), Some(seen)).await;
    let told = again.tells("</table>").await;
    assert!(told.contains(&format!("id: {}", seen + 1)) && told.contains("Bo Lund"), "{told}");
    assert!(!told.contains("Bo Li</bdi>"), "{told}");
    // Only what was asked for is told.
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = [("name", "Bo Lund"), ("was-name", "Bo Lund"), ("role", "admin"), ("was-role", "user")];
    ann.post(&edit, &form).await.leads_to(&world.at("/users"));
    let told = roles.tells("</table>").await;
    assert!(told.contains("changed the role of") && !told.contains("Bo &lt;Lim&gt;</bdi>"), "{told}");
}

#[tokio::test]
async fn f04_nothing_is_told_to_who_may_no_more_and_asking_by_itself_leaves_no_trace() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague_as(&ann, "Bo Li", "bo@example.com", "admin").await;
    let bo_id = world.member(&ann, "bo@example.com").await.to_string();
    let mut of_bo = bo.open(&world.at("/audit/live"), None).await;
    let edit = world.at(&format!("/users/{bo_id}/edit"));
    let form = [("name", "Bo Li"), ("was-name", "Bo Li"), ("role", "user"), ("was-role", "admin")];
    ann.post(&edit, &form).await.leads_to(&world.at(&format!("/users/{bo_id}/access?next=role")));
    let told = of_bo.ends().await;
    assert!(!told.contains("changed the role"), "not even that it was taken away: {told}");
    // It was not Bo who tried.
    ann.get(&world.at("/audit")).await.says(200, &["changed the role of"]).lacks("tried what is not allowed");

    let mut of_ann = ann.open(&world.at("/audit/live"), None).await;
    ann.post("/sign-out", &[]).await;
    of_ann.ends().await;
    assert_eq!(ann.open(&world.at("/audit/live"), None).await.status, 303);
}

#[tokio::test]
async fn f04_the_log_is_exported_as_it_is_narrowed_and_no_cell_is_a_formula() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    rename(&world, &ann, &bo.to_string(), "Bo Li", "=HYPERLINK(1)").await;
    let file = ann.post(&world.at("/audit/export"), &[("kind", "member_edited")]).await;
    file.says(
        200,
        &["\u{feff}number,at,kind,", ",member_edited,member,", ",'=HYPERLINK(1),name: Bo Li → =HYPERLINK(1),"],
    );
    file.lacks("invitation_accepted");
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("audit-"), "{:?}", file.headers);
    let found = ann.post(&world.at("/audit/export"), &[("q", "hyperlink")]).await;
    // What they did bears their name, too.
    assert_eq!(found.html.lines().count(), 3, "{}", found.html);
    ann.get(&world.at("/audit")).await.says(200, &["exported the audit log of"]);
    let cy = world.colleague(&ann, "Cy Ode", "cy@example.com").await;
    cy.post(&world.at("/audit/export"), &[]).await.says(403, &[]);
}

#[tokio::test]
async fn one_person_opens_a_few_streams_and_no_more() {
    let world = World::new().await;
    let ann = world.ann().await;
    let mut open = Vec::new();
    let refused = loop {
        let stream = ann.open(&world.at("/audit/live"), None).await;
        if stream.status != 200 {
            break stream.status;
        }
        open.push(stream);
        assert!(open.len() < 100);
    };
    assert_eq!(refused, 429);
    // Who closes one may open another, as soon as it was noticed.
    drop(open);
    for _ in 0..100 {
        if ann.open(&world.at("/audit/live"), None).await.status == 200 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("what is closed makes no room");
}
