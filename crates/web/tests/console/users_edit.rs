//! GET and POST of a user's /edit where the model has several roles or permissions beyond them, and POST /role

use crate::world::{Browser, Page, World, newcomer};
use roster_domain::id::MemberId;

/// Invited and joined.
async fn join(world: &World, by: &Browser, role: &str) -> (Browser, MemberId) {
    let (member, link) = world.invite_as(by, "bo@example.com", role, "").await;
    let browser = world.browser();
    browser.post(&link, &newcomer("Bo Li", "bo@example.com")).await.leads_to(&world.home());
    (browser, member)
}

/// The form as it stands, with these fields beside what it was made from.
async fn save(world: &World, by: &Browser, member: MemberId, form: &Page, fields: &[(&str, &str)]) -> Page {
    let all = ["version", "name", "given_name", "family_name", "company", "role", "until", "note"];
    let was = all.map(|name| if name == "version" { name.to_owned() } else { format!("was-{name}") });
    let was = was.iter().zip(all).filter(|(was, _)| form.html.contains(&format!("name=\"{was}\"")));
    let was: Vec<(&str, &str, String)> = was.map(|(was, name)| (was.as_str(), name, form.hidden(was))).collect();
    let mut sent: Vec<(&str, &str)> = was.iter().map(|(was, _, value)| (*was, value.as_str())).collect();
    let typed = was.iter().filter(|(_, name, _)| !["version", "role"].contains(name));
    sent.extend(typed.map(|(_, name, value)| (*name, value.as_str())));
    sent.retain(|(name, _)| !fields.iter().any(|(field, _)| field == name));
    sent.extend(fields.iter().copied());
    by.post(&world.at(&format!("/users/{member}/edit")), &sent).await
}

#[tokio::test]
async fn b01_a_user_has_several_groups_and_a_company_and_all_are_edited() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let (_, bo) = join(&world, &ann, "vendor").await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    form.says(200, &["Groups", "value=\"vendor\" checked", "Left blank: Customer.", "name=\"company\""]);
    let both = [("role", "employee"), ("role", "vendor"), ("company", "Moor & Sons")];
    save(&world, &ann, bo, &form, &both).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Employee, Vendor", "Moor &amp; Sons"]);
    let told = world.letter("bo@example.com").await;
    assert_eq!(told.kind.name(), "role_changed");
    // Another field leaves both where they are; one is taken, the other stays; none is the default.
    for (roles, seen) in
        [(&["employee", "vendor"][..], "Employee, Vendor"), (&["employee"][..], "Employee"), (&[][..], "Customer")]
    {
        let form = ann.get(&edit).await;
        let mut fields: Vec<(&str, &str)> = roles.iter().map(|role| ("role", *role)).collect();
        fields.push(("note", seen));
        save(&world, &ann, bo, &form, &fields).await.leads_to(&world.at("/users"));
        let roles = world.profile(&ann, bo).await.line.roles;
        assert_eq!(roles.join(", "), seen.to_lowercase());
    }
    save(&world, &ann, bo, &ann.get(&edit).await, &[("role", "king")]).await.says(422, &["There is no role “king”."]);
}

#[tokio::test]
async fn each_of_several_roles_shows_its_last_day_and_keeps_it() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let (_, bo) = join(&world, &ann, "vendor").await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    let days = || async {
        let line = world.profile(&ann, bo).await.line;
        line.role_ends.into_iter().map(|(role, _)| role).collect::<Vec<_>>()
    };
    let form = ann.get(&edit).await;
    form.says(200, &["Last day as Vendor", "name=\"until[employee]\""]);
    let both =
        [("role", "employee"), ("role", "vendor"), ("until[vendor]", "2999-03-01"), ("until[customer]", "2999-03-01")];
    save(&world, &ann, bo, &form, &both).await.leads_to(&world.at("/users"));
    assert_eq!(days().await, ["vendor"]);
    let form = ann.get(&edit).await;
    form.says(200, &["value=\"2999-03-01\"", "name=\"was-until[vendor]\""]);
    // A day that has passed is said where it was typed, and what was typed stays.
    let was = ("was-until[vendor]", "2999-03-01");
    let past = [
        was,
        ("role", "employee"),
        ("role", "vendor"),
        ("until[vendor]", "2999-03-01"),
        ("until[employee]", "1999-03-01"),
    ];
    let told = save(&world, &ann, bo, &form, &past).await;
    told.says(422, &["id=\"f-until-employee--error\"", "value=\"1999-03-01\"", "value=\"2999-03-01\""]);
    // One goes, the other keeps its end; and it goes when its day is emptied.
    let one = [was, ("role", "vendor"), ("until[vendor]", "2999-03-01")];
    save(&world, &ann, bo, &form, &one).await.leads_to(&world.at("/users"));
    assert_eq!(days().await, ["vendor"]);
    let emptied = [was, ("role", "vendor"), ("until[vendor]", "")];
    save(&world, &ann, bo, &ann.get(&edit).await, &emptied).await.leads_to(&world.at("/users"));
    assert!(days().await.is_empty());
}

