//! Names in two fields, the company and the model's profile fields: where one invites, creates and edits, and on the profile

use crate::world::{World, text_of};

#[tokio::test]
async fn e05_first_and_last_name_address_role_and_permissions_are_asked_for_in_one_panel() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    let path = world.at("/users/invite");
    let form = ann.get(&path).await;
    form.says(
        200,
        &[
            "First name",
            "name=\"given_name\"",
            "Last name",
            "name=\"family_name\"",
            "name=\"address\"",
            "name=\"role\" value=\"admin\"",
            "name=\"mask\" value=\"custom\"",
            "name=\"keep\" value=\"contacts.view\"",
        ],
    );
    // Who that is has to be said, and what was typed stays.
    let nameless = [("address", "mary@example.com"), ("role", "user"), ("mask", "all")];
    ann.post(&path, &nameless).await.says(422, &["id=\"f-given-name-error\"", "value=\"mary@example.com\""]);
    let invite = [
        ("given_name", "Mary Ann"),
        ("family_name", "van der Berg"),
        ("address", "mary@example.com"),
        ("role", "user"),
        ("mask", "custom"),
        ("keep", "contacts.view"),
    ];
    ann.post(&path, &invite).await.leads_to(&world.at("/users?status=invited"));
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Mary Ann van der Berg", "mary@example.com"]);
    // Whoever accepts finds the name filled in.
    let letter = world.letter("mary@example.com").await;
    let mary = world.browser();
    mary.get(&letter.path).await.says(200, &["name=\"name\" value=\"Mary Ann van der Berg\""]);
    mary.post(&letter.path, &crate::world::newcomer("Mary Ann van der Berg", "mary@example.com")).await;
    let member = world.member(&ann, "mary@example.com").await;
    ann.get(&world.at(&format!("/users/{member}"))).await.says(200, &["Mary Ann van der Berg", "Custom lists it."]);
    // The same two fields where the name is changed, cut where it was cut.
    let edit = world.at(&format!("/users/{member}/edit"));
    let form = ann.get(&edit).await;
    form.says(200, &["name=\"given_name\" value=\"Mary Ann\"", "name=\"family_name\" value=\"van der Berg\""]);
    let mut sent = vec![("version", form.hidden("version")), ("given_name", "Mary Ann".to_owned())];
    for was in ["was-given_name", "was-family_name", "was-role", "was-until", "was-note"] {
        sent.push((was, form.hidden(was)));
    }
    sent.extend([("family_name", "Li".to_owned()), ("role", "user".to_owned())]);
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ann.post(&edit, &sent).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/audit")).await.says(200, &["Mary Ann van der Berg</bdi> → <bdi>Mary Ann Li"]);
}

const FIELDS: &str = r#"
[[field]]
id = "region"
kind = "choice"
label = "Region"
choices = { north = "The north", south = "The south" }

[[field]]
id = "began"
kind = "date"
label = "Began on"
help = "The first day of work."

[[field]]
id = "desks"
kind = "number"
required = true
label = "Desks"

[[role]]"#;

#[tokio::test]
async fn b02_company_and_profile_fields_are_filled_shown_checked_and_told() {
    let model = text_of("customers-and-vendors").replacen("[[role]]", FIELDS, 1);
    let world = World::of_model(&model).await;
    let ann = world.ann().await;
    let new = world.at("/users/new");
    ann.get(&new).await.says(
        200,
        &[
            "name=\"company\"",
            "name=\"fields[phone]\"",
            "A number to call when",
            "type=\"date\"",
            "name=\"fields[began]\"",
            "<option value=\"north\">The north</option>",
            "type=\"number\" step=\"any\"",
        ],
    );
    let mut user = vec![("name", "Bo Li"), ("email", "bo@example.com"), ("company", "Hill & Co"), ("tell", "on")];
    user.extend([("fields[region]", "north"), ("fields[began]", "yesterday"), ("fields[desks]", "")]);
    // Each problem stands at its field, and what was typed is still there.
    let told = ann.post(&new, &user).await;
    told.says(422, &["id=\"f-fields-began--error\"", "This is no day.", "value=\"Hill &amp; Co\""]);
    told.says(422, &["<option value=\"north\" selected>"]);
    user[5].1 = "2026-11-02";
    ann.post(&new, &user).await.says(422, &["id=\"f-fields-desks--error\"", "Please fill this in."]);
    user[6].1 = "2.5";
    ann.post(&new, &user).await.leads_to(&world.at("/users?status=invited"));
    let bo = world.member(&ann, "bo@example.com").await;
    let profile = world.at(&format!("/users/{bo}"));
    ann.get(&profile).await.says(200, &["Hill &amp; Co", "Began on", "2 Nov 2026", "The north", "Desks", "2.5"]);
    // In the list, and found by it.
    ann.get(&world.at("/users?q=hill")).await.says(200, &["Bo Li", "Hill &amp; Co"]);
    ann.get(&world.at("/audit")).await.says(200, &["Region</bdi>: ", "The north", "Desks</bdi>: "]);

    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    form.says(200, &["name=\"fields[began]\" value=\"2026-11-02\"", "<option value=\"north\" selected>"]);
    let was = |name: &str| form.hidden(&format!("was-{name}"));
    let names =
        ["name", "company", "fields[phone]", "fields[region]", "fields[began]", "fields[desks]", "role", "note"];
    let mut sent: Vec<(String, String)> = names.iter().map(|name| ((*name).to_owned(), was(name))).collect();
    sent.extend(names.iter().map(|name| (format!("was-{name}"), was(name))));
    sent.push(("version".to_owned(), form.hidden("version")));
    let with = |name: &str, value: &str| {
        let mut sent = sent.clone();
        sent.iter_mut().filter(|(key, _)| key == name).for_each(|(_, old)| value.clone_into(old));
        sent
    };
    let post = async |sent: Vec<(String, String)>| {
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ann.post(&edit, &sent).await
    };
    post(with("fields[desks]", "")).await.says(422, &["id=\"f-fields-desks--error\""]);
    post(with("fields[region]", "west")).await.says(422, &["“west” cannot be chosen."]);
    post(with("fields[region]", "south")).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/audit")).await.says(200, &["<bdi>The north</bdi> → <bdi>The south</bdi>"]);
    // Somebody else was quicker (F07): side by side, and nothing is lost.
    let stale = post(with("company", "Vale & Co")).await;
    stale.says(412, &["Region", "south", "value=\"Vale &amp; Co\"", "<option value=\"south\" selected>"]);
}
