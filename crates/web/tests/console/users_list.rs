//! GET /accounts/{account}, GET /accounts/{account}/users

use crate::world::{Browser, PASSWORD, World};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn invite(world: &World, by: &Browser, lines: &str) {
    let sent = [("addresses", lines), ("role", "user")];
    by.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
}

#[tokio::test]
async fn a01_user_management_is_for_user_admins_and_anybody_else_is_refused_and_noted() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let member = world.member(&ann, "ann@example.com").await;
    ann.get(&world.home()).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["<h1>User Management</h1>", "aria-current=\"page\""]);
    // Not in the menu, and not behind its address.
    bo.get(&world.home()).await.leads_to(&world.at("/resources/project"));
    bo.get(&world.at("/resources/project")).await.says(200, &["Projects"]).lacks("User Management");
    for page in ["/users", "/users/invite", "/audit"] {
        bo.get(&world.at(page)).await.says(403, &["<!DOCTYPE html>"]).lacks("ann@example.com");
    }
    let hers = format!("/users/{member}");
    for page in ["", "/edit", "/access", "/delete", "/withdraw"] {
        bo.get(&world.at(&format!("{hers}{page}"))).await.says(403, &[]).lacks("ann@example.com");
    }
    for deed in ["/users/invite", "/users/verdicts", "/users/bulk/send-again"] {
        let sent = [("addresses", "eve@example.com"), ("role", "admin"), ("member", &member.to_string())];
        bo.post(&world.at(deed), &sent).await.says(403, &[]);
    }
    for deed in ["/edit", "/access", "/delete", "/withdraw", "/send-again"] {
        bo.post(&world.at(&format!("{hers}{deed}")), &[("name", "Eve"), ("role", "user")]).await.says(403, &[]);
    }
    let denied = world.events(&ann).await.iter().filter(|kind| *kind == "attempt_denied").count();
    assert!(denied >= 4, "one for each permission: {denied}");
}

#[tokio::test]
async fn a02_shows_name_address_role_status_and_number_of_sites() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world.site(&ann, project, "Shop").await;
    world.site(&ann, project, "Outlet").await;
    let (_, bo) = world.joins(&ann, "Bo <Li>", "bo@example.com", &[(site, "read_only")]).await;
    let page = ann.get(&world.at("/users")).await;
    page.says(
        200,
        &[
            "Ann Lee",
            "ann@example.com",
            "All (2)",
            "Bo &lt;Li&gt;",
            "bo@example.com",
            "1 site<",
            ">Active</span>",
            &world.at(&format!("/users/{bo}/access")),
            &world.at(&format!("/users/{bo}/delete")),
        ],
    );
    assert_eq!(page.html.matches(">You</span>").count(), 1);
}

#[tokio::test]
async fn a15_lists_the_invited_with_role_access_inviter_and_what_became_of_the_mail() {
    let world = World::new().await;
    let ann = world.ann().await;
    invite(&world, &ann, "cy@example.com").await;
    let waiting = ann.get(&world.at("/users?status=invited")).await;
    waiting.says(200, &["cy@example.com", "Ann Lee", "0 sites", "Waiting to be sent", "21 Dec 2026", "just now"]);
    waiting.says(200, &["1 invitation sent."]).lacks("ann@example.com</span></span></td>");
    world.letters().await;
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Delivered"]).lacks("Waiting to be sent");
    ann.get(&world.at("/users"))
        .await
        .says(200, &["Active <span class=\"count\">1<", "Invited <span class=\"count\">1<"]);
}

#[tokio::test]
async fn a09_an_invitation_that_ran_out_leaves_the_list_and_stands_under_expired() {
    let world = World::new().await;
    let ann = world.ann().await;
    invite(&world, &ann, "cy@example.com").await;
    world.pass(DAY * 31);
    let ann = world.browser();
    ann.post("/sign-in", &[("email", "ann@example.com"), ("password", PASSWORD)]).await.leads_to("/");
    ann.get(&world.at("/users")).await.says(200, &["Expired <span class=\"count\">1<"]).lacks("cy@example.com");
    ann.get(&world.at("/users?status=invited")).await.says(200, &[]).lacks("cy@example.com");
    let expired = ann.get(&world.at("/users?status=expired")).await;
    expired.says(200, &["cy@example.com", "Invite again", ">Withdraw<"]);
    let member = world.member(&ann, "cy@example.com").await;
    let again = world.at(&format!("/users/{member}/send-again"));
    ann.post(&again, &[("back", &world.at("/users?status=expired"))])
        .await
        .leads_to(&world.at("/users?status=expired"));
    ann.get(&world.at("/users"))
        .await
        .says(200, &["cy@example.com", "A new invitation is on its way to cy@example.com."]);
    ann.post(&again, &[("back", "https://evil.example")]).await.leads_to(&world.at("/users"));
}

#[tokio::test]
async fn f26_a_search_that_finds_nothing_here_says_where_it_would() {
    let world = World::new().await;
    let ann = world.ann().await;
    invite(&world, &ann, "cy@example.com\ncyrus@example.com\ndee@example.com").await;
    ann.get(&world.at("/users?q=CY"))
        .await
        .says(200, &["cy@example.com", "cyrus@example.com"])
        .lacks("dee@example.com");
    let none = ann.get(&world.at("/users?status=active&q=cy")).await;
    none.says(200, &["Nothing found", "2 matches in “Invited”"]).lacks("cy@example.com");
    let there = none.link("2 matches");
    ann.get(&there).await.says(200, &["cy@example.com", "value=\"cy\""]);
    ann.get(&world.at("/users?q=nobody%25")).await.says(200, &["Nothing found", "Show all"]);
    ann.get(&world.at("/users?role=admin")).await.says(200, &["ann@example.com"]).lacks("dee@example.com");
}

