//! The laws: what holds after every step, whatever it was.

use crate::{
    accounts::{Account, Simulation},
    facts::Place,
    steps::{Step, missing},
};
use roster_app::{
    Actor, Caller, Failure, Outcome,
    access::check::{self, Batch, Check},
    accounts,
    audit::verify::Verdict,
    keys::create::KeyOwner,
    members::list,
    resources, token,
};
use roster_domain::{
    id::{ActingId, Id, MemberId, ResourceId},
    lifecycle::{TABLE, Transition},
    member::MemberStatus,
    refusal::Refusal,
};
use roster_store::{
    DbError, ReadTx,
    acting::{self, ActingRow},
    api_keys,
    events::EventRow,
    invitations, members, sql, statements,
};
use std::collections::{BTreeMap, BTreeSet};

statements! {
    // What stands in the tables of an account, as numbers that move with every change.
    FINGERPRINT = "select \
        (select count(*) from members where account_id = $1), \
        (select cast(coalesce(sum(version), 0) as bigint) from members where account_id = $1), \
        (select count(*) from grants where account_id = $1), \
        (select cast(coalesce(sum(version), 0) as bigint) from resources where account_id = $1), \
        (select count(*) from resources where account_id = $1), \
        (select cast(coalesce(sum(generation), 0) as bigint) from invitations where account_id = $1), \
        (select count(*) from invitations where account_id = $1 and state = 'open'), \
        (select cast(coalesce(sum(asked_at), 0) as bigint) from invitations where account_id = $1), \
        (select count(*) from api_keys where account_id = $1), \
        (select count(*) from api_keys where account_id = $1 and revoked_at is not null), \
        (select count(*) + count(ended_at) from acting_sessions where account_id = $1) \
            + (select count(*) + count(closed_at) from transfers where account_id = $1) \
            + (select version from accounts where account_id = $1) \
            + (select cast(coalesce(sum(total + done + unchanged + refused), 0) as bigint) from jobs where account_id = $1), \
        (select event_seq from account_heads where account_id = $1)";
    MAILS_NOT_DUE = "select count(*) from outbox o where account_id = $1 and state in ('queued', 'sending') \
        and not exists (select 1 from due d where d.account_id = $1 and d.kind = 'mail' and d.id = o.mail_id)";
    INVITATIONS_NOT_DUE = "select count(*) from invitations i where account_id = $1 and state = 'open' and told <> '' \
        and not exists (select 1 from due d where d.account_id = $1 and d.kind = 'invitation_expiry' and d.id = i.invitation_id)";
    OFFERS_NOT_DUE = "select count(*) from transfers t where account_id = $1 and state = 'open' \
        and not exists (select 1 from due d where d.account_id = $1 and d.kind = 'transfer_end' and d.id = t.transfer_id)";
    DUE_FOR_NOTHING = "select count(*) from due d where account_id = $1 and kind = 'invitation_expiry' \
        and not exists (select 1 from invitations i where i.account_id = $1 and i.invitation_id = d.id and i.state = 'open')";
}
sql!(OUTCOMES_WITH_ADDRESS, "select count(*) from idempotency where account_id = $1 and outcome like '%@%'");

/// An account in numbers, and the number of its newest event.
type State = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);

/// All numbers but the newest event's.
fn without_seq(state: State) -> impl PartialEq {
    let (a, b, c, d, e, f, g, h, i, j, k, _) = state;
    [a, b, c, d, e, f, g, h, i, j, k]
}

/// What someone may: in the account (`None`), and on each resource they see.
type Sets = BTreeMap<Option<ResourceId>, BTreeSet<String>>;

/// Kinds of event that may stand alone: nothing of the account changed with them, but maybe a mail was written.
const ALONE: [&str; 3] = ["attempt_denied", "invitation_refused", "invitation_reminded"];

