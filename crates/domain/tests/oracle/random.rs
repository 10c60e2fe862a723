//! Random models, people and resources, as text.

use crate::dice::Dice;
use std::fmt::Write;

#[derive(Clone, Debug)]
pub struct Span(pub Option<i64>, pub Option<i64>);

#[derive(Clone, Debug)]
pub enum What {
    Level(String),
    Role(String),
    Permission(String),
}

#[derive(Clone, Debug)]
pub struct Grant {
    pub resource: String,
    pub kind: String,
    pub what: What,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub status: &'static str,
    pub roles: Vec<(String, Span)>,
    pub extras: Vec<(String, Span)>,
    pub mask: Option<Vec<String>>,
    pub grants: Vec<Grant>,
}

/// A resource on the way up.
#[derive(Clone, Debug)]
pub struct Node {
    pub name: String,
    pub kind: String,
    pub owner: Option<String>,
}

/// A permission as it was declared: where it is held, and its application.
struct Permission {
    id: String,
    on: Vec<usize>,
    application: Option<usize>,
}

const ROSTER: [&str; 8] = [
    "roster.read_members",
    "roster.invite",
    "roster.change_roles",
    "roster.edit_members",
    "roster.change_access",
    "roster.remove_members",
    "roster.restore_members",
    "roster.manage_resources",
];
const ON_RESOURCES: [&str; 3] = ["roster.read_members", "roster.change_access", "roster.manage_resources"];
const LEVELS: [&str; 4] = ["write", "read", "some", "none"];
pub const PEOPLE: [&str; 4] = ["ada", "ben", "cleo", "dan"];

/// What a model was made of, for making people in it.
pub struct Sketch {
    pub text: String,
    pub permissions: Vec<String>,
    pub roles: Vec<String>,
    /// For each kind: its id, its parent, its project roles.
    pub kinds: Vec<(String, Option<usize>, Vec<String>)>,
}