#[tokio::test]
async fn long_lists_go_on_from_page_to_page_and_nobody_is_lost_or_told_twice() {
    let world = World::new().await;
    let ann = world.ann().await;
    let lines: Vec<String> = (0..70).map(|n| format!("user{n:02}@example.com")).collect();
    invite(&world, &ann, &lines.join("\n")).await;
    let first = ann.get(&world.at("/users?status=invited")).await;
    first.says(200, &["50 of 70"]);
    let second = ann.get(&first.link("<span>Next</span>")).await;
    second.says(200, &["First page"]);
    for (n, line) in lines.iter().enumerate() {
        assert_eq!(first.html.contains(&format!(">{line}<")), n < 50, "{line}");
        assert_eq!(second.html.contains(&format!(">{line}<")), n >= 50, "{line}");
    }
}

#[tokio::test]
async fn b02_the_heads_of_columns_sort_and_the_address_holds_the_order() {
    let world = World::new().await;
    let ann = world.ann().await;
    world.joins(&ann, "Zoe Abel", "a@example.com", &[]).await;
    world.joins(&ann, "Bo Li", "z@example.com", &[]).await;
    let order = |page: &crate::world::Page| {
        let mut places: Vec<(usize, &str)> = ["Ann Lee", "Bo Li", "Zoe Abel"]
            .map(|name| {
                (
                    page.html
                        .find(&format!("<bdi>{name}</bdi></a>"))
                        .unwrap_or_else(|| panic!("{name} is not on {}", page.html)),
                    name,
                )
            })
            .to_vec();
        places.sort_unstable();
        places.into_iter().map(|(_, name)| name.to_owned()).collect::<Vec<_>>()
    };
    let page = ann.get(&world.at("/users")).await;
    assert_eq!(order(&page), ["Ann Lee", "Bo Li", "Zoe Abel"]);
    page.says(200, &["aria-sort=\"ascending\"", "aria-sort=\"none\""]);
    let page = ann.get(&page.link("Name<")).await;
    assert_eq!(order(&page), ["Zoe Abel", "Bo Li", "Ann Lee"]);
    page.says(200, &["aria-sort=\"descending\"", "name=\"sort\" value=\"-name\""]);
    let by_email = world.at("/users?sort=email");
    page.says(200, &[&format!("<a href=\"{by_email}\"")]);
    let page = ann.get(&by_email).await;
    assert_eq!(order(&page), ["Zoe Abel", "Ann Lee", "Bo Li"]);
    // The tabs keep it.
    let page = ann.get(&page.link("Active <")).await;
    assert_eq!(order(&page), ["Zoe Abel", "Ann Lee", "Bo Li"]);
    page.says(200, &["status=active&amp;sort=roles\""]);
    ann.get(&world.at("/users?sort=shoe")).await.says(422, &["cannot be sorted"]);
}

#[tokio::test]
async fn b04_everybody_is_exported_whatever_is_searched_and_f22_those_found_or_ticked_beside_it() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    world.colleague_as(&ann, "=Bo Li", "bo@example.com", "employee").await;
    let bo = world.member(&ann, "bo@example.com").await;
    ann.post(&world.at(&format!("/users/{bo}/disable")), &[("version", "")]).await;
    let page = ann.get(&world.at("/users?q=ann")).await;
    page.says(200, &["Export all users", "Export this 1 user", "Export selected"]);
    let file = ann.post(&world.at("/users/export"), &[("q", "ann")]).await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert!(file.html.starts_with("\u{feff}Name,Email,Status,Groups,Company,Phone"), "{}", file.html);
    assert!(file.html.contains("Ann Lee,ann@example.com,Active,"), "{}", file.html);
    assert!(file.html.contains("'=Bo Li,bo@example.com,Disabled,Employee"), "{}", file.html);
    let some = ann.post(&world.at("/users/bulk/export"), &[("matching", "yes"), ("q", "ann")]).await;
    assert!(some.html.contains("Ann Lee") && !some.html.contains("Bo Li"), "{}", some.html);
    assert!(some.headers["content-disposition"].to_str().unwrap().contains("some-users"));
    let ticked = ann.post(&world.at("/users/bulk/export"), &[("member", &bo.to_string())]).await;
    assert!(!ticked.html.contains("Ann Lee") && ticked.html.contains("Bo Li"), "{}", ticked.html);
    ann.post(&world.at("/users/bulk/export"), &[]).await.says(422, &[]);
    ann.get(&world.at("/audit")).await.says(200, &["exported the users of"]);
}

#[tokio::test]
async fn what_the_address_says_wrong_is_refused_with_a_page() {
    let world = World::new().await;
    let ann = world.ann().await;
    for query in ["status=sleeping", "role=emperor", "cursor=x", "cursor=AAAA", "q=%ff"] {
        let page = ann.get(&world.at(&format!("/users?{query}"))).await;
        assert!(matches!(page.status, 200 | 422), "{query}: {}", page.status);
        page.says(page.status, &["<!DOCTYPE html>"]);
    }
    for path in ["/users/7", "/users/%ff", "/users/00000000-0000-0000-0000-000000000000", "/resources/castle"] {
        ann.get(&world.at(path)).await.says(404, &["<!DOCTYPE html>"]);
    }
}