/// How things stood before a step.
pub struct Before {
    states: [State; 2],
    place: Option<Place>,
    target: Option<(MemberId, Sets)>,
    giver: Sets,
    /// Of whom a step of life is taken: the status, and all that is noted of what they were given.
    noted: Option<(MemberId, MemberStatus, String)>,
    /// How many mails were queued.
    mails: i64,
}

impl Before {
    /// The place of whoever takes the step.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The status of whom a step of life is taken.
    pub fn status(&self) -> Option<MemberStatus> {
        self.noted.as_ref().map(|(_, status, _)| *status)
    }

    pub fn mails(&self) -> i64 {
        self.mails
    }

    pub fn seq(&self, here: usize) -> i64 {
        self.states[here].11
    }
}

impl Account {
    async fn acting_row(&self, acting: ActingId) -> ActingRow {
        let account = self.world.account;
        self.world.read(move |tx| acting::by_id(tx, account, acting)).await.expect("it began here")
    }

    async fn count(&self, sql: &'static roster_store::Sql) -> i64 {
        let account = self.world.account;
        self.world.read(move |tx| tx.one::<(i64,)>(sql, &[&account])).await.0
    }

    /// The status of a member, and all that is noted of what they were given.
    async fn noted(&self, member: MemberId) -> (MemberId, MemberStatus, String) {
        let person = self.world.person(member).await.expect("a member");
        let status = MemberStatus::from_code(&self.world.row(member).await.status).expect("a status");
        let mut grants: Vec<String> = person.grants.iter().map(|grant| format!("{grant:?}")).collect();
        grants.sort_unstable();
        (member, status, format!("{:?} {:?} {:?} {grants:?}", person.roles, person.extras, person.mask))
    }

    /// All that a caller may; nothing where they have no place.
    async fn sets(&self, by: &Caller) -> Sets {
        let by = Caller::new(by.actor, by.origin.clone());
        let (app, account) = (&self.world.app, self.world.account);
        let here = match accounts::enter::enter(app, &by, account).await {
            Ok(here) => here,
            Err(Failure::Refused(
                Refusal::NotFound | Refusal::NotSignedIn | Refusal::ActingOver | Refusal::NotWhileActing,
            )) => return Sets::new(),
            Err(other) => panic!("{other:?}"),
        };
        let in_account = here.permissions.iter().map(|permission| here.model[permission].id.to_string());
        let mut sets = Sets::from([(None, in_account.collect())]);
        for visible in resources::choose::choices(app, &by, account, 1_000).await.unwrap() {
            sets.insert(Some(visible.row.resource), visible.permissions.into_iter().collect());
        }
        sets
    }

    /// What the oracle says that someone may in the account, or on a resource.
    fn oracle_says(&self, place: &Place, path: &[crate::facts::Node], permission: &str) -> bool {
        let now = self.world.now().as_millisecond();
        let written = |listed: &Vec<String>| listed.iter().any(|one| self.oracle.includes(one, permission));
        if let Some(fixed) = &place.fixed {
            // Roster's own are held in the account, as with roles.
            let on = path.first().map(|node| fixed.on.get(&node.kind).filter(|_| !permission.starts_with("roster.")));
            return on.map_or(Some(&fixed.account), |on| on).is_some_and(written);
        }
        let has = |person| self.oracle.has(person, true, path, permission, now);
        has(&place.person) && place.behind.as_ref().is_none_or(has) && place.written.as_ref().is_none_or(written)
    }
}

/// What is in `after`, was not in `before`, and is not in `held`.
fn gained_beyond(before: &Sets, after: &Sets, held: &Sets) -> Vec<String> {
    let nothing = BTreeSet::new();
    let of = |sets: &Sets, place: &Option<ResourceId>| sets.get(place).unwrap_or(&nothing).clone();
    let beyond = after.iter().flat_map(|(place, set)| {
        let known = &of(before, place) | &of(held, place);
        let beyond = set - &known;
        beyond.into_iter().map(move |permission| format!("{permission} on {place:?}"))
    });
    beyond.collect()
}

