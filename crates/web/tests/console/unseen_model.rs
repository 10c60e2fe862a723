//! A model of a system that nobody here has seen, three kinds deep: its pages speak of its own things.

use crate::world::{Browser, World};
use roster_app::{
    members::{
        given::Given,
        set_access::{AccessEdit, Wanted, set_access},
    },
    resources::create::{CreateResource, create},
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
};

/// A chain of shops: regions, shops, tills; beside them manuals, of which at first there are none.
const FRANCHISE: &str = r#"name = "Franchise"

[membership]
default_role = "clerk"
leaving = ["disable"]

[[role]]
id = "owner"
label = "Franchisor"
rank = 90
permissions = ["*", "roster.read_members", "roster.invite", "roster.change_roles", "roster.edit_members", "roster.change_access", "roster.remove_members", "roster.restore_members", "roster.manage_resources"]
on = [
    { kind = "manual", reach = "all", permissions = ["*"] },
    { kind = "region", reach = "all", permissions = ["*"] },
    { kind = "shop", reach = "all", permissions = ["*"] },
    { kind = "till", reach = "all", permissions = ["*"] },
]
edits = "not_above"
keeps_account = true

[[role]]
id = "auditor"
label = "Auditor"
rank = 80
on = [
    { kind = "manual", reach = "all", permissions = ["*"] },
    { kind = "region", reach = "all", permissions = ["*"] },
    { kind = "shop", reach = "all", permissions = ["*"] },
    { kind = "till", reach = "all", permissions = ["*"] },
]

[[role]]
id = "planner"
label = "Planner"
rank = 60
permissions = ["roster.read_members", "roster.invite", "roster.change_access", "roster.remove_members", "roster.restore_members"]
on = [
    { kind = "manual", reach = "all", permissions = ["manual.read"] },
    { kind = "region", reach = "all", permissions = ["region.see"] },
    { kind = "shop", reach = "all", permissions = ["shop.see"] },
    { kind = "till", reach = "all", permissions = ["till.see"] },
]

[[role]]
id = "clerk"
label = "Clerk"
rank = 10

[[permission]]
id = "manual.read"
on = "manual"

[[permission]]
id = "region.see"
on = "region"

[[permission]]
id = "shop.see"
on = "shop"

[[permission]]
id = "shop.run"
label = "Run the shop"
on = "shop"
include = ["shop.see"]

[[permission]]
id = "till.see"
on = "till"

[[permission]]
id = "till.use"
on = "till"
include = ["till.see"]

[[resource]]
kind = "manual"
label = "Manual"
plural = "Manuals"

[[resource]]
kind = "region"
label = "Region"
plural = "Regions"
levels = { run = ["region.see", "shop.run", "till.use"], look = ["region.see", "shop.see", "till.see"] }

[[resource]]
kind = "shop"
label = "Shop"
plural = "Shops"
parent = "region"

[resource.roles.manager]
label = "Shop manager"
assign = "Make shop manager"
single = true
permissions = ["shop.run"]

[resource.roles.helper]
label = "Helping hand"
permissions = ["shop.see"]

[[resource]]
kind = "till"
label = "Till"
plural = "Tills"
parent = "shop"
"#;

struct Franchise {
    world: World,
    ann: Browser,
    north: ResourceId,
    harbour: ResourceId,
}

impl Franchise {
    async fn new() -> Franchise {
        let world = World::of_model(FRANCHISE).await;
        let ann = world.ann().await;
        let north = thing(&world, &ann, "region", None, "North").await;
        let harbour = thing(&world, &ann, "shop", Some(north), "Harbour").await;
        thing(&world, &ann, "till", Some(harbour), "Till 1").await;
        Franchise { world, ann, north, harbour }
    }

    async fn give(&self, member: MemberId, resource: ResourceId, what: Given) {
        let edit = AccessEdit { resource, what: Wanted::Give(what), window: Window::ALWAYS };
        let caller = self.world.caller(&self.ann).await;
        set_access(&self.world.app, &caller, self.world.account, member, vec![edit]).await.unwrap();
    }
}

async fn thing(world: &World, by: &Browser, kind: &str, parent: Option<ResourceId>, name: &str) -> ResourceId {
    let input = CreateResource { kind: kind.to_owned(), parent, name: name.to_owned(), external_id: None };
    create(&world.app, &world.caller(by).await, world.account, input).await.unwrap().value
}

