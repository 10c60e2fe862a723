//! What can she reach, and who can reach this (F23): on random data, both lists say what the judge says when asked one by one.

use crate::support::{World, worlds_of};
use roster_app::{
    access::{
        check::{Batch, Check, MAX_CHECKS, Place, check},
        reach::{Reach, reach},
        reachers::{Reachers, reachers},
        told::Way,
    },
    members::{
        count::matching,
        list::{MemberFilter, list},
    },
};
use roster_domain::{
    id::{AccountId, Id, MemberId, ResourceId},
    permission::RosterPermission,
};
use roster_store::{
    DbError, WriteTx,
    grants::{self, GrantRow, LEVEL},
    members::{self, NewMember, TimedRow},
    resources::{self, NewResource},
    statements,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

statements! {
    SET_MEMBER = "update members set status = $3, masked = $4 where account_id = $1 and member_id = $2";
    ADD_EXTRA = "insert into member_extras (account_id, member_id, permission, given_at) values ($1, $2, $3, 1)";
    ADD_MASK = "insert into member_masks (account_id, member_id, permission) values ($1, $2, $3)";
}

/// The model that uses all of the language; whoever founds an account may ask.
fn model() -> String {
    let text = include_str!("../../../domain/tests/everything.toml");
    let founder = "\"*\",\n    \"roster.edit_members\",\n";
    assert!(text.contains(founder));
    // Nobody has anything of their own but what is owned in the forest.
    let own = "for_members = { en = \"{name}'s own\" }\n";
    assert!(text.contains(own));
    text.replace(own, "").replace(founder, &format!("{founder}    \"roster.read_members\",\n    \"roster.check\",\n"))
}

const MEMBERS: u128 = 24;
const KINDS: [&str; 3] = ["project", "page", "note"];
const ROLES: [&str; 5] = ["administrator", "keeper", "member", "designer", "guest"];
const PERMISSIONS: [&str; 10] = [
    "page.view",
    "page.publish",
    "project.view",
    "project.comment",
    "project.team",
    "project.style",
    "page.edit",
    "page.react",
    "note.view",
    "roster.change_access",
];
/// Those that the lists are asked for: by levels and masks, by what flows down, by roles, and one of Roster's own.
const LISTED: [&str; 4] = ["project.style", "page.edit", "project.comment", "roster.change_access"];
const GRANTS: [(&str, &str); 9] = [
    (LEVEL, "write"),
    (LEVEL, "read"),
    (LEVEL, "none"),
    (LEVEL, "gone_from_the_model"),
    ("role:owner", "owner"),
    ("role:participant", "participant"),
    ("permission:page.edit", "page.edit"),
    ("permission:project.style", "project.style"),
    ("permission:note.view", "note.view"),
];

/// Numbers that look random and are the same every time.
#[derive(Clone)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    /// For ever, in force, over, not begun.
    fn times(&mut self, now: i64) -> (Option<i64>, Option<i64>) {
        self.pick(&[(None, None), (None, None), (Some(now), Some(now + 1)), (None, Some(now)), (Some(now + 1), None)])
    }
}

fn member(number: u128) -> MemberId {
    Id::from_uuid(Uuid::from_u128(0x1000 + number))
}

fn resource(number: u128) -> ResourceId {
    Id::from_uuid(Uuid::from_u128(0x2000 + number))
}

/// The kind and the parent of each resource: projects, pages under projects, notes under pages.
fn forest() -> Vec<(u128, &'static str, Option<u128>)> {
    let projects = (0..4).map(|number| (number, "project", None));
    let pages = (4..12).map(|number| (number, "page", Some(number % 4)));
    let notes = (12..24).map(|number| (number, "note", Some(4 + number % 8)));
    projects.chain(pages).chain(notes).collect()
}