impl Simulation {
    /// Both accounts, and how many keepers each has.
    async fn states(&self) -> [(State, usize); 2] {
        let [one, two] = &self.accounts;
        let (ids, role, now) = ([one.world.account, two.world.account], one.keeper(), one.world.now().as_millisecond());
        let state = move |tx: &mut ReadTx<'_>, account| {
            let keepers = members::keepers(tx, account, &role, now, 1)?.len();
            Ok::<_, DbError>((tx.one::<State>(&FINGERPRINT, &[&account])?, keepers))
        };
        one.world.read(move |tx| Ok([state(tx, ids[0])?, state(tx, ids[1])?])).await
    }

    pub async fn before(&self, here: usize, by: &Caller, step: &Step) -> Before {
        let account = &self.accounts[here];
        let (mut target, mut noted) = (None, None);
        if let Some(member) = step.target().filter(|_| step.of_life().is_some())
            && self.accounts[here].members.contains(&member)
        {
            noted = Some(account.noted(member).await);
        }
        if let Step::TakeOffer { offer, .. } = step
            && let Some(who) = self.who(account.world.row(offer.to).await.person)
        {
            target = Some((offer.to, account.sets(&who.caller).await));
        }
        if let Step::SetRole { member, .. }
        | Step::SetAccess { member, .. }
        | Step::Disable { member }
        | Step::Archive { member }
        | Step::Delete { member }
        | Step::Enable { member }
        | Step::Restore { member } = step
            && self.accounts[here].members.contains(member)
            && let Some(who) = self.who(account.world.row(*member).await.person)
        {
            target = Some((*member, account.sets(&who.caller).await));
        }
        let giver = match step {
            // What goes over with a role was its holder's.
            Step::TakeOffer { offer, .. } => account.sets(&offer.from).await,
            _ if target.is_some() => account.sets(by).await,
            _ => Sets::new(),
        };
        Before {
            states: self.states().await.map(|(state, _)| state),
            place: account.world.place(by).await,
            target,
            giver,
            noted,
            mails: account.mails().await,
        }
    }

    pub async fn after(&mut self, here: usize, by: &Caller, step: &Step, before: Before, outcome: &Outcome<bool>) {
        let two = matches!(step, Step::Sweep | Step::Mail { .. } | Step::CloseForAWhile { .. });
        let states = self.states().await;
        for (number, (account, (state, keepers))) in self.accounts.iter().zip(states).enumerate() {
            let (before, seq) = (before.states[number], before.states[number].11);
            let changed = without_seq(before) != without_seq(state);
            let log = if state.11 == seq { Vec::new() } else { account.world.log_after(seq).await };
            let told = log.iter().any(|event| !ALONE.contains(&event.kind.as_str()));
            assert_eq!(changed, told, "a change without an event, or an event without a change: {log:?}");
            assert!(number == here || two || log.is_empty(), "the other account was changed: {log:?}");
            if let (true, Actor::Acting { acting, .. }) = (number == here && !step.is_somebody_elses(), by.actor) {
                let row = account.acting_row(acting).await;
                let both = |event: &EventRow| {
                    event.kind == "acting_ended"
                        || (event.actor_id, event.on_behalf_of) == (Some(row.actor.uuid()), Some(row.member.uuid()))
                };
                assert!(two || log.iter().all(both), "an event under acting names both: {log:?}");
            }
            let denied = log.iter().any(|event| event.kind == "attempt_denied");
            let each_for_itself = matches!(step, Step::Bulk { .. });
            assert!(!denied || outcome.is_err() || each_for_itself, "done, and told as denied");
            assert_eq!(keepers, 1, "nobody keeps the account");
        }
        self.mails_demanded(here, step, &before, outcome).await;
        self.authority(here, step, &before, outcome).await;
        self.gains(here, by, step, &before, outcome).await;
        self.life(here, step, &before, outcome).await;
        let goes = matches!(step, Step::Disable { .. } | Step::Archive { .. } | Step::Delete { .. });
        match goes && self.dice.percent(70) {
            true => self.brought_back(here, by, step, &before, outcome).await,
            false if matches!(step, Step::TakeOffer { .. }) => {}
            false => self.undone(here, by, &before, outcome).await,
        }
        self.questions(here).await;
        self.actings(here).await;
    }

    /// The table of states is kept; what was given stays noted whatever way somebody goes or comes, and who is out has nothing from
    /// the very next question on.
    async fn life(&self, here: usize, step: &Step, before: &Before, outcome: &Outcome<bool>) {
        let (Ok(false), Some((member, from, had)), Some(life)) = (outcome, &before.noted, step.of_life()) else {
            return;
        };
        let account = &self.accounts[here];
        let (_, to, has) = account.noted(*member).await;
        let line =
            |line: &Transition| line.step == life && line.from.status() == Some(*from) && line.to.status() == Some(to);
        assert!(TABLE.iter().any(line), "{life:?} leads from {from:?} to {to:?}");
        assert_eq!(*had, has, "{life:?} took or gave something");
        let person = account.world.row(*member).await.person;
        if to != MemberStatus::Active
            && let Some(who) = self.who(person)
        {
            assert!(account.sets(&who.caller).await.is_empty(), "{to:?}, and has something");
            self.nothing_left(here, *member).await;
        }
    }

    /// The keys of who is out, and whoever acts as them or for them, have nothing from the very next request on.
    async fn nothing_left(&self, here: usize, member: MemberId) {
        let account = &self.accounts[here];
        let id = account.world.account;
        for (key, caller) in &account.keys {
            let key = *key;
            let row = account.world.read(move |tx| api_keys::by_id(tx, id, key)).await;
            if row.is_some_and(|row| row.is_of(Some(member))) {
                assert!(account.sets(caller).await.is_empty(), "a key of somebody who is out has something");
            }
        }
        for caller in &account.actings {
            let Actor::Acting { acting, .. } = caller.actor else { panic!("{caller:?}") };
            let row = account.acting_row(acting).await;
            if row.member == member || row.actor == member {
                assert!(account.sets(caller).await.is_empty(), "acting goes on, and one of them is out");
            }
        }
    }

    /// Whoever was put out and is brought back at once has exactly the former rights.
    async fn brought_back(&mut self, here: usize, by: &Caller, step: &Step, before: &Before, outcome: &Outcome<bool>) {
        let (Ok(false), Some((member, had))) = (outcome, &before.target) else { return };
        if before.status() != Some(MemberStatus::Active) {
            return;
        }
        let (world, by) = (&self.accounts[here].world, Caller::new(by.actor, by.origin.clone()));
        let back = match step {
            Step::Disable { .. } => world.enable(&by, *member).await.map(|_| ()),
            Step::Archive { .. } | Step::Delete { .. } => world.restore(&by, *member).await.map(|_| ()),
            _ => return,
        };
        let row = world.row(*member).await;
        match back {
            Ok(()) if row.status == "active" => {
                let who = self.who(row.person).expect("still a person").caller.clone();
                assert_eq!(self.accounts[here].sets(&who).await, *had, "brought back, and not as before");
                self.seen_back += 1;
            }
            // Asked first; or whoever put them out may not bring them back.
            Ok(()) | Err(Failure::Refused(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Acting as somebody is good exactly as long as it wasn't ended, the hour isn't over, both are in, and the one may act as the other.
    async fn actings(&mut self, here: usize) {
        let Some(by) = self.dice.maybe(&self.accounts[here].actings).cloned() else { return };
        let account = &self.accounts[here];
        let Actor::Acting { acting, .. } = by.actor else { panic!("{by:?}") };
        let (row, now) = (account.acting_row(acting).await, account.world.now().as_millisecond());
        let actor = account.world.person(row.actor).await.expect("a member");
        let target = account.world.person(row.member).await.expect("a member");
        let may = actor.status == "active"
            && target.status == "active"
            && account.oracle.acts(&actor, &target, ["roster.act_as", "below", "act_as_only"], now);
        let lives = row.ended_at.is_none() && now < row.expires_at && may;
        let judged = match accounts::enter::enter(&account.world.app, &by, account.world.account).await {
            Ok(_) => true,
            Err(Failure::Refused(Refusal::ActingOver)) => false,
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(judged, lives, "{row:?}");
        self.seen_acting[usize::from(lives)] += 1;
    }

    /// What was done may be done, and what was refused for want of a permission lacked it: the oracle agrees.
    async fn authority(&self, here: usize, step: &Step, before: &Before, outcome: &Outcome<bool>) {
        let account = &self.accounts[here];
        let now = account.world.now().as_millisecond();
        let says = |path: &[_], permission: &str| {
            before.place.as_ref().is_some_and(|place| account.oracle_says(place, path, permission))
        };
        if let Some((permission, acts)) = step.needs() {
            assert!(outcome.is_err() || says(&[], permission), "done without {permission}");
            if missing(outcome) == Some(permission) {
                assert!(!says(&[], permission), "refused in spite of {permission}");
            }
            if let (Ok(false), Some([word, only]), Some(target), Some(place)) =
                (outcome, acts, step.target(), &before.place)
                && !matches!(
                    step,
                    Step::SetRole { .. } | Step::Delete { .. } | Step::Disable { .. } | Step::Archive { .. }
                )
            {
                let target = account.world.person(target).await.expect("a member");
                assert!(account.oracle.acts(&place.person, &target, [permission, word, only], now), "beyond the rank");
            }
        }
        if let Some((resource, permission)) = step.needs_on() {
            let path = account.world.path(resource).await;
            let may = !path.is_empty() && says(&path, permission);
            assert!(outcome.is_err() || may, "done without {permission}");
            assert!(missing(outcome) != Some(permission) || !may, "refused in spite of {permission}");
        }
    }

    /// F03: whatever somebody gained, the one who gave it held.
    async fn gains(&self, here: usize, by: &Caller, step: &Step, before: &Before, outcome: &Outcome<bool>) {
        let account = &self.accounts[here];
        if outcome.is_err() {
            return;
        }
        if let Some((member, had)) = &before.target {
            let who = self.who(account.world.row(*member).await.person).expect("still a person");
            let beyond = gained_beyond(had, &account.sets(&who.caller).await, &before.giver);
            assert!(beyond.is_empty(), "{:?} gave {beyond:?}", by.actor);
        }
        if let (Step::MakeKey { owner: KeyOwner::Account, .. }, Ok(false)) = (step, outcome) {
            let (_, key) = account.keys.last().expect("it was made");
            let beyond = gained_beyond(&Sets::new(), &account.sets(key).await, &account.sets(by).await);
            assert!(beyond.is_empty(), "the maker of a key does not hold {beyond:?}");
        }
        if let Step::Accept { link } | Step::AcceptAs { link, .. } = step {
            let token = token::InvitationToken::decode(&link.token).expect("it was good");
            let id = account.world.account;
            let row = account.world.read(move |tx| invitations::by_id(tx, id, token.invitation)).await.unwrap();
            assert_eq!(row.state, "accepted");
            let joined = self.who(account.world.row(row.member).await.person).expect("a person");
            let Some(inviter) = row.invited_by else { return };
            let inviter = self.who(account.world.row(inviter).await.person).expect("a person");
            let (has, held) = (account.sets(&joined.caller).await, account.sets(&inviter.caller).await);
            let beyond = gained_beyond(&Sets::new(), &has, &held);
            assert!(beyond.is_empty(), "the inviter does not hold {beyond:?}");
        }
    }

    /// Undoing gives back exactly the former rights, and undoing that the later ones.
    async fn undone(&mut self, here: usize, by: &Caller, before: &Before, outcome: &Outcome<bool>) {
        let (Ok(false), Some((member, had))) = (outcome, &before.target) else { return };
        if !self.dice.percent(30) {
            return;
        }
        let account = &self.accounts[here];
        let by = Caller::new(by.actor, by.origin.clone());
        let who = self.who(account.world.row(*member).await.person).expect("still a person").caller.clone();
        let has = account.sets(&who).await;
        let mut seq = account.world.seq().await;
        if seq == before.seq(here) {
            // Nothing was changed: the newest event is of something else.
            return;
        }
        for expected in [had, &has] {
            match account.world.undo(&by, seq).await {
                Ok(done) => seq = done.undo.expect("it can be undone in turn"),
                // Nothing was changed, or whoever did it may not take it back.
                Err(Failure::Refused(_)) => return,
                Err(other) => panic!("{other:?}"),
            }
            assert_eq!(account.sets(&who).await, *expected, "undone, and not as before");
        }
    }

    /// The judge agrees with the oracle, about somebody and something.
    pub async fn questions(&mut self, here: usize) {
        let who = self.dice.pick(&self.people).caller.clone();
        let who = match self.dice.maybe(&self.accounts[here].keys) {
            Some((_, key)) if self.dice.percent(30) => key.clone(),
            _ => who,
        };
        let resource = self.dice.maybe(&self.accounts[here].resources).copied();
        let account = &self.accounts[here];
        let permissions: Vec<String> =
            account.world.model.permissions().map(|(_, permission)| permission.id.to_string()).collect();
        let permission = self.dice.pick(&permissions).clone();
        let (place, account) = (account.world.place(&who).await, &self.accounts[here]);
        let Some(resource) = resource.filter(|_| self.dice.percent(80)) else {
            let judged = account.sets(&who).await.get(&None).is_some_and(|set| set.contains(&permission));
            let told = place.is_some_and(|place| account.oracle_says(&place, &[], &permission));
            assert_eq!(judged, told, "{permission} for {:?}", who.actor);
            return;
        };
        let path = account.world.path(resource).await;
        let judged = match resources::list::show(&account.world.app, &who, account.world.account, resource).await {
            Ok(visible) => visible.permissions.contains(&permission),
            Err(Failure::Refused(Refusal::NotFound | Refusal::NotSignedIn)) => false,
            Err(other) => panic!("{other:?}"),
        };
        let told = !path.is_empty() && place.is_some_and(|place| account.oracle_says(&place, &path, &permission));
        assert_eq!(judged, told, "{permission} on {resource:?} for {:?}", who.actor);
        self.asked_by_themself(here, &who, resource, &permission, told).await;
    }

    /// The same as a product would ask: from memory, if nothing has happened for a moment. The clock stands: so whatever was
    /// changed before has to be known at once.
    async fn asked_by_themself(&self, here: usize, who: &Caller, resource: ResourceId, permission: &str, told: bool) {
        let (app, account) = (&self.accounts[here].world.app, self.accounts[here].world.account);
        let who = Caller::new(who.actor, who.origin.clone());
        let Actor::Person { person, .. } = who.actor else { return };
        // Roster's own count on a resource also where they are held in the account.
        if permission.starts_with("roster.") {
            return;
        }
        let member = self.accounts[here].world.read(move |tx| members::by_person(tx, account, person)).await;
        let check = Check {
            member: member.map(|row| row.member),
            permission: permission.to_owned(),
            place: check::Place::Resource(resource),
        };
        for _ in 0..2 {
            let batch = Batch { checks: vec![check.clone()], ..Batch::default() };
            match check::check(app, &who, account, batch).await {
                Ok(decisions) => assert_eq!(decisions[0].allowed, told, "{check:?}: {decisions:?}"),
                Err(Failure::Refused(Refusal::NotFound | Refusal::Forbidden { .. })) => assert!(!told, "{check:?}"),
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    /// What is too dear to be looked at after every step.
    pub async fn now_and_then(&mut self) {
        if self.done.is_multiple_of(50) {
            self.at_rest().await;
            let here = self.dice.below(2);
            self.whole_picture(here).await;
        }
        if self.done.is_multiple_of(1_000) {
            self.verify().await;
        }
    }

    /// Nothing is left that nobody will look for.
    async fn at_rest(&self) {
        for account in &self.accounts {
            assert_eq!(account.count(&MAILS_NOT_DUE).await, 0, "a queued mail that nobody will look for");
            assert_eq!(account.count(&INVITATIONS_NOT_DUE).await, 0, "an invitation that never runs out");
            assert_eq!(account.count(&OFFERS_NOT_DUE).await, 0, "an offer of a role that never runs out");
            assert_eq!(account.count(&DUE_FOR_NOTHING).await, 0, "something runs out that is not open");
            assert_eq!(account.count(&OUTCOMES_WITH_ADDRESS).await, 0, "an address in a kept outcome");
        }
    }

    async fn verify(&self) {
        for account in &self.accounts {
            let verdict = account.world.verdict().await;
            assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
        }
    }

    pub async fn finish(&mut self) {
        self.verify().await;
        self.at_rest().await;
        assert_eq!(self.states().await.map(|(_, keepers)| keepers), [1, 1], "nobody keeps the account");
        for here in [0, 1] {
            self.whole_picture(here).await;
        }
    }

    /// Everybody in the account: who is not active has nothing; for one of them, everything the judge says is what the oracle
    /// says; and for some, the list counts what they reach.
    async fn whole_picture(&mut self, here: usize) {
        let chosen = self.dice.below(self.people.len());
        let account = &self.accounts[here];
        let paths = account.world.paths().await;
        for (number, who) in self.people.iter().enumerate() {
            let place = account.world.place(&who.caller).await;
            let place = place.filter(|place| place.person.status == "active");
            if place.is_some() && number != chosen {
                continue;
            }
            let sets = account.sets(&who.caller).await;
            let Some(place) = place else {
                assert!(sets.is_empty(), "{} has something: {sets:?}", who.email);
                continue;
            };
            let permissions = account.world.model.permissions().map(|(_, permission)| permission.id.to_string());
            let permissions: Vec<String> = permissions.collect();
            for (resource, path) in &paths {
                let told = permissions.iter().filter(|id| account.oracle_says(&place, path, id)).cloned();
                let told: BTreeSet<String> = told.collect();
                assert_eq!(sets.get(&Some(*resource)).cloned().unwrap_or_default(), told, "on {resource:?}");
            }
        }
        self.reach(here, &paths).await;
    }

    async fn reach(&mut self, here: usize, paths: &[(ResourceId, Vec<crate::facts::Node>)]) {
        let account = &self.accounts[here];
        let keeper = account.world.row(account.keepers().await[0]).await.person;
        let keeper = self.who(keeper).expect("a person").caller.clone();
        let page = list::list(&account.world.app, &keeper, account.world.account, Default::default(), None, 200);
        let members = page.await.unwrap().members;
        let line = self.dice.pick(&members).clone();
        let account = &self.accounts[here];
        let mut person = account.world.person(line.row.member).await.expect("a member");
        // Lists also show what those will reach who are not in yet.
        person.status = "active";
        let place = Place { person, written: None, behind: None, fixed: None };
        for reach in &line.reach {
            // A site counts for whoever sees it.
            let seen = paths.iter().filter(|(_, path)| {
                let sees = |id: &str| account.oracle_says(&place, path, id);
                path[0].kind == reach.kind && (sees("project.view") || sees("site.view"))
            });
            assert_eq!(reach.count, i64::try_from(seen.count()).expect("it fits"), "{} of {place:?}", reach.kind);
        }
    }
}
