//! One random case, told both ways, and what must hold in each: the judge says what the naive telling says, and nobody gains
//! by a change what its maker doesn't have.

use crate::{
    common::{self, World, at},
    dice::Dice,
    naive::Naive,
    random::{Grant, Node, PEOPLE, Person, Sketch, Span, What},
};
use roster_domain::{
    access::{self, Change, Question, Verb},
    grant::{GrantRecord, GrantWhat, LevelIx, Timed, Window},
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::{PermissionIx, PermissionSet},
    resource::{Chain, ChainLink},
};

const MOMENTS: [i64; 3] = [980, 1000, 1025];

/// How many questions were asked, and how many of the answers were yes.
#[derive(Default)]
pub struct Asked {
    pub all: usize,
    pub yes: usize,
}

impl Asked {
    pub fn add(&mut self, more: &Asked) {
        self.all += more.all;
        self.yes += more.yes;
    }
}

/// A random model with people and resources, told both ways.
pub struct Case {
    pub world: World,
    pub naive: Naive,
    pub sketch: Sketch,
    /// Each resource with the way up; at the end the account itself, which is no way at all.
    pub paths: Vec<Vec<Node>>,
    pub people: Vec<Person>,
}

impl Case {
    /// `None` where the dice made a model without sense.
    pub fn new(dice: &mut Dice) -> Option<Case> {
        let sketch = dice.model();
        let world = World { model: Model::compile(&sketch.text).ok()?.into() };
        let naive = Naive(sketch.text.parse().unwrap());
        let mut paths = dice.paths(&sketch);
        let people = PEOPLE.iter().map(|name| dice.person(name, &sketch, &paths)).collect();
        paths.push(Vec::new());
        Some(Case { world, naive, sketch, paths, people })
    }

    fn record(&self, person: &Person) -> MemberRecord {
        record(&self.world, person)
    }

    pub fn chain(&self, path: &[Node]) -> Chain {
        let link = |node: &Node| ChainLink {
            resource: common::resource_id(&node.name),
            kind: self.world.model.kind(&node.kind).unwrap(),
            owner: node.owner.as_deref().map(common::member_id),
        };
        Chain { links: path.iter().map(link).collect() }
    }

    fn set(&self, record: &MemberRecord, open: bool, path: &[Node], moment: i64) -> PermissionSet {
        match path {
            [] => access::account_set(&self.world.model, record, open, at(moment)),
            _ => access::resource_set(&self.world.model, record, open, &self.chain(path), at(moment)),
        }
    }

    /// All that can be asked of it.
    pub fn everything(&self, dice: &mut Dice) -> Asked {
        let mut asked = self.decisions();
        asked.add(&self.acts());
        for _ in 0..4 {
            self.change(dice);
        }
        asked
    }

    /// Who may what, everywhere and at each moment.
    pub fn decisions(&self) -> Asked {
        let mut asked = Asked::default();
        for (turn, person) in self.people.iter().enumerate() {
            let record = self.record(person);
            for moment in MOMENTS {
                let open = moment != MOMENTS[0] || turn % 2 == 0;
                for path in &self.paths {
                    let set = self.set(&record, open, path, moment);
                    for id in &self.sketch.permissions {
                        let (permission, text) = (self.world.permission(id), &self.sketch.text);
                        let says = set.contains(permission);
                        let shown = || format!("{id} at {moment} on {path:?} for {person:#?} in\n{text}");
                        assert_eq!(says, self.naive.has(person, open, path, id, moment), "{}", shown());
                        if asked.all.is_multiple_of(16) {
                            self.explained((&record, open), path, permission, moment, says, &shown);
                        }
                        asked.all += 1;
                        asked.yes += usize::from(says);
                    }
                }
            }
        }
        asked
    }

    /// The explanation of a decision says the same, and why.
    fn explained(
        &self,
        (record, open): (&MemberRecord, bool),
        path: &[Node],
        permission: PermissionIx,
        moment: i64,
        says: bool,
        shown: &dyn Fn() -> String,
    ) {
        let chain = self.chain(path);
        let question = Question { permission, chain: (!path.is_empty()).then_some(&chain) };
        let told = access::explain(&self.world.model, record, open, question, at(moment));
        assert_eq!(told.holds, says, "explained: {}", shown());
        assert!(!says || !told.because.is_empty(), "no reason for a yes: {}", shown());
        assert!(says || told.because.is_empty() || !told.taken.is_empty(), "no reason: {}", shown());
    }

    /// Who may act on whom.
    pub fn acts(&self) -> Asked {
        let mut asked = Asked::default();
        for (actor, target) in
            self.people.iter().flat_map(|actor| self.people.iter().map(move |target| (actor, target)))
        {
            let records = (self.record(actor), self.record(target));
            for (moment, verb) in MOMENTS.into_iter().flat_map(|moment| Verb::ALL.map(|verb| (moment, verb))) {
                let words = words_of(verb);
                let expected = self.naive.acts(actor, target, words, moment);
                let says = access::may_act_on(&self.world.model, &records.0, verb, &records.1, at(moment)).is_ok();
                let text = &self.sketch.text;
                assert_eq!(says, expected, "{verb:?} at {moment}: {actor:#?} {target:#?}\n{text}");
                asked.all += 1;
                asked.yes += usize::from(expected);
            }
        }
        asked
    }

