//! GET and POST of /accounts/{account}/model: the editor, the plan beside it, applying it and taking it back

use crate::world::World;
use roster_app::models::history::current;

#[tokio::test]
async fn f08_the_rules_are_changed_by_whoever_may_after_they_saw_what_it_does() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (writer, _) = world.joins(&ann, "Wil", "wil@example.com", &[]).await;
    let page = world.at("/model");
    // In the menu of those who may, and nowhere else.
    ann.get(&world.at("/keys")).await.says(200, &["Roles and rules", &page]);
    writer.get(&world.at("/keys")).await.says(200, &[]).lacks("Roles and rules");
    writer.get(&page).await.says(403, &[]);
    writer.post(&page, &[("model", "name = 1")]).await.says(403, &[]);

    let account = world.account;
    let text = current(&world.app, &world.caller(&ann).await, account).await.unwrap().text;
    ann.get(&page).await.says(200, &["roster.export", "Show what it would change", "data-progress=", "takes a while"]);
    // How far a plan has come: nothing where none is worked out, and nothing for who can't have one.
    let progress = world.at("/model/progress");
    assert_eq!(ann.get(&progress).await.html, "");
    writer.get(&progress).await.says(403, &[]);
    ann.post(&page, &[("model", "name = 1")]).await.says(422, &["1:", "Line 1, column"]);
    ann.post(&world.at("/model/check"), &[("model", &text)]).await.says(200, &["This is a good model."]);
    ann.post(&world.at("/model/check"), &[("model", "nam = 1")]).await.says(200, &["is wrong"]);

    // A browser sends other ends of lines.
    let less = text.replacen("    \"roster.export\",\n", "", 1).replace('\n', "\r\n");
    let planned = ann.post(&page, &[("model", &less)]).await;
    planned.says(200, &["What is different", "Who gains and who loses", "1 loses something", "to apply it"]);
    let plan = planned.hidden("plan");
    let apply = world.at("/model/apply");
    let post = async |confirm: &str, plan: &str| {
        ann.post(&apply, &[("model", less.as_str()), ("plan", plan), ("confirm", confirm)]).await
    };
    // What it means for one of them, found by name or address.
    let for_one = async |who: &str| ann.post(&page, &[("model", &less), ("who", who)]).await;
    for_one("wil@").await.says(200, &["Wil", "Gains and loses nothing."]);
    for_one("ann").await.says(200, &["lose “Export", "Ann"]).lacks("Gains and loses nothing.");
    for_one("<zoe>").await.says(200, &["Nobody here is called “&lt;zoe&gt;”."]);

    post("yes", &plan).await.says(422, &["Type the name of the account"]);
    assert_eq!(current(&world.app, &world.caller(&ann).await, account).await.unwrap().version, 1);
    let file = ann.post(&world.at("/model/lines"), &[("model", &less)]).await;
    file.says(200, &["roster.export,loses"]);
    post("Northwind Feeds", "0123").await.says(422, &["Something was changed since"]);
    post("Northwind Feeds", &plan).await.leads_to(&world.at("/model/history"));
    ann.get(&world.at("/model/history")).await.says(200, &["Applied as version 2.", "Version 2", "Undo"]);
    // What was given away can't be taken back alone.
    ann.get(&world.at("/model/undo"))
        .await
        .says(200, &["Undo the last change", "Who gains and who loses"])
        .lacks("to apply it");
}

#[tokio::test]
async fn f08_what_disappears_goes_where_it_was_chosen_and_what_was_chosen_goes_along() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Dam").await;
    let (_, wil) = world.joins(&ann, "Wil", "wil@example.com", &[(project, "read_write")]).await;
    let (page, apply) = (world.at("/model"), world.at("/model/apply"));
    let text = current(&world.app, &world.caller(&ann).await, world.account).await.unwrap().text;
    let other = text.replace("read_write", "write_all");
    let open = ann.post(&page, &[("model", &other)]).await;
    open.says(
        200,
        &["What disappears and is in use", "Level read_write", "(1 have it)", "Choose …", "Who has it", "Wil"],
    );
    open.lacks("to apply it");
    let name = "choose[level project read_write]";
    let chosen = ann.post(&page, &[("model", &other), (name, "write_all")]).await;
    chosen.says(200, &["to apply it"]);
    assert_eq!(chosen.hidden(name), "write_all", "the form that applies it takes the choice along");
    let plan = chosen.hidden("plan");
    let sent = [("model", other.as_str()), ("plan", &plan), ("confirm", "Northwind Feeds"), (name, "write_all")];
    ann.post(&apply, &sent[..3]).await.says(422, &["Something was changed since this was planned"]);
    ann.post(&apply, &sent).await.leads_to(&world.at("/model/history"));
    assert_eq!(world.given(&ann, wil).await, [("Dam".to_owned(), "write_all".to_owned())]);

    // Back it goes by the same way.
    let undo = ann.get(&world.at("/model/undo")).await;
    undo.says(200, &["to apply it"]);
    let sent = [("back", "yes"), ("plan", &undo.hidden("plan")), ("confirm", "Northwind Feeds")];
    ann.post(&apply, &sent).await.leads_to(&world.at("/model/history"));
    assert_eq!(world.given(&ann, wil).await, [("Dam".to_owned(), "read_write".to_owned())]);
}