fn populate(tx: &mut WriteTx<'_>, account: AccountId, seed: u64, now: i64) -> Result<(), DbError> {
    let mut dice = Dice(seed);
    for number in 0..MEMBERS {
        // Several of the same name, so that pages end between them.
        let (name, email) = (format!("Name {}", number % 7), format!("m{number}@example.com"));
        let (id, status) = (member(number), dice.pick(&["active", "active", "active", "active", "disabled"]));
        let new = NewMember {
            member: id,
            person: None,
            status: "active",
            name: &name,
            given_name: "",
            family_name: "",
            company: "",
            fields: "{}",
            email: &email,
            email_key: &email,
            invited_until: None,
            at: now,
        };
        members::insert(tx, account, &new)?;
        tx.execute(&SET_MEMBER, &[&account, &id, &status, &(dice.roll(3) == 0)])?;
        let mut roles: BTreeMap<&str, TimedRow> = BTreeMap::new();
        for _ in 0..dice.roll(3) {
            let role = dice.pick(&ROLES);
            let (from_at, until_at) = dice.times(now);
            roles.insert(role, TimedRow { from_at, until_at, ..TimedRow::always(role, None, 1) });
        }
        members::set_roles(tx, account, id, &roles.into_values().collect::<Vec<_>>())?;
        if dice.roll(2) == 0 {
            tx.execute(&ADD_EXTRA, &[&account, &id, &"styles"])?;
            tx.execute(&ADD_MASK, &[&account, &id, &"styles"])?;
        }
        if dice.roll(2) == 0 {
            tx.execute(&ADD_MASK, &[&account, &id, &"project.style"])?;
        }
    }
    for (number, kind, parent) in forest() {
        let owner = (dice.roll(3) == 0).then(|| member(dice.roll(MEMBERS as usize) as u128));
        let new = NewResource {
            resource: resource(number),
            kind,
            parent: parent.map(resource),
            name: &format!("Thing {}", number % 5),
            external_id: None,
            owner,
            at: now,
        };
        resources::insert(tx, account, &new)?;
    }
    for _ in 0..400 {
        let (slot, value) = dice.pick(&GRANTS);
        let (from_at, until_at) = dice.times(now);
        let (who, what) = (member(dice.roll(MEMBERS as usize) as u128), resource(dice.roll(24) as u128));
        let level = GrantRow::level(who, what, value.to_owned(), None, now);
        grants::put(tx, account, &GrantRow { slot: slot.to_owned(), from_at, until_at, ..level })?;
    }
    Ok(())
}

/// Who holds what where, asked of the judge one by one: (member, resource, permission).
async fn asked(world: &World) -> BTreeSet<(MemberId, ResourceId, &'static str)> {
    let mut questions = Vec::new();
    for number in 0..MEMBERS {
        for (thing, ..) in forest() {
            questions.extend(PERMISSIONS.map(|permission| (member(number), resource(thing), permission)));
        }
    }
    let mut held = BTreeSet::new();
    for part in questions.chunks(MAX_CHECKS) {
        let checks = part.iter().map(|(member, resource, permission)| Check {
            member: Some(*member),
            permission: (*permission).to_owned(),
            place: Place::Resource(*resource),
        });
        let batch = Batch { checks: checks.collect(), ..Batch::default() };
        let decisions = check(&world.app, &world.admin.caller, world.account, batch).await.unwrap();
        assert_eq!(decisions.len(), part.len());
        held.extend(part.iter().zip(decisions).filter(|(_, decision)| decision.allowed).map(|(question, _)| *question));
    }
    held
}

fn assert_explained(ways: &[Way], what: &str) {
    assert!(!ways.is_empty(), "{what}: nobody says by what");
    let dated = |way: &Way| !matches!(way, Way::Grant { .. }) || way.given().since.is_some();
    assert!(ways.iter().all(dated), "{what}: {ways:?}");
}

/// What she reaches of a kind, page by page.
async fn reached(world: &World, member: MemberId, kind: &str, permission: Option<&str>) -> Vec<ResourceId> {
    let (mut found, mut cursor): (Vec<ResourceId>, Option<String>) = (Vec::new(), None);
    loop {
        let asked = Reach { member, kind: kind.to_owned(), permission: permission.map(str::to_owned) };
        let needed = RosterPermission::ReadMembers;
        let page = reach(&world.app, &world.admin.caller, world.account, asked, needed, cursor.as_deref(), 3);
        let page = page.await.unwrap();
        for one in page.resources {
            assert_explained(&one.ways, &format!("{member} on {}", one.row.resource));
            found.push(one.row.resource);
        }
        cursor = page.next;
        if cursor.is_none() {
            return found;
        }
    }
}

/// Who reaches it, page by page.
async fn reaching(world: &World, resource: ResourceId, permission: Option<&str>) -> Vec<MemberId> {
    let (mut found, mut cursor): (Vec<MemberId>, Option<String>) = (Vec::new(), None);
    loop {
        let asked = Reachers { place: Place::Resource(resource), permission: permission.map(str::to_owned) };
        let needed = RosterPermission::ReadMembers;
        let page = reachers(&world.app, &world.admin.caller, world.account, asked, needed, cursor.as_deref(), 3);
        let page = page.await.unwrap();
        for one in page.members {
            assert_explained(&one.ways, &format!("{} on {resource}", one.member));
            found.push(one.member);
        }
        cursor = page.next;
        if cursor.is_none() {
            return found;
        }
    }
}