#[tokio::test]
async fn the_note_is_shown_to_those_who_may_edit_whom_it_is_about() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let (bo, member) = join(&world, &ann, "member").await;
    let form = ann.get(&world.at(&format!("/users/{member}/edit"))).await;
    let fields = [("was[mask]", "all"), ("role", "member"), ("extra-member", "users")];
    save(&world, &ann, member, &form, &fields).await.leads_to(&world.at("/users"));
    world.colleague_as(&ann, "Cy", "cy@example.com", "member").await;
    let cy = world.member(&ann, "cy@example.com").await;
    let form = ann.get(&world.at(&format!("/users/{cy}/edit"))).await;
    let fields = [("was[mask]", "all"), ("role", "member"), ("note", "Knows the harbour master.")];
    save(&world, &ann, cy, &form, &fields).await.leads_to(&world.at("/users"));
    let path = world.at(&format!("/users/{cy}"));
    ann.get(&path).await.says(200, &["Knows the harbour master."]);
    // Who manages users, but none as high.
    bo.get(&path).await.says(200, &["Cy"]).lacks("harbour master");
}

#[tokio::test]
async fn c07_role_permissions_and_note_are_changed_in_one_panel() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let (_, bo) = join(&world, &ann, "guest").await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    form.says(
        200,
        &["Administrator information", "Beyond the role Member", "name=\"extra-member\"", "may ask to read it"],
    );
    let fields = [
        ("was[mask]", "all"),
        ("role", "member"),
        ("extra-member", "creator"),
        ("extra-guest", "styles"),
        ("note", "Knows the harbour master."),
    ];
    save(&world, &ann, bo, &form, &fields).await.leads_to(&world.at("/users"));
    let profile = world.profile(&ann, bo).await;
    let extras: Vec<_> = profile.extras.iter().map(|extra| extra.id.as_str()).collect();
    assert_eq!((profile.line.roles.as_slice(), &extras[..]), (&["member".to_owned()][..], &["creator"][..]));
    assert_eq!(profile.line.row.note, "Knows the harbour master.");
    // F07: what another saved meanwhile stands beside what was typed, and nothing is lost.
    let mine = ann.get(&edit).await;
    let items = [("was[mask]", "all"), ("was[extra:creator]", "on"), ("role", "member")];
    let theirs = [items.as_slice(), &[("extra-member", "creator"), ("extra-member", "styles")]].concat();
    save(&world, &ann, bo, &mine, &theirs).await.leads_to(&world.at("/users"));
    let late = [items.as_slice(), &[("note", "my note")]].concat();
    let told = save(&world, &ann, bo, &mine, &late).await;
    told.says(412, &["Someone else saved in the meantime", "Styles", ">my note</textarea>"]);
    told.says(412, &["value=\"styles\" checked"]).lacks("value=\"creator\" checked");
    // What the new role doesn't offer is dropped with it.
    let form = ann.get(&edit).await;
    form.says(200, &["Takes away what was given beyond the role: Creator."]);
    let fields = [("was[mask]", "all"), ("was[extra:creator]", "on"), ("was[extra:styles]", "on"), ("role", "guest")];
    let next = world.at(&format!("/users/{bo}/access?next=role"));
    save(&world, &ann, bo, &form, &fields).await.leads_to(&next);
    assert!(world.profile(&ann, bo).await.extras.is_empty());
}

#[tokio::test]
async fn e05_e09_the_same_panel_asks_for_names_role_and_permissions_and_shows_them_again() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    let invite = world.at("/users/invite");
    ann.get(&invite).await.says(200, &["First name", "Last name", "name=\"mask\""]);
    let nobody = [("given_name", " "), ("family_name", ""), ("address", "bo@example.com"), ("role", "user")];
    ann.post(&invite, &nobody).await.says(422, &["id=\"f-given-name-error\""]);
    let sent = [
        ("given_name", "Bo"),
        ("family_name", "Li"),
        ("address", "bo@example.com"),
        ("role", "user"),
        ("mask", "custom"),
        ("keep", "contacts.view"),
    ];
    ann.post(&invite, &sent).await.leads_to(&world.at("/users?status=invited"));
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Bo Li", "bo@example.com"]);
    let bo = world.member(&ann, "bo@example.com").await;
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    form.says(
        200,
        &["name=\"given_name\" value=\"Bo\"", "value=\"custom\" checked", "value=\"contacts.view\" checked"],
    );
    form.says(200, &["Edit user"]).lacks("value=\"invoices.refund\" checked");
    // A button ticks and saves nothing yet.
    let was = [("was[mask]", "custom"), ("was[keep:contacts.view]", "on"), ("role", "user"), ("mask", "custom")];
    let tick = [was.as_slice(), &[("keep", "contacts.view"), ("tick", "invoices all")]].concat();
    save(&world, &ann, bo, &form, &tick).await.says(200, &["value=\"invoices.refund\" checked"]);
    assert_eq!(world.profile(&ann, bo).await.custom.unwrap(), ["contacts.view"]);
    let keep = [was.as_slice(), &[("keep", "invoices.refund"), ("family_name", "Linden")]].concat();
    save(&world, &ann, bo, &form, &keep).await.leads_to(&world.at("/users"));
    let profile = world.profile(&ann, bo).await;
    assert_eq!((profile.custom.unwrap(), &*profile.line.row.name), (vec!["invoices.refund".to_owned()], "Bo Linden"));
}