#[tokio::test]
async fn what_something_lies_under_is_said_from_the_top_down() {
    let Franchise { world, ann, .. } = Franchise::new().await;
    ann.get(&world.at("/resources/till")).await.says(200, &["North › Harbour"]).lacks("Harbour › North");
}

#[tokio::test]
async fn only_roles_that_have_everything_need_no_access_and_each_is_counted() {
    let Franchise { world, ann, .. } = Franchise::new().await;
    let form = ann.get(&world.at("/users/invite")).await;
    form.says(200, &["Franchisor, Auditor: reach everything anyway and need no access here."]);
}

#[tokio::test]
async fn the_form_for_inviting_offers_what_can_be_given() {
    let Franchise { world, ann, north, harbour } = Franchise::new().await;
    let (level, role) = (format!("name=\"level[{north}]\""), format!("name=\"role[{harbour}]\""));
    let run = "<option value=\"run\"";
    let form = ann.get(&world.at("/users/invite")).await;
    form.says(200, &[&level, &role, run, "<option value=\"look\"", "Helping hand"]).lacks("Shop manager");
    let pia = world.colleague_as(&ann, "Pia Lan", "pia@example.com", "planner").await;
    let form = pia.get(&world.at("/users/invite")).await;
    form.says(200, &[&level, &role, "<option value=\"look\"", "Helping hand"]).lacks(run);
    // Whoever asks for it all the same is told what it was.
    let slot = format!("role[{harbour}]");
    let only = [("addresses", "cy@example.com"), ("role", "clerk"), (slot.as_str(), "manager")];
    let refused = ann.post(&world.at("/users/invite"), &only).await;
    refused.says(422, &["Only one user has “Shop manager” on Harbour"]);
}

#[tokio::test]
async fn whoever_sees_no_users_begins_with_the_first_kind_of_which_they_see_something() {
    let franchise = Franchise::new().await;
    let world = &franchise.world;
    let cy = world.colleague_as(&franchise.ann, "Cy Ode", "cy@example.com", "clerk").await;
    cy.get(&world.home()).await.leads_to(&world.at("/resources/manual"));
    let member = world.member(&franchise.ann, "cy@example.com").await;
    franchise.give(member, franchise.harbour, Given::Role("helper".to_owned())).await;
    cy.get(&world.home()).await.leads_to(&world.at("/resources/shop"));
}

#[tokio::test]
async fn whoever_could_not_bring_somebody_back_is_told_before_they_put_them_out() {
    let franchise = Franchise::new().await;
    let (world, ann) = (&franchise.world, &franchise.ann);
    let pia = world.colleague_as(ann, "Pia Lan", "pia@example.com", "planner").await;
    world.colleague_as(ann, "Cy Ode", "cy@example.com", "clerk").await;
    let member = world.member(ann, "cy@example.com").await;
    let (disable, enable) = (format!("/users/{member}/disable"), format!("/users/{member}/enable"));
    let (promise, warning) =
        ("you can enable this user again at any time", "You could not bring this user back yourself");
    pia.get(&world.at(&disable)).await.says(200, &[promise]).lacks(warning);
    franchise.give(member, franchise.north, Given::Level("run".to_owned())).await;
    // What is told to end has a name where there are several kinds, and nothing is not listed.
    let question = pia.get(&world.at(&disable)).await;
    question.says(200, &[warning, "You lack: Run the shop", "ends at once: 1 Till."]).lacks(promise);
    ann.get(&world.at(&disable)).await.says(200, &[promise]).lacks(warning);
    let planner = world.member(ann, "pia@example.com").await;
    let all = ann.get(&world.at(&format!("/users/{planner}/disable"))).await;
    all.says(200, &["ends at once: Manuals: All, Tills: All (1)."]);
    // The same judgement afterwards, and what it is about.
    let version = question.hidden("version");
    pia.post(&world.at(&disable), &[("version", &version)]).await.leads_to(&world.at("/users"));
    pia.get(&world.at(&enable)).await.says(200, &["You lack: Run the shop", "<bdi>North</bdi>: run"]);
    let refused = pia.post(&world.at(&enable), &[]).await;
    refused.says(403, &["You lack: Run the shop", "<bdi>North</bdi>: run"]);
    let back = ann.get(&world.at(&enable)).await;
    ann.post(&world.at(&enable), &[("version", &back.hidden("version"))]).await.leads_to(&world.at("/users"));
}
