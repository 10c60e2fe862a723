//! Decisions in the models of `examples/models`, each table written from what such systems do, not from the models.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::{World, at, now, tables::Tables};
use roster_domain::{
    access::{Verb, holds_on},
    model::{InviteForm, Model},
};

/// A model of the folder, with the people who act in its tables.
fn example(name: &str, cast: &'static [(&'static str, &'static str)]) -> Tables {
    Tables::new(&text(name), cast)
}

fn text(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/models/{name}.toml"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_example_is_a_good_model() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/models");
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err(problems) = Model::compile(&text) {
            panic!("{}: {}", path.display(), problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
        names.push(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    names.sort();
    assert_eq!(names, ["franchise", "hospital", "source-code-host"]);
}

const REPOSITORY: &str = "repository:w1 < team:p1";
const OTHER_REPOSITORY: &str = "repository:w2 < team:p2";
const TEAM: &str = "team:p1";

const HOST: &[(&str, &str)] = &[
    ("owner", "owner"),
    ("other_owner", "owner"),
    ("member", "member"),
    ("billing", "billing_manager"),
    ("outsider", "outside_collaborator"),
    ("blank", ""),
    ("on_team", "member p1=write"),
    ("maintainer", "member p1=maintain"),
    ("lowered", "member p1=write w1=read"),
    ("triager", "outside_collaborator w1=triage"),
    ("administers", "member w1=admin"),
    ("outside_admin", "outside_collaborator w1=admin"),
];

#[test]
fn a_source_code_host_decides_as_such_hosts_do() {
    let tables = example("source-code-host", HOST);
    tables.in_account(&[
        ("owner", "billing", true),
        ("owner", "roster.invite", true),
        ("member", "roster.invite", false),
        ("member", "roster.read_members", true),
        ("member", "billing", false),
        ("billing", "billing", true),
        ("billing", "roster.read_members", false),
        ("outsider", "roster.read_members", false),
        ("blank", "billing", false),
        ("administers", "roster.invite", false),
    ]);
    tables.on_resources(&[
        ("owner", OTHER_REPOSITORY, "repository.admin", true),
        ("member", REPOSITORY, "repository.read", true),
        ("member", REPOSITORY, "repository.triage", false),
        ("billing", REPOSITORY, "repository.read", false),
        ("outsider", REPOSITORY, "repository.read", false),
        ("blank", REPOSITORY, "repository.read", false),
        ("on_team", REPOSITORY, "repository.write", true),
        ("on_team", REPOSITORY, "repository.maintain", false),
        ("on_team", OTHER_REPOSITORY, "repository.write", false),
        ("on_team", OTHER_REPOSITORY, "repository.read", true), // as every member
        ("maintainer", REPOSITORY, "repository.maintain", true),
        ("maintainer", REPOSITORY, "repository.admin", false),
        ("lowered", REPOSITORY, "repository.write", false), // the nearest level decides
        ("lowered", "repository:w2 < team:p1", "repository.write", true),
        ("triager", REPOSITORY, "repository.triage", true),
        ("triager", REPOSITORY, "repository.write", false),
        ("triager", OTHER_REPOSITORY, "repository.read", false),
        ("administers", REPOSITORY, "repository.admin", true),
        ("administers", REPOSITORY, "roster.change_access", true),
        ("administers", OTHER_REPOSITORY, "roster.change_access", false),
    ]);
    tables.sees(&[("outsider", REPOSITORY, false), ("triager", REPOSITORY, true), ("billing", TEAM, false)]);
    tables.creates(&[
        ("owner", "team", "", true),
        ("member", "team", "", false),
        ("on_team", "repository", TEAM, true),
        ("on_team", "repository", "team:p2", false),
        ("outsider", "repository", TEAM, false),
    ]);
    tables.changes(&[
        ("maintainer", "edits", REPOSITORY, true),
        ("maintainer", "deletes", REPOSITORY, false),
        ("administers", "deletes", REPOSITORY, true),
        ("on_team", "edits", REPOSITORY, false),
    ]);
    tables.acts(&[
        ("owner", Verb::ChangeRoles, "other_owner", "yes"),
        ("owner", Verb::Archive, "member", "yes"),
        ("member", Verb::Archive, "outsider", "needs roster.remove_members"),
    ]);
    tables.changes_access(&[
        ("administers", "member", REPOSITORY, "yes"),
        ("administers", "member", OTHER_REPOSITORY, "needs roster.change_access"),
        ("outside_admin", "outsider", REPOSITORY, "yes"),
        ("outside_admin", "member", REPOSITORY, "rank"), // who is not of the organisation moves nobody who is
        ("on_team", "outsider", REPOSITORY, "needs roster.change_access"),
    ]);
    tables.gives(
        &[REPOSITORY, OTHER_REPOSITORY, TEAM, "team:p2"],
        &[
            ("owner", "", "owner", "yes"),
            ("administers", "member", "member w1=maintain", "yes"),
            ("administers", "member", "member w2=write", "not held"),
            ("on_team", "member", "member w1=maintain", "not held"),
            ("member", "member", "owner", "above own rank: owner"),
        ],
    );
    tables.keeps(&[("owner", true), ("member", false)]);
}

const WARD: &str = "ward:w1 < department:p1";
const OTHER_WARD: &str = "ward:w2 < department:p2";

const HOUSE: &[(&str, &str)] = &[
    ("director", "director"),
    ("physician", "physician w1=works"),
    ("consultant", "physician w1=reads"),
    ("nurse", "nurse p1=works"),
    ("relative", "nurse p1=works w1=none"),
    ("free_physician", "physician"),
    ("head", "physician p1=department/head"),
    ("deputy", "nurse p1=department/deputy"),
    ("visitor", "visitor"),
    ("suspended", "physician w1=works status:disabled"),
];

#[test]
fn a_hospital_decides_as_a_hospital_does() {
    let tables = example("hospital", HOUSE);
    tables.in_account(&[
        ("director", "roster.invite", true),
        ("physician", "directory.read", true),
        ("physician", "roster.read_members", false),
        ("nurse", "roster.change_access", false),
        ("head", "roster.change_access", false), // in the department only
        ("visitor", "directory.read", false),
        ("suspended", "directory.read", false),
    ]);
    tables.on_resources(&[
        ("director", OTHER_WARD, "prescribe", true),
        ("physician", WARD, "record.write", true),
        ("physician", WARD, "prescribe", true),
        ("physician", OTHER_WARD, "record.read", false),
        ("physician", OTHER_WARD, "prescribe", false),
        ("consultant", WARD, "record.read", true),
        ("consultant", WARD, "record.write", false),
        ("nurse", WARD, "record.write", true), // the department's level reaches its wards
        ("nurse", WARD, "prescribe", false),
        ("nurse", OTHER_WARD, "record.read", false),
        ("relative", WARD, "record.read", false), // taken back on this ward
        ("relative", "ward:w2 < department:p1", "record.write", true),
        ("free_physician", WARD, "record.read", false),
        ("head", WARD, "record.write", true),
        ("head", WARD, "roster.change_access", true),
        ("head", OTHER_WARD, "roster.change_access", false),
        ("deputy", WARD, "roster.change_access", true),
        ("deputy", WARD, "record.read", false),
        ("visitor", WARD, "record.read", false),
        ("suspended", WARD, "record.read", false),
    ]);
    tables.changes_access(&[
        ("head", "nurse", WARD, "yes"),
        ("head", "nurse", OTHER_WARD, "needs roster.change_access"),
        ("head", "director", WARD, "rank"),
        ("nurse", "visitor", WARD, "needs roster.change_access"),
        ("deputy", "visitor", WARD, "yes"), // assigns those below a nurse
        ("deputy", "physician", WARD, "rank"),
    ]);
    tables.keeps(&[("director", true), ("head", false)]);
}

/// The duty ends by itself, on the second, and leaves what was there before it.
#[test]
fn on_call_ends_by_itself() {
    let world = World::new(&text("hospital"));
    let (read, write) = (world.permission("record.read"), world.permission("record.write"));
    let duty = world.member("mara", &["physician"]).role_within("on_call", Some(900), Some(1100));
    let member = duty.grant("w1", "works").build();
    for (second, elsewhere) in [(899, false), (900, true), (1099, true), (1100, false)] {
        let on =
            |path: &str, permission| holds_on(&world.model, &member, true, &world.chain(path), permission, at(second));
        assert_eq!(on(OTHER_WARD, read), elsewhere, "at {second}");
        assert!(!on(OTHER_WARD, write), "whoever is on call reads, at {second}");
        assert!(on(WARD, write), "their own ward is theirs before, during and after, at {second}");
    }
    // The same with access to one ward only.
    let stand_in = world.member("ben", &["nurse"]).grant_within("w2", "reads", None, Some(1100)).build();
    for (second, expected) in [(1099, true), (1100, false)] {
        assert_eq!(holds_on(&world.model, &stand_in, true, &world.chain(OTHER_WARD), read, at(second)), expected);
    }
    assert!(holds_on(&world.model, &stand_in, true, &world.chain(OTHER_WARD), read, now()));
}

const SHOP: &str = "shop:w1 < region:p1";
const OTHER_SHOP: &str = "shop:w2 < region:p2";
const TILL: &str = "till:a1 < shop:w1 < region:p1";
const OTHER_TILL: &str = "till:a2 < shop:w2 < region:p2";

const CHAIN: &[(&str, &str)] = &[
    ("office", "head_office"),
    ("auditor", "auditor"),
    ("partner", "partner"),
    ("lead", "partner p1=region/lead"),
    ("silent_partner", "partner p1=region/partner"),
    ("manager", "staff w1=shop/manager"),
    ("seller", "staff w1=shop/seller"),
    ("helper", "staff a1=+till.sell"),
    ("refunder", "staff a1=+till.refund"),
    ("staff", "staff"),
    ("blank", ""),
];

#[test]
fn a_franchise_decides_as_a_franchise_does() {
    let tables = example("franchise", CHAIN);
    tables.in_account(&[
        ("office", "roster.act_as", true),
        ("auditor", "roster.read_audit", true),
        ("auditor", "roster.invite", false),
        ("partner", "roster.invite", true),
        ("manager", "roster.invite", false),
        ("staff", "roster.read_members", false),
        ("blank", "roster.read_members", false),
    ]);
    tables.on_resources(&[
        ("office", OTHER_TILL, "till.refund", true),
        ("auditor", OTHER_SHOP, "shop.figures", true),
        ("auditor", OTHER_SHOP, "shop.manage", false),
        ("auditor", TILL, "till.sell", false),
        ("partner", SHOP, "shop.figures", false),
        ("lead", SHOP, "shop.manage", true),
        ("lead", OTHER_SHOP, "shop.figures", false),
        ("lead", TILL, "till.close", true),
        ("silent_partner", SHOP, "shop.figures", true),
        ("silent_partner", SHOP, "shop.manage", false),
        ("manager", SHOP, "shop.staff", true),
        ("manager", TILL, "till.refund", true),
        ("manager", OTHER_SHOP, "shop.figures", false),
        ("seller", TILL, "till.sell", true),
        ("seller", TILL, "till.refund", false),
        ("seller", SHOP, "shop.figures", false),
        ("seller", OTHER_TILL, "till.sell", false),
        ("helper", TILL, "till.sell", true),
        ("helper", TILL, "till.close", false),
        ("helper", "till:a2 < shop:w1 < region:p1", "till.sell", false), // that till, and no other
        ("refunder", TILL, "till.sell", true),
        ("staff", TILL, "till.sell", false),
        ("blank", TILL, "till.sell", false),
    ]);
    tables.creates(&[
        ("office", "region", "", true),
        ("lead", "region", "", false),
        ("lead", "shop", "region:p1", true),
        ("lead", "shop", "region:p2", false),
        ("manager", "shop", "region:p1", false),
        ("manager", "till", SHOP, true),
        ("manager", "till", OTHER_SHOP, false),
        ("seller", "till", SHOP, false),
    ]);
    tables.changes(&[
        ("manager", "edits", TILL, true),
        ("manager", "deletes", TILL, true),
        ("manager", "deletes", SHOP, false),
        ("seller", "edits", TILL, false),
    ]);
    tables.changes_access(&[
        ("manager", "seller", SHOP, "yes"),
        ("manager", "seller", OTHER_SHOP, "needs roster.change_access"),
        ("manager", "partner", SHOP, "rank"),
        ("lead", "manager", SHOP, "yes"),
        ("seller", "helper", TILL, "needs roster.change_access"),
    ]);
    tables.gives(
        &[SHOP, OTHER_SHOP, TILL, OTHER_TILL],
        &[
            ("manager", "staff", "staff w1=shop/seller", "yes"),
            ("manager", "staff", "staff a1=+till.refund", "yes"),
            ("manager", "staff", "staff w2=shop/seller", "not held"),
            ("seller", "staff", "staff a1=+till.refund", "not held"),
            ("partner", "", "auditor", "above own rank: auditor"),
        ],
    );
    tables.keeps(&[("office", true), ("lead", false)]);
    let model = &tables.world.model;
    assert_eq!(model.invitation().form, InviteForm::Person);
    let shop = model.kind("shop").unwrap();
    let manager = model.project_role(shop, "manager").unwrap();
    assert_eq!(model[manager].successor_becomes, model.project_role(shop, "seller"));
}