/// The list of users counts what each of them reaches, masks and what they own included.
async fn counts_in_the_list(world: &World, seed: u64, held: &BTreeSet<(MemberId, ResourceId, &'static str)>) {
    let filter = MemberFilter::of_status("active");
    let page = list(&world.app, &world.admin.caller, world.account, filter, None, 200).await.unwrap();
    assert!(page.next.is_none());
    let (mut some, mut all) = (0, 0);
    for line in page.members.iter().filter(|line| line.row.member != world.admin.member) {
        for reach in &line.reach {
            let of_kind = forest().into_iter().filter(|(_, kind, _)| *kind == reach.kind).map(|it| resource(it.0));
            let holds = |it: &ResourceId| {
                PERMISSIONS.iter().any(|held_there| held.contains(&(line.row.member, *it, *held_there)))
            };
            let expected = of_kind.filter(holds).count();
            let what = format!("seed {seed}: {} of {}", line.row.member, reach.kind);
            assert_eq!(reach.count, i64::try_from(expected).unwrap(), "{what}");
            some += usize::from(!reach.all && reach.count > 0);
            all += usize::from(reach.all);
        }
    }
    assert!(some > 10 && all > 5, "seed {seed}: {some}, {all}");
}

/// The list of users, narrowed to who reaches a resource, has those in it whom the judge lets in; whoever is set to Custom is listed by
/// what they were given, too.
async fn narrowed_lists(world: &World, seed: u64, held: &BTreeSet<(MemberId, ResourceId, &'static str)>) {
    let (mut found, mut left_out) = (0, 0);
    for (thing, ..) in forest() {
        let thing = resource(thing);
        let filter = MemberFilter { resource: Some(thing), ..MemberFilter::of_status("active") };
        let matching = matching(&world.app, &world.admin.caller, world.account, filter.clone()).await.unwrap();
        let page = list(&world.app, &world.admin.caller, world.account, filter, None, 200).await.unwrap();
        assert_eq!(usize::try_from(matching).unwrap(), page.members.len(), "seed {seed}: {thing}");
        let listed: BTreeSet<MemberId> = page.members.iter().map(|line| line.row.member).collect();
        let everybody = MemberFilter::of_status("active");
        let everybody = list(&world.app, &world.admin.caller, world.account, everybody, None, 200).await.unwrap();
        for line in everybody.members.iter().filter(|line| line.row.member != world.admin.member) {
            let who = line.row.member;
            let reaches = PERMISSIONS.iter().any(|permission| held.contains(&(who, thing, *permission)));
            let is_listed = listed.contains(&who);
            assert!(is_listed || !reaches, "seed {seed}: {who} reaches {thing}, and is not listed");
            assert!(
                reaches || !is_listed || line.row.masked,
                "seed {seed}: {who} is listed, and doesn't reach {thing}"
            );
            found += usize::from(is_listed);
            left_out += usize::from(!is_listed);
        }
    }
    assert!(found > 40 && left_out > 40, "seed {seed}: {found}, {left_out}");
}

async fn compare(world: &World, seed: u64) {
    let (account, now) = (world.account, world.app.now().as_millisecond());
    world.write(move |tx| populate(tx, account, seed, now)).await;
    let held = asked(world).await;
    assert!(held.len() > 200, "seed {seed}: hardly anybody holds anything: {}", held.len());
    let of_kind = |wanted: &'static str| {
        forest().into_iter().filter(move |(_, kind, _)| *kind == wanted).map(|it| resource(it.0))
    };
    let permissions = || LISTED.into_iter().map(Some).chain([None]);
    let holds = |member, resource, permission: Option<&'static str>| match permission {
        Some(permission) => held.contains(&(member, resource, permission)),
        None => PERMISSIONS.iter().any(|permission| held.contains(&(member, resource, *permission))),
    };
    counts_in_the_list(world, seed, &held).await;
    narrowed_lists(world, seed, &held).await;
    for permission in permissions() {
        for who in (0..MEMBERS).map(member) {
            for kind in KINDS {
                let expected: BTreeSet<_> = of_kind(kind).filter(|it| holds(who, *it, permission)).collect();
                let found = reached(world, who, kind, permission).await;
                let what = format!("seed {seed}: {who} reaches {kind} {permission:?}");
                assert_eq!(found.len(), found.iter().collect::<BTreeSet<_>>().len(), "{what}: one twice");
                assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "{what}");
            }
        }
        for (thing, ..) in forest() {
            let thing = resource(thing);
            let expected: BTreeSet<_> = (0..MEMBERS).map(member).filter(|it| holds(*it, thing, permission)).collect();
            let mut found = reaching(world, thing, permission).await;
            // The founder, who asks, is none of those that were thrown.
            found.retain(|member| *member != world.admin.member);
            let what = format!("seed {seed}: who reaches {thing} {permission:?}");
            assert_eq!(found.len(), found.iter().collect::<BTreeSet<_>>().len(), "{what}: one twice");
            assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "{what}");
        }
    }
}

#[tokio::test]
async fn f23_both_lists_say_what_the_judge_says_one_by_one() {
    for world in worlds_of(&model()).await {
        for seed in [1, 2] {
            let account = world.beside_of(&model(), &format!("Account {seed}"), &format!("a{seed}@example.com")).await;
            compare(&account, seed).await;
        }
    }
}