#[tokio::test]
async fn d10_a_role_is_given_at_once_from_the_rows_menu_where_the_model_has_words_for_it() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let (browser, bo) = join(&world, &ann, "member").await;
    let (role, list) = (world.at(&format!("/users/{bo}/role")), world.at("/users"));
    ann.get(&list).await.says(200, &["Change to admin", &role]);
    browser.get(&list).await.says(200, &["bo@example.com"]).lacks("Change to admin");
    browser.post(&role, &[("role", "admin")]).await.says(403, &[]);
    ann.post(&role, &[("role", "admin")]).await.leads_to(&list);
    ann.get(&list).await.says(200, &["Bo Li is Admin now.", "Change to member", "Undo"]);
    ann.post(&role, &[("role", "member")]).await.leads_to(&list);
    ann.post(&role, &[("role", "king")]).await.says(422, &[]);
    // The only one who keeps the account stays what they are, and is told why (F02).
    let me = world.member(&ann, "ann@example.com").await;
    let told = ann.post(&world.at(&format!("/users/{me}/role")), &[("role", "member")]).await;
    told.says(409, &["Somebody else must have the role “Admin” first."]);
    // Where the model has no words for it, it stands among the settings alone.
    let other = World::new().await;
    let ann = other.ann().await;
    other.colleague(&ann, "Bo Li", "bo@example.com").await;
    ann.get(&other.at("/users")).await.lacks("/role\"");
}

#[tokio::test]
async fn f15_a_colleagues_role_and_permissions_are_filled_in_where_one_edits_and_shown_before_they_are_saved() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    let (_, bo) = join(&world, &ann, "user").await;
    world.colleague_as(&ann, "Cy Ode", "cy@example.com", "admin").await;
    let cy = world.member(&ann, "cy@example.com").await;
    let form = ann.get(&world.at(&format!("/users/{cy}/permissions"))).await;
    let kept = [
        ("version", form.hidden("version")),
        ("was[mask]", "all".to_owned()),
        ("mask", "custom".to_owned()),
        ("keep", "calendar.view".to_owned()),
    ];
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ann.post(&world.at(&format!("/users/{cy}/permissions")), &kept).await.leads_to(&world.at("/users"));
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    form.says(200, &["Same access as…", "value=\"user\" checked"]);
    let filled =
        save(&world, &ann, bo, &form, &[("like", "Cy"), ("fill", "1"), ("was[mask]", "all"), ("mask", "all")]).await;
    filled.says(
        200,
        &["This is what Cy Ode has. Nothing is saved yet.", "value=\"admin\" checked", "value=\"custom\" checked"],
    );
    let profile = world.profile(&ann, bo).await;
    assert_eq!((profile.line.roles, profile.custom), (vec!["user".to_owned()], None), "nothing is saved");
    let ticked = |id: &str| filled.html.contains(&format!("name=\"keep\" value=\"{id}\" checked"));
    assert!(ticked("calendar.view") && !ticked("contacts.view"), "{}", filled.html);
    let sent = [("role", "admin"), ("was[mask]", "all"), ("mask", "custom"), ("keep", "calendar.view")];
    save(&world, &ann, bo, &filled, &sent).await.leads_to(&world.at("/users"));
    let profile = world.profile(&ann, bo).await;
    assert_eq!(profile.line.roles, ["admin"]);
    assert_eq!(profile.custom, Some(vec!["calendar.view".to_owned()]));
}

#[tokio::test]
async fn f15_access_to_single_things_is_taken_over_from_the_edit_panel_by_one_link() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let (_, bo) = join(&world, &ann, "user").await;
    let (_, cy) = world.joins(&ann, "Cy Ode", "cy@example.com", &[(project, "read_only")]).await;
    let form = ann.get(&world.at(&format!("/users/{bo}/edit"))).await;
    let filled = save(&world, &ann, bo, &form, &[("like", "Cy"), ("fill", "1")]).await;
    let access = world.at(&format!("/users/{bo}/access?fill={cy}"));
    filled.says(200, &["This is what Cy Ode has.", &access]);
    ann.get(&access).await.says(200, &["This is what Cy Ode has.", "value=\"read_only\" selected"]);
    assert!(world.profile(&ann, bo).await.access.is_empty(), "nothing is saved");
}
