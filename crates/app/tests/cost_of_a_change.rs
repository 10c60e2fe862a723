//! What one change costs does not depend on how many members the account has: counted in steps of SQLite's machine, which are the
//! same on every machine. In a file of its own, because the steps of all tests of a process are counted together.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

#[allow(unused_imports, reason = "this file uses a part of it")]
mod support;

use roster_app::{
    invitations::create::Invited,
    members::list::{self, MemberFilter},
};
use roster_domain::id::MemberId;
use roster_store::db::steps_of_sqlite;
use support::{RO, RW, preset, sqlite};

const FEW: usize = 60;
const MANY: usize = 2_000;

/// What each of some changes costs.
async fn costs(members: usize) -> Vec<(&'static str, u64)> {
    let world = sqlite(preset(), 7).await;
    let by = world.admin.caller.clone();
    let project = world.project("Harbour").await;
    let known = world.another_admin("bo@example.com").await.member;
    let mut invited: Vec<MemberId> = Vec::new();
    for first in (0..members).step_by(1_000) {
        let lines: String = (first..members.min(first + 1_000)).map(|n| format!("p{n:05}@example.com\n")).collect();
        let lines = world.invite_lines(&by, &lines, "user", &[(project, RO)]).await.unwrap().value;
        invited.extend(lines.into_iter().filter_map(|line| match line.outcome {
            Invited::Invited { member, .. } => Some(member),
            _ => None,
        }));
    }
    assert_eq!(invited.len(), members);
    let middle = invited[members / 2];
    // Once to warm up: what is remembered is remembered.
    let mut costs = Vec::new();
    for _ in 0..2 {
        costs.clear();
        costs.push(("look", cost(list::list(&world.app, &by, world.account, MemberFilter::default(), None, 50)).await));
        costs.push(("role", cost(world.set_role(&by, middle, "admin")).await));
        costs.push(("role", cost(world.set_role(&by, middle, "user")).await));
        costs.push(("access", cost(world.set_accesses(&by, middle, &[(project, RW)])).await));
        costs.push(("access", cost(world.set_accesses(&by, middle, &[(project, RO)])).await));
        costs.push(("edit", cost(world.edit(&by, known, "a note")).await));
        costs.push(("edit", cost(world.edit(&by, known, "another note")).await));
        costs.push(("send again", cost(world.send_again(&by, middle)).await));
    }
    costs.push(("invite", cost(world.invite("late@example.com", "user", &[(project, RO)])).await));
    costs.push(("withdraw", cost(world.withdraw(&by, middle)).await));
    costs.push(("remove", cost(world.delete(&by, known)).await));
    costs
}

async fn cost<T>(change: impl Future<Output = T>) -> u64 {
    let before = steps_of_sqlite();
    change.await;
    steps_of_sqlite() - before
}

#[tokio::test]
async fn one_change_costs_the_same_however_many_members_there_are() {
    let (few, many) = (costs(FEW).await, costs(MANY).await);
    eprintln!("{FEW} members: {few:?}\n{MANY} members: {many:?}");
    for ((what, few), (_, many)) in few.iter().zip(&many) {
        // A tree of more rows is a level deeper, here and there a page is split.
        assert!(*many <= few + few / 10 + 40, "{what}: {few} steps with {FEW} members, {many} with {MANY}");
    }
}