impl Dice {
    /// A model. Nearly always one that makes sense.
    pub fn model(&mut self) -> Sketch {
        let parents: Vec<Option<usize>> =
            (0..1 + self.upto(3)).map(|place| (place > 0 && self.chance(70)).then(|| self.upto(place - 1))).collect();
        let under = |lower: usize, upper: usize| {
            let mut at = Some(lower);
            while at.is_some_and(|kind| kind != upper) {
                at = at.and_then(|kind| parents[kind]);
            }
            at.is_some()
        };
        let kind_ids: Vec<String> = (0..parents.len()).map(|place| format!("kind{place}")).collect();
        let mut out = "name = \"Random\"\n[[application]]\nid = \"app0\"\n[[application]]\nid = \"app1\"\n".to_owned();
        let mut declared: Vec<Permission> = Vec::new();
        for place in 0..4 + self.upto(10) {
            let on: Vec<usize> = (0..parents.len()).filter(|_| self.chance(35)).collect();
            let application = self.chance(40).then(|| self.upto(1));
            let fits = |other: &Permission| {
                let application = application.is_none() || other.application.is_some();
                let here = on.iter().any(|upper| other.on.iter().any(|lower| under(*lower, *upper)));
                application && if on.is_empty() { other.on.is_empty() } else { here }
            };
            let own: &[&str] = if on.is_empty() { &ROSTER } else { &ON_RESOURCES };
            let own = if application.is_none() { self.some(own, 8) } else { Vec::new() };
            let others: Vec<_> = declared.iter().filter(|other| fits(other)).map(|other| other.id.as_str()).collect();
            let mut include = self.some(&others, 25);
            include.extend(own);
            writeln!(out, "[[permission]]\nid = \"p{place}\"\ninclude = {include:?}").unwrap();
            if !on.is_empty() {
                writeln!(out, "on = {:?}", on.iter().map(|kind| &kind_ids[*kind]).collect::<Vec<_>>()).unwrap();
            }
            if let Some(application) = application {
                writeln!(out, "application = \"app{application}\"").unwrap();
            }
            declared.push(Permission { id: format!("p{place}"), on, application });
        }
        let of = |fits: &dyn Fn(&Permission) -> bool| -> Vec<&str> {
            declared.iter().filter(|p| fits(p)).map(|p| p.id.as_str()).chain(["*"]).collect()
        };
        let account = of(&|p| p.on.is_empty());
        let mut kinds = Vec::new();
        for (place, parent) in parents.iter().enumerate() {
            let mut below = of(&|p| p.on.iter().any(|on| under(*on, place)));
            below.extend(ON_RESOURCES);
            writeln!(out, "[[resource]]\nkind = \"kind{place}\"").unwrap();
            if let Some(parent) = parent {
                writeln!(out, "parent = \"kind{parent}\"").unwrap();
            }
            if parent.is_none() || self.chance(40) {
                writeln!(out, "[resource.levels]").unwrap();
                for level in self.some(&LEVELS, 75) {
                    let given = if level == "none" { Vec::new() } else { self.some(&below, 30) };
                    writeln!(out, "{level} = {given:?}").unwrap();
                }
            }
            let roles: Vec<_> = self.some(&["owner", "guest"], 50).into_iter().map(str::to_owned).collect();
            for role in &roles {
                writeln!(out, "[resource.roles.{role}]\npermissions = {:?}", self.some(&below, 30)).unwrap();
            }
            kinds.push((format!("kind{place}"), *parent, roles));
        }
        let roles: Vec<String> = (0..2 + self.upto(3)).map(|place| format!("role{place}")).collect();
        let basic = self.some(&account, 15);
        for (place, role) in roles.iter().enumerate() {
            let rank = if place + 1 == roles.len() { 1 } else { [90, 50, 50, 10][place] };
            let mut given = self.some(&account, 30);
            given.extend(self.some(&ROSTER, 30));
            given.extend(if place == 0 { vec!["roster.invite", "roster.change_roles"] } else { Vec::new() });
            given.extend(&basic);
            given.sort_unstable();
            given.dedup();
            let given = if place + 1 == roles.len() { basic.clone() } else { given };
            let mut may_receive = self.some(&account, 20);
            may_receive.extend(self.some(&ROSTER, 15));
            let acts_on = ["below", "not_above", "none"];
            let edits = acts_on[self.upto(if place == 0 { 1 } else { 2 })];
            let removes = acts_on[self.upto(2)];
            let changes_access =
                if self.chance(50) { format!("changes_access = {:?}", self.pick(&acts_on)) } else { String::new() };
            let (assignable, maskable) = (self.chance(80), self.chance(80));
            writeln!(
                out,
                "[[role]]\nid = {role:?}\nrank = {rank}\npermissions = {given:?}\nmay_receive = {may_receive:?}\n\
                 edits = {edits:?}\n{changes_access}\nremoves = {removes:?}\nassignable = {assignable}\nmaskable = {maskable}\n\
                 keeps_account = {}\non = [",
                place == 0
            )
            .unwrap();
            for kind in 0..parents.len() {
                for reach in self.some(&["all", "own", "granted"], 30) {
                    let mut fits =
                        of(&|p| p.on.iter().any(|on| if reach == "own" { under(*on, kind) } else { *on == kind }));
                    fits.extend(ON_RESOURCES);
                    let given = self.some(&fits, 40);
                    writeln!(out, "  {{ kind = \"kind{kind}\", reach = {reach:?}, permissions = {given:?} }},")
                        .unwrap();
                }
            }
            writeln!(out, "]").unwrap();
        }
        // Somebody who can give all of these; nobody in the cases has this role.
        let every = [&["*"], ON_RESOURCES.as_slice()].concat();
        let on = |kind| format!("{{ kind = \"kind{kind}\", reach = \"all\", permissions = {every:?} }}");
        let on: Vec<_> = (0..parents.len()).map(on).collect();
        writeln!(
            out,
            "[[role]]\nid = \"top\"\nrank = 99\nedits = \"below\"\nremoves = \"below\"\nkeeps_account = true\npermissions = {:?}\non = [{}]",
            [&["*"], ROSTER.as_slice()].concat(),
            on.join(", ")
        )
        .unwrap();
        let last = roles.last().unwrap();
        writeln!(out, "[membership]\nroles = \"many\"\nleaving = [\"archive\"]\ndefault_role = {last:?}").unwrap();
        for only in self.some(&["edit_only", "remove_only", "act_as_only"], 25) {
            writeln!(out, "{only} = [{:?}, {last:?}]", self.pick(&roles)).unwrap();
        }
        let ids = declared.iter().map(|p| p.id.as_str()).chain(ROSTER);
        Sketch { text: out, permissions: ids.map(str::to_owned).collect(), roles, kinds }
    }