    /// A random change to somebody, made by somebody. F03: what anyone has afterwards and had not before, the giver has, there
    /// and then. How much was gained; `None` where the change is refused.
    pub fn change(&self, dice: &mut Dice) -> Option<usize> {
        let model = &self.world.model;
        let (giver, before) = (dice.pick(&self.people).clone(), dice.pick(&self.people).clone());
        let before = Person { status: "active", ..before };
        let resources = &self.paths[..self.paths.len() - 1];
        let after = dice.changed(&before, &self.sketch, resources);
        let invited = dice.chance(20);
        // Only what the contract asks for: the resources on which somebody has something.
        let touched = |node: &Node| {
            let granted = |person: &Person| person.grants.iter().any(|grant| grant.resource == node.name);
            let owned = node.owner.as_ref().is_some_and(|owner| [&giver.name, &before.name].contains(&owner));
            owned || [&giver, &before, &after].into_iter().any(granted)
        };
        let chains: Vec<_> = resources.iter().filter(|path| touched(&path[0])).map(|path| self.chain(path)).collect();
        let [from, to, by] = [&before, &after, &giver].map(|person| self.record(person));
        let change = Change { before: (!invited).then_some(&from), after: &to, chains: &chains };
        access::may_give(model, &by, &change, at(1000)).ok()?;
        let mut gains = 0;
        for moment in [1000, 1005, 1015, 1025, 1035] {
            for path in &self.paths {
                // `decisions` is the reason to believe these sets. Roster's own permissions that are held in the account
                // count on every resource that one sees.
                let counts = |record: &MemberRecord| {
                    let set = self.set(record, true, path, moment);
                    match self.chain(path).kind().filter(|_| !set.is_empty()) {
                        Some(kind) => set.union(&self.set(record, true, &[], moment).intersection(model.on_kind(kind))),
                        None => set,
                    }
                };
                let had = if invited { PermissionSet::new() } else { counts(&from) };
                let gained = self.set(&to, true, path, moment).difference(&had);
                gains += gained.len();
                let missing = self.world.ids(&gained.difference(&counts(&by)));
                assert!(
                    missing.is_empty(),
                    "{missing:?} at {moment} on {path:?}, invited {invited}\n\
                     by {giver:#?}\nfrom {before:#?}\nto {after:#?}\n{}",
                    self.sketch.text
                );
            }
        }
        Some(gains)
    }
}

/// A person as the judge knows them.
pub fn record(world: &World, person: &Person) -> MemberRecord {
    let model = &world.model;
    let window = |span: &Span| Window { from: span.0.map(at), until: span.1.map(at) };
    let grant = |grant: &Grant| GrantRecord {
        resource: common::resource_id(&grant.resource),
        what: match &grant.what {
            What::Level(level) => GrantWhat::Level(model.level(level).unwrap_or(LevelIx::GONE)),
            What::Role(role) => GrantWhat::Role(model.project_role(model.kind(&grant.kind).unwrap(), role).unwrap()),
            What::Permission(permission) => GrantWhat::Permission(world.permission(permission)),
        },
        window: window(&grant.span),
    };
    let mask = |listed: &Vec<String>| model.mask(listed.iter().map(|id| world.permission(id)));
    MemberRecord {
        member: common::member_id(&person.name),
        status: MemberStatus::from_code(person.status).unwrap(),
        roles: person.roles.iter().map(|(id, span)| Timed { what: world.role(id), window: window(span) }).collect(),
        extras: person
            .extras
            .iter()
            .map(|(id, span)| Timed { what: world.permission(id), window: window(span) })
            .collect(),
        mask: person.mask.as_ref().map(mask),
        grants: person.grants.iter().map(grant).collect(),
        withheld: Default::default(),
        own_role: None,
    }
}

/// The words by which the naive telling knows a verb: what it needs, the key of a role, the key of the model.
pub fn words_of(verb: Verb) -> [&'static str; 3] {
    match verb {
        Verb::Edit => ["roster.edit_members", "edits", "edit_only"],
        Verb::ChangeRoles | Verb::ChangePermissions => ["roster.change_roles", "edits", "edit_only"],
        Verb::ChangeAccess => ["roster.change_access", "changes_access", "edit_only"],
        Verb::Disable | Verb::Archive | Verb::Delete => ["roster.remove_members", "removes", "remove_only"],
        Verb::Restore => ["roster.restore_members", "removes", ""],
        Verb::Resend | Verb::Withdraw => ["roster.invite", "not_above", ""],
        Verb::ActAs => ["roster.act_as", "below", "act_as_only"],
    }
}
