//! The workspaces' menu, GET of /resources/{kind}?under=&q=, GET and POST of /resources/{kind}/{resource}/owner

use crate::world::{World, newcomer};
use roster_app::resources::{describe::describe, list::list};
use roster_domain::resource::Attributes;

#[tokio::test]
async fn d05_the_menu_in_the_upper_right_leads_to_the_members_and_to_every_workspace() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let (_, path) = world.invite_as(&ann, "mia@example.com", "member", "").await;
    let mia = world.browser();
    mia.post(&path, &newcomer("Mia <b>", "mia@example.com")).await.leads_to(&world.home());
    let page = mia.get(&world.at("/credits")).await;
    let menu = page.html.split("top-end").nth(1).unwrap();
    for told in ["Mia &lt;b&gt;’s workspace", "Ann Lee’s workspace", "Members"] {
        assert!(menu.contains(told), "{told} is not in\n{menu}");
    }
    assert!(menu.contains(&format!("href=\"{}\"", world.at("/users"))));
    let caller = world.caller(&ann).await;
    let spaces = list(&world.app, &caller, world.account, "workspace".to_owned(), None, 10).await.unwrap().resources;
    for space in &spaces {
        assert!(menu.contains(&format!("{}?under={}", world.at("/resources/asset"), space.row.resource)));
    }
    // Looking into one, it is the one that is named.
    let anns = spaces.iter().find(|one| one.row.name.starts_with("Ann")).unwrap();
    let inside = mia.get(&world.at(&format!("/resources/asset?under={}", anns.row.resource))).await;
    inside.says(200, &["Storage", "Nothing here yet"]);
    let named = inside.html.split("top-end").nth(1).unwrap();
    assert!(named.find("Ann Lee’s workspace").unwrap() < named.find("Mia &lt;b&gt;’s workspace").unwrap());
    // A model without them has no such menu.
    let other = World::new().await;
    other.ann().await.get(&other.at("/users")).await.says(200, &[]).lacks("shell-space");
}

#[tokio::test]
async fn d09_storage_says_what_there_is_and_whose_and_admins_hand_it_over() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let (member, path) = world.invite_as(&ann, "mia@example.com", "member", "").await;
    let mia = world.browser();
    mia.post(&path, &newcomer("Mia <b>", "mia@example.com")).await.leads_to(&world.home());
    let caller = world.caller(&mia).await;
    let spaces = list(&world.app, &caller, world.account, "workspace".to_owned(), None, 10).await.unwrap().resources;
    let space = spaces.iter().find(|one| one.row.name.starts_with("Mia")).unwrap().row.resource;
    let made =
        mia.post(&world.at("/resources/asset/new"), &[("name", "Harbour"), ("parent", &space.to_string())]).await;
    assert_eq!(made.status, 303, "{}", made.html);
    let assets = list(&world.app, &caller, world.account, "asset".to_owned(), None, 10).await.unwrap().resources;
    let link = "https://files.example/a?b=<c>".to_owned();
    let said = Attributes { size: Some(12_400_000), media_type: Some("image/<tiff>".to_owned()), link: Some(link) };
    describe(&world.app, &caller, world.account, assets[0].row.resource, said).await.unwrap();
    world.remove(&ann, &mia).await;
    let storage = world.at("/resources/asset");
    let page = ann.get(&storage).await;
    page.says(200, &["Harbour", "image/&lt;tiff&gt;", "12.4\u{a0}MB", "Mia &lt;b&gt;", "former member"]);
    page.says(200, &["href=\"https://files.example/a?b=&lt;c&gt;\" rel=\"noopener noreferrer\""]);
    ann.get(&format!("{storage}?q=HARB")).await.says(200, &["Harbour", "value=\"HARB\""]);
    ann.get(&format!("{storage}?q=pier")).await.says(200, &["Nothing has that in its name"]).lacks("Harbour");
    ann.get(&format!("{storage}?under={space}")).await.says(200, &["Harbour"]);
    ann.get(&format!("{storage}?under={}", world.account)).await.says(404, &[]);
    // Handing over.
    let owner = world.at(&format!("/resources/workspace/{space}/owner"));
    ann.get(&world.at("/resources/workspace")).await.says(200, &[&format!("href=\"{owner}\""), "Hand over"]);
    let form = ann.get(&owner).await;
    form.says(200, &["To whom?", "ann@example.com", "They get a mail"]).lacks("mia@example.com");
    let version = form.hidden("version");
    let me = world.member(&ann, "ann@example.com").await.to_string();
    ann.post(&owner, &[("version", &version), ("to", "")]).await.says(422, &["To whom?"]);
    ann.post(&owner, &[("version", &version), ("to", &member.to_string())]).await.says(422, &["To whom?"]);
    ann.post(&owner, &[("version", &version), ("to", &me)]).await.leads_to(&world.at("/resources/workspace"));
    ann.get(&storage).await.says(200, &["Harbour", "Ann Lee"]).lacks("former member");
    ann.post(&owner, &[("version", &version), ("to", &me)]).await.says(412, &[]);
}
