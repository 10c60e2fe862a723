//! The models in `examples/models`: others than those that come with Roster, each with a table of decisions that reads as what such a
//! product promises. What the language can't say stands in the models' comments.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::{NOW, World, now};
use roster_domain::{
    access::{Change, account_set, holds_on, may_change_access, may_give, resource_set},
    member::MemberRecord,
    model::Model,
};
use std::fs;

fn text(name: &str) -> String {
    let path = format!("{}/../../examples/models/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Who, what, where, and whether they may.
type Row<'r> = (&'r MemberRecord, &'r str, &'r str, bool);

fn decide(world: &World, rows: &[Row<'_>]) {
    let wrong: Vec<String> = rows
        .iter()
        .enumerate()
        .filter(|(_, (who, what, place, may))| {
            holds_on(&world.model, who, true, &world.chain(place), world.permission(what), now()) != *may
        })
        .map(|(row, (_, what, place, may))| format!("row {row}: {what} on {place} should be {may}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_is_a_good_model_and_has_its_table_here() {
    let folder = format!("{}/../../examples/models", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["franchise.toml", "hospital.toml", "source-code-host.toml"]);
    for name in names {
        let checked = Model::compile(&text(name.trim_end_matches(".toml")));
        assert!(checked.is_ok(), "{name}: {:?}", checked.err());
    }
}

#[test]
fn of_five_levels_the_nearest_decides_in_the_source_code_host() {
    let world = World::new(&text("source-code-host"));
    const LIB: &str = "repository:lib < team:core < organization:acme";
    const APP: &str = "repository:app < team:core < organization:acme";
    const TEAM: &str = "team:core < organization:acme";
    let owner = world.member("owner", &["owner"]).build();
    let guard = world.member("guard", &["security_manager"]).build();
    let level = |name, level| world.member(name, &["member"]).grant("core", level).build();
    let (read, triage, write) = (level("r", "read"), level("t", "triage"), level("w", "write"));
    let (maintain, admin) = (level("m", "maintain"), level("a", "admin"));
    let outside = world.member("x", &["outside"]).grant("lib", "write").build();
    // More on one repository than the team has, and nothing on another.
    let mixed = world.member("y", &["member"]).grant("core", "read").grant("lib", "admin").grant("app", "none").build();
    let everywhere = world.member("z", &["member"]).grant("acme", "triage").build();
    decide(
        &world,
        &[
            (&read, "code.read", LIB, true),
            (&read, "issues.triage", LIB, false),
            (&triage, "issues.triage", LIB, true),
            (&triage, "code.write", LIB, false),
            (&write, "code.write", LIB, true),
            (&write, "repository.settings", LIB, false),
            (&maintain, "repository.settings", LIB, true),
            (&maintain, "team.manage", TEAM, true),
            (&maintain, "repository.administer", LIB, false),
            (&admin, "repository.administer", LIB, true),
            (&admin, "alerts.dismiss", LIB, true),
            (&owner, "repository.administer", APP, true),
            (&guard, "code.read", APP, true),
            (&guard, "alerts.dismiss", APP, true),
            (&guard, "code.write", APP, false),
            (&outside, "code.write", LIB, true),
            (&outside, "code.read", APP, false),
            (&outside, "team.see", TEAM, false),
            (&mixed, "repository.administer", LIB, true),
            (&mixed, "code.read", APP, false),
            (&mixed, "team.see", TEAM, true),
            (&everywhere, "issues.triage", APP, true),
            (&everywhere, "issues.triage", "repository:other < team:web < organization:acme", true),
            (&everywhere, "code.read", "repository:theirs < team:core2 < organization:umbrella", false),
        ],
    );
    // What is not there for somebody is not there at all.
    assert!(resource_set(&world.model, &outside, true, &world.chain(APP), now()).is_empty());
    assert!(!resource_set(&world.model, &outside, true, &world.chain(LIB), now()).is_empty());
}

#[test]
fn on_call_access_to_a_department_ends_by_itself_in_the_hospital() {
    let world = World::new(&text("hospital"));
    const SURGERY: &str = "department:surgery";
    const WARD: &str = "ward:w1 < department:surgery";
    const OTHER: &str = "ward:w9 < department:eyes";
    let doctor = |name| world.member(name, &["doctor"]);
    let head = doctor("head").grant("surgery", "department/lead").build();
    let staff = doctor("staff").grant("surgery", "department/staff").build();
    let call =
        |from, until| doctor("call").grant_within("surgery", "department/on_call", Some(from), Some(until)).build();
    let (tonight, last_night, tomorrow) = (call(NOW - 10, NOW + 10), call(NOW - 20, NOW), call(NOW + 1, NOW + 10));
    let nurse = world.member("nurse", &["nurse"]).grant("w1", "ward/ward_staff").build();
    let student = world.member("student", &["visitor"]).grant("w1", "ward/observer").build();
    let both = world.member("both", &["nurse", "doctor"]).build();
    decide(
        &world,
        &[
            (&head, "patients.treat", WARD, true),
            (&head, "shifts.plan", SURGERY, true),
            (&head, "patients.see", OTHER, false),
            (&staff, "patients.treat", WARD, true),
            (&staff, "shifts.plan", SURGERY, false),
            (&tonight, "patients.treat", WARD, true),
            (&tonight, "patients.see", OTHER, false),
            (&last_night, "patients.see", WARD, false),
            (&last_night, "patients.see", SURGERY, false),
            (&tomorrow, "patients.see", WARD, false),
            (&nurse, "patients.treat", WARD, true),
            (&nurse, "patients.see", "ward:w2 < department:surgery", false),
            (&nurse, "patients.see", SURGERY, false),
            (&student, "patients.see", WARD, true),
            (&student, "patients.treat", WARD, false),
            (&both, "patients.see", WARD, false),
        ],
    );
    assert!(account_set(&world.model, &both, true, now()).contains(world.permission("medicine.prescribe")));
    // The head of a department says who works there, and nowhere else.
    let says = |who: &MemberRecord, place: &str| {
        may_change_access(&world.model, who, &nurse, &world.chain(place), now()).is_ok()
    };
    assert!(says(&head, SURGERY) && !says(&head, OTHER) && !says(&staff, SURGERY));
}

#[test]
fn a_region_flows_to_its_shops_and_tills_in_the_franchise() {
    let world = World::new(&text("franchise"));
    const SHOP: &str = "shop:harbour < region:north";
    const TILL: &str = "till:one < shop:harbour < region:north";
    const FAR: &str = "till:two < shop:hill < region:south";
    let manager = world.member("manager", &["manager"]).grant("north", "runs").build();
    let of_one = world.member("one", &["manager"]).grant("harbour", "runs").build();
    let cashier = world.member("cashier", &["cashier"]).grant("one", "helps").build();
    let barred = world.member("barred", &["cashier"]).grant("north", "helps").grant("harbour", "barred").build();
    let no_sales = world.member("n", &["manager"]).grant("north", "runs").custom(&["stock.count"]).build();
    let office = world.member("office", &["head_office"]).build();
    decide(
        &world,
        &[
            (&manager, "shop.run", SHOP, true),
            (&manager, "till.refund", TILL, true),
            (&manager, "till.sell", FAR, false),
            (&of_one, "shop.run", SHOP, true),
            (&of_one, "shop.see", "shop:hill < region:north", false),
            (&cashier, "till.sell", TILL, true),
            (&cashier, "till.refund", TILL, false),
            (&cashier, "shop.see", SHOP, false),
            (&barred, "till.sell", TILL, false),
            (&barred, "till.sell", "till:three < shop:hill < region:north", true),
            (&no_sales, "stock.count", SHOP, true),
            (&no_sales, "till.sell", TILL, false),
            (&no_sales, "shop.run", SHOP, true),
            (&office, "till.refund", FAR, true),
        ],
    );
    // Nobody gives what they don't hold: a manager gives a cashier what is theirs to run, and nothing elsewhere.
    let chains = [world.chain(SHOP), world.chain("shop:hill < region:south")];
    let gives = |giver: &MemberRecord, shop: &str| {
        let after = world.member("cashier", &["cashier"]).grant("one", "helps").grant(shop, "helps").build();
        let chains = [&chains[..], &[world.chain(TILL)]].concat();
        may_give(&world.model, giver, &Change { before: Some(&cashier), after: &after, chains: &chains }, now()).is_ok()
    };
    assert!(gives(&manager, "harbour") && gives(&of_one, "harbour") && gives(&office, "hill"));
    assert!(!gives(&manager, "hill") && !gives(&cashier, "harbour"));
}
