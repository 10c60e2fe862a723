//! How long the judge takes with warm records, and how much memory a member takes; for `cargo xtask bench`, it is no part of the
//! product. Names a model's file; what was measured is printed as JSON.
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use roster_domain::{
    access::{account_set, holds_on},
    grant::{GrantRecord, GrantWhat, Window},
    id::{Id, MemberId, ResourceId},
    member::MemberRecord,
    model::Model,
    permission::PermissionIx,
    resource::{Chain, ChainLink, KindIx},
};
use std::{
    error::Error,
    hint::black_box,
    io::Write,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How many grants the member has.
const GRANTS: u128 = 200;
/// Decisions are timed in groups of so many: one alone is shorter than reading the clock.
const GROUP: u32 = 1_000;
const GROUPS: usize = 1_001;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name a model's file")?;
    let model = Model::compile(&std::fs::read_to_string(file)?).map_err(|problems| format!("{problems:?}"))?;
    let now = jiff::Timestamp::now();
    let (way, permission) = deepest(&model).ok_or("the model has no kind of resource with levels")?;

    let mut member = MemberRecord::active(MemberId::from_uuid(Uuid::from_u128(1)));
    let chains: Vec<Chain> = (0..GRANTS).map(|number| chain(&way, number)).collect();
    let level = model.levels().next().ok_or("no levels")?.0;
    let granted = chains.iter().filter_map(|chain| chain.links.last());
    let granted = granted.map(|link| GrantRecord {
        resource: link.resource,
        what: GrantWhat::Level(level),
        window: Window::ALWAYS,
    });
    member.grants = granted.collect();

    let mut turns = chains.iter().cycle();
    let on_resource = median(|| {
        if let Some(chain) = turns.next() {
            black_box(holds_on(&model, black_box(&member), true, chain, permission, now));
        }
    });
    let in_account = median(|| {
        black_box(account_set(&model, black_box(&member), true, now));
    });
    let bytes = member.bytes();
    writeln!(
        std::io::stdout(),
        r#"{{"grants":{GRANTS},"depth":{},"on_resource_ns":{on_resource},"in_account_ns":{in_account},"member_bytes":{bytes}}}"#,
        way.len()
    )?;
    Ok(())
}

/// The longest way from a kind of resource to a root, and a permission that is held at its beginning.
fn deepest(model: &Model) -> Option<(Vec<KindIx>, PermissionIx)> {
    let way = |kind: KindIx| {
        let mut way = vec![kind];
        while let Some(parent) = way.last().and_then(|last| model[*last].parent) {
            way.push(parent);
        }
        way
    };
    let leveled = |way: &Vec<KindIx>| way.last().is_some_and(|root| !model[*root].levels.is_empty());
    let way = model.kinds().map(|(kind, _)| way(kind)).filter(leveled).max_by_key(Vec::len)?;
    let permission = model.on_kind(way[0]).iter().last()?;
    Some((way, permission))
}

fn chain(way: &[KindIx], number: u128) -> Chain {
    let link = |(height, kind): (usize, &KindIx)| ChainLink {
        resource: ResourceId::from_uuid(Uuid::from_u128((number << 8) | height as u128)),
        kind: *kind,
        owner: None,
    };
    Chain { links: way.iter().enumerate().map(link).collect() }
}

/// Nanoseconds of one.
fn median(mut decide: impl FnMut()) -> u128 {
    let mut times: Vec<Duration> = (0..GROUPS)
        .map(|_| {
            let began = Instant::now();
            (0..GROUP).for_each(|_| decide());
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[GROUPS / 2].as_nanos() / u128::from(GROUP)
}
