//! GET and POST of a user's /access and of /users/invite, where what is given is a project role; and where there is nothing to give

use crate::world::{World, newcomer};
use roster_app::resources::create::{CreateResource, create};

#[tokio::test]
async fn a_project_role_is_offered_given_shown_and_taken_away() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let input =
        CreateResource { kind: "project".to_owned(), parent: None, name: "Atlas".to_owned(), external_id: None };
    let atlas = create(&world.app, &world.caller(&ann).await, world.account, input).await.unwrap().value;
    let field = format!("role[{atlas}]");
    let form = ann.get(&world.at("/users/invite")).await;
    form.says(200, &[&format!("name=\"{field}\""), "<option value=\"participant\">On the project</option>"]);
    form.says(200, &["Sees the project, and does there what their groups allow."]);
    let sent = [("name", "Cora"), ("addresses", "cora@example.com"), ("role", "customer"), (&*field, "participant")];
    ann.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
    let cora = world.browser();
    let path = world.letter("cora@example.com").await.path;
    cora.post(&path, &newcomer("Cora Diaz", "cora@example.com")).await.leads_to(&world.home());
    let member = world.member(&ann, "cora@example.com").await;
    ann.get(&world.at(&format!("/users/{member}"))).await.says(200, &["Atlas", "On the project"]);
    let panel = world.at(&format!("/users/{member}/access"));
    let form = ann.get(&panel).await;
    form.says(
        200,
        &["<option value=\"participant\" selected>", &format!("name=\"was-role[{atlas}]\" value=\"participant\"")],
    );
    let (version, was) = (form.hidden("version"), format!("was-role[{atlas}]"));
    let sent = [("version", version.as_str()), (&*was, "participant"), (&*field, "")];
    ann.post(&panel, &sent).await.leads_to(&world.at("/users"));
    ann.get(&world.at(&format!("/users/{member}"))).await.lacks("On the project");
    ann.get(&world.at("/audit")).await.says(200, &["On the project"]);
}

#[tokio::test]
async fn an_owner_is_not_taken_away_in_the_panel_before_another_is_there() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let input =
        CreateResource { kind: "project".to_owned(), parent: None, name: "Atlas".to_owned(), external_id: None };
    let atlas = create(&world.app, &world.caller(&ann).await, world.account, input).await.unwrap().value;
    let member = world.member(&ann, "ann@example.com").await;
    let panel = world.at(&format!("/users/{member}/access"));
    let version = ann.get(&panel).await.hidden("version");
    let (field, was) = (format!("role[{atlas}]"), format!("was-role[{atlas}]"));
    let sent = [("version", version.as_str()), (&*was, "owner"), (&*field, "")];
    ann.post(&panel, &sent).await.says(422, &["Somebody has to have this"]);
}

#[tokio::test]
async fn a_model_without_resources_speaks_of_no_access() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    ann.get(&world.at("/users/invite")).await.lacks("There is nothing yet");
    let member = world.member(&ann, "ann@example.com").await;
    ann.get(&world.at(&format!("/users/{member}"))).await.lacks("/access\"");
}
