//! What happens in a made-up account: who joins, what changes, who leaves, and who never answers.
//!
//! The plan knows the model, not its name: roles, levels and lifetimes are asked for, so it fits any model.

use super::{
    names,
    names::Person,
    places,
    shared::{self, Deed},
};
use jiff::SignedDuration;
use roster_app::clock::{Entropy, SeededEntropy};
use roster_domain::{
    model::{Leaving, Model},
    permission::RosterPermission,
    role::RoleIx,
};

/// How many people are in one account.
const PEOPLE: usize = 42;
/// Sizes in which those who join are invited.
const JOIN: [usize; 10] = [3, 1, 5, 2, 4, 1, 3, 2, 2, 2];

/// One made-up account, before it is told.
pub struct Plan {
    /// Its name.
    pub account: String,
    /// Everybody; the first is who founded it.
    pub people: Vec<Cast>,
    /// What happens, in order of time.
    pub steps: Vec<(SignedDuration, Step)>,
    /// Draws what the plan leaves open.
    pub dice: Dice,
}

/// Someone, and their role when they are invited.
pub struct Cast {
    /// Who.
    pub person: Person,
    /// The role's id.
    pub role: String,
    /// Whether their mail server refuses mail.
    pub unreachable: bool,
}

/// Something that happens. People are named by their place in the cast.
#[derive(Debug, Clone)]
pub enum Step {
    /// The founder makes what there is to work on.
    Build,
    /// Somebody invites others with one role, and access to some things.
    Invite { by: usize, whom: Vec<usize>, message: &'static str },
    /// An invitation is accepted.
    Accept { who: usize },
    /// An invitation is sent again.
    SendAgain { whom: usize },
    /// An invitation is withdrawn.
    Withdraw { whom: usize },
    /// A member gets another role.
    SetRole { whom: usize, role: String },
    /// A member gets more or other access.
    SetAccess { whom: usize },
    /// What is known of a member is written down.
    Describe { whom: usize, company: &'static str, note: &'static str },
    /// A member is removed.
    Delete { whom: usize },
    /// A member makes something new, where they may.
    Extend { who: usize },
    /// A member looks at what they may not see.
    Peek { who: usize },
    /// Somebody does what concerns the whole account.
    Share { by: usize, deed: Deed },
}

/// Chance that falls the same every time.
pub struct Dice(SeededEntropy);

impl Dice {
    /// A number below `sides`.
    pub fn below(&self, sides: usize) -> usize {
        let [a, b, c, d, ..] = self.0.seed();
        usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(0) % sides.max(1)
    }
}

/// Plans the account with this number, whose story is `long`.
pub fn plan(model: &Model, number: usize, long: SignedDuration) -> Plan {
    let mut writer = Writer {
        model,
        long,
        cast: Vec::new(),
        steps: Vec::new(),
        dice: Dice(SeededEntropy::new(1_000 + number as u64)),
        next: number * PEOPLE,
    };
    writer.write();
    let Writer { cast, mut steps, dice, .. } = writer;
    steps.sort_by_key(|(at, _)| *at);
    Plan { account: places::company(number), people: cast, steps, dice }
}

impl Plan {
    /// For each role that somebody has in the end: its label, and the address of the first who has it.
    pub fn sign_ins(&self, model: &Model) -> Vec<(String, String)> {
        let mut in_the_end: Vec<Option<&str>> = vec![None; self.people.len()];
        in_the_end[0] = Some(&self.people[0].role);
        for (_, step) in &self.steps {
            match step {
                Step::Accept { who } => in_the_end[*who] = Some(&self.people[*who].role),
                Step::SetRole { whom, role } => in_the_end[*whom] = Some(role),
                Step::Delete { whom } => in_the_end[*whom] = None,
                _ => {}
            }
        }
        let first = |role: &str| in_the_end.iter().position(|has| *has == Some(role));
        let label = |role: RoleIx| model[role].label.get("en").to_owned();
        model
            .roles()
            .filter_map(|(ix, role)| Some((label(ix), self.people[first(role.id.as_str())?].person.email.clone())))
            .collect()
    }
}

struct Writer<'a> {
    model: &'a Model,
    long: SignedDuration,
    cast: Vec<Cast>,
    steps: Vec<(SignedDuration, Step)>,
    dice: Dice,
    next: usize,
}