    /// One or two resources of each kind, each as its way up.
    pub fn paths(&mut self, sketch: &Sketch) -> Vec<Vec<Node>> {
        let mut paths: Vec<Vec<Node>> = Vec::new();
        for (kind, parent, _) in &sketch.kinds {
            let above = parent.map(|parent| &sketch.kinds[parent].0);
            for number in 0..1 + self.upto(1) {
                let above: Vec<_> = paths.iter().filter(|path| Some(&path[0].kind) == above).cloned().collect();
                let above = if above.is_empty() { Vec::new() } else { self.pick(&above).clone() };
                let owner = self.chance(50).then(|| self.pick(&PEOPLE).to_string());
                let node = Node { name: format!("{kind}n{number}"), kind: kind.clone(), owner };
                paths.push([vec![node], above].concat());
            }
        }
        paths
    }

    fn span(&mut self) -> Span {
        let mut edge = |percent| self.chance(percent).then(|| 970 + 10 * i64::try_from(self.upto(6)).unwrap());
        Span(edge(20), edge(25))
    }

    pub fn person(&mut self, name: &str, sketch: &Sketch, paths: &[Vec<Node>]) -> Person {
        let status =
            if self.chance(90) { "active" } else { *self.pick(&["invited", "disabled", "archived", "deleted"]) };
        let roles = (0..self.upto(2)).map(|_| (self.pick(&sketch.roles).clone(), self.span())).collect();
        let extras = (0..self.upto(2)).map(|_| (self.pick(&sketch.permissions).clone(), self.span())).collect();
        let mask = self.chance(40).then(|| sketch.permissions.iter().filter(|_| self.chance(40)).cloned().collect());
        let grants = (0..self.upto(4)).map(|_| self.grant(sketch, paths)).collect();
        Person { name: name.to_owned(), status, roles, extras, mask, grants }
    }

    fn grant(&mut self, sketch: &Sketch, paths: &[Vec<Node>]) -> Grant {
        let node = &self.pick(paths)[0];
        let roles = &sketch.kinds.iter().find(|(kind, ..)| *kind == node.kind).unwrap().2;
        let what = match self.upto(4) {
            0 => What::Permission(self.pick(&sketch.permissions).clone()),
            1 if !roles.is_empty() => What::Role(self.pick(roles).clone()),
            _ => What::Level(self.pick(&LEVELS).to_string()),
        };
        Grant { resource: node.name.clone(), kind: node.kind.clone(), what, span: self.span() }
    }

    /// The same person with something more, or less.
    pub fn changed(&mut self, before: &Person, sketch: &Sketch, paths: &[Vec<Node>]) -> Person {
        let mut after = before.clone();
        for _ in 0..=self.upto(1) {
            match self.upto(6) {
                0 => after.roles.push((self.pick(&sketch.roles).clone(), self.span())),
                1 => drop(after.roles.pop()),
                2 => after.extras.push((self.pick(&sketch.permissions).clone(), self.span())),
                3 => after.mask = self.person("", sketch, paths).mask,
                4 => drop(after.grants.pop()),
                _ => after.grants.push(self.grant(sketch, paths)),
            }
        }
        after
    }
}