impl Writer<'_> {
    fn write(&mut self) {
        let model = self.model;
        let founder = model.founder_role();
        self.add(1, founder);
        self.at(hours(3), Step::Build);
        let default = model.membership().default_role;
        let others: Vec<RoleIx> =
            model.roles().filter(|(ix, role)| role.assignable && *ix != default).map(|(ix, _)| ix).collect();
        let mut joined = Vec::new();
        for (turn, role) in others.iter().enumerate() {
            joined.extend(self.join(hours(26 + 20 * turn as i64), 2, *role));
        }
        for (turn, count) in JOIN.into_iter().enumerate() {
            let at = hours(75 + (self.long.as_hours() - 200) * turn as i64 / JOIN.len() as i64);
            joined.extend(self.join(at, count, default));
        }
        let plain = joined.split_off(others.len() * 2);
        // The second of each: the first are whom people sign in as.
        for (turn, who) in joined.iter().skip(1).step_by(2).enumerate() {
            self.at(self.long - hours(700 - 90 * turn as i64), Step::Extend { who: *who });
        }
        self.change(&plain, others.first().copied());
        self.share(&plain);
        self.wait(default, others.first().copied());
    }

    /// About then: nothing in life happens on the minute.
    fn at(&mut self, at: SignedDuration, step: Step) -> SignedDuration {
        let at = at + SignedDuration::from_secs(self.dice.below(55 * 60) as i64);
        self.steps.push((at, step));
        at
    }

    /// New people for the cast.
    fn add(&mut self, count: usize, role: RoleIx) -> Vec<usize> {
        let first = self.cast.len();
        for _ in 0..count {
            let person = names::person(self.next);
            self.next += 1;
            self.cast.push(Cast { person, role: self.model[role].id.to_string(), unreachable: false });
        }
        (first..first + count).collect()
    }

    /// People who are invited and accept.
    fn join(&mut self, at: SignedDuration, count: usize, role: RoleIx) -> Vec<usize> {
        let whom = self.add(count, role);
        let message = ["", "Welcome! Your access is ready.", "", "As discussed on the phone."][self.dice.below(4)];
        let at = self.at(at, Step::Invite { by: 0, whom: whom.clone(), message });
        let patience = (self.model.invitation().valid_for.as_mins() / 2).min(40 * 60);
        for who in &whom {
            let after = 10 + self.dice.below(usize::try_from(patience).unwrap_or(600)) as i64;
            self.at(at + SignedDuration::from_mins(after), Step::Accept { who: *who });
        }
        whom
    }

    /// What happens to those who are in.
    fn change(&mut self, plain: &[usize], other: Option<RoleIx>) {
        let end = self.long;
        let person = |number: usize| plain[number % plain.len()];
        if let Some(other) = other {
            let (other, default) = (self.id(other), self.id(self.model.membership().default_role));
            // One who rises and falls, and one who rises.
            self.at(end - hours(900), Step::SetRole { whom: person(2), role: other.clone() });
            self.at(end - hours(310), Step::SetRole { whom: person(2), role: default });
            self.at(end - hours(77), Step::SetRole { whom: person(5), role: other });
        }
        for (turn, ago) in [1400, 1100, 740, 510, 260, 120, 49, 20, 5].into_iter().enumerate() {
            self.at(end - hours(ago), Step::SetAccess { whom: person(turn % 6) });
        }
        let notes = [
            ("Moor & Sons", "External surveyor. Contract until the end of next year."),
            ("", "Back from parental leave; works Monday to Wednesday."),
            ("Tidewater Consulting", ""),
            ("Groundwork Ltd", "Asked for German documents."),
        ];
        for (turn, (company, note)) in notes.into_iter().enumerate() {
            let ago = hours(1000 - 230 * turn as i64);
            self.at(end - ago, Step::Describe { whom: person(turn + 1), company, note });
        }
        self.at(end - hours(400), Step::Extend { who: person(0) });
        self.at(end - hours(333), Step::Peek { who: person(1) });
        self.at(end - hours(31), Step::Peek { who: person(4) });
        if self.model.membership().leaving.contains(&Leaving::Delete) {
            for (turn, ago) in [600, 210, 52, 2].into_iter().enumerate() {
                self.at(end - hours(ago), Step::Delete { whom: person(7 + turn) });
            }
        }
    }

    /// What all share: many spend, and the founder does the rest.
    fn share(&mut self, plain: &[usize]) {
        let (model, long) = (self.model, self.long);
        let dice = &self.dice;
        let story = shared::story(model, long, |sides| dice.below(sides));
        for (turn, (at, deed)) in story.into_iter().enumerate() {
            let many = matches!(deed, Deed::Spend { .. } | Deed::SetAside { .. }) && turn % 3 > 0;
            self.at(at, Step::Share { by: if many { plain[turn % 5] } else { 0 }, deed });
        }
    }

    /// Those who were invited and have not answered, or not in time.
    fn wait(&mut self, default: RoleIx, other: Option<RoleIx>) {
        let (end, valid) = (self.long, self.model.invitation().valid_for);
        let share = |percent: i32| SignedDuration::from_mins(valid.as_mins() * i64::from(percent) / 100);
        for (count, percent) in [(2, 190), (1, 140), (1, 110)] {
            let (whom, at) = (self.add(count, default), end - share(percent));
            self.at(at, Step::Invite { by: 0, whom, message: "" });
        }
        let withdrawn = self.add(1, default);
        self.at(end - share(50), Step::Invite { by: 0, whom: withdrawn.clone(), message: "" });
        self.at(end - share(45), Step::Withdraw { whom: withdrawn[0] });
        for (count, percent, role) in
            [(2, 80, default), (1, 40, other.unwrap_or(default)), (3, 12, default), (1, 2, default)]
        {
            let (whom, at) = (self.add(count, role), end - share(percent));
            if count > 1 {
                self.cast[whom[1]].unreachable = count > 2;
            }
            if percent > 50 {
                self.at(end - share(30), Step::SendAgain { whom: whom[0] });
            }
            // By the second in the account, if they may.
            let by = other.is_some_and(|role| self.model[role].permissions.contains(RosterPermission::Invite.ix()));
            let by = usize::from(by);
            self.at(at, Step::Invite { by, whom, message: "" });
        }
    }

    fn id(&self, role: RoleIx) -> String {
        self.model[role].id.to_string()
    }
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}
