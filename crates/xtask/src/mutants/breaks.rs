//! Where the rows stand in the code, and how each is broken.

/// A row, broken.
pub struct Break {
    /// The row.
    pub row: &'static str,
    /// What does not hold any more.
    pub what: &'static str,
    /// In which file.
    pub file: &'static str,
    /// What stands there, once.
    pub was: &'static str,
    /// What stands there instead.
    pub becomes: &'static str,
    /// The tests that are asked, as `cargo nextest run` takes them.
    pub tests: &'static str,
}

const SETS: &str = "crates/domain/src/access/sets.rs";
const ACT: &str = "crates/domain/src/access/act.rs";
const GIVE: &str = "crates/domain/src/access/give.rs";

/// All of them.
pub const BREAKS: &[Break] = &[
    Break {
        row: "A03",
        what: "an address that stands twice is taken twice",
        file: "crates/domain/src/email/lines.rs",
        was: "Some(first) => Verdict::DuplicateOf(*first),",
        becomes: "Some(first) if *first == 0 => Verdict::DuplicateOf(*first), Some(_) => Verdict::Good(email),",
        tests: "-p roster-domain --lib email",
    },
    Break {
        row: "A13",
        what: "the farthest level decides instead of the nearest",
        file: SETS,
        was: "GrantWhat::Level(_) if found.nearest.is_some() => {}",
        becomes: "GrantWhat::Level(_) if found.nearest.is_some_and(|_| false) => {}",
        tests: "-p roster-domain --test decisions_sites_and_projects",
    },
    Break {
        row: "A10",
        what: "who may not be removed before their role is changed is removed",
        file: ACT,
        was: "Group::Removes => &membership.remove_only,",
        becomes: "Group::Removes => &None,",
        tests: "-p roster-domain --test decisions_sites_and_projects",
    },
    Break {
        row: "B07",
        what: "whoever has no role has nothing instead of the default role",
        file: SETS,
        was: "held.chain((none && member.own_role.is_none()).then_some(model.membership().default_role))",
        becomes: "held.chain((none && member.own_role.is_none()).then_some(model.membership().default_role).filter(|_| false))",
        tests: "-p roster-domain --test access_rules --test decisions_customers_and_vendors",
    },
    Break {
        row: "B14",
        what: "whoever is disabled keeps what they have in the account",
        file: SETS,
        was: "if !account_open || member.status != MemberStatus::Active {",
        becomes: "if !account_open {",
        tests: "-p roster-domain --test access_rules --test oracle",
    },
    Break {
        row: "C10",
        what: "a project is owned by somebody who lacks what that takes",
        file: GIVE,
        was: "            self.required(grant, chain)?;\n",
        becomes: "            let _ = Self::required;\n",
        tests: "-p roster-domain --test decisions_company_and_projects",
    },
    Break {
        row: "D02",
        what: "credits are overdrawn",
        file: "crates/domain/src/credits.rs",
        was: "if next.balance < next.held || next.held < 0 {",
        becomes: "if next.held < 0 {",
        tests: "-p roster-domain --lib credits",
    },
    Break {
        row: "E06",
        what: "an admin edits an owner",
        file: ACT,
        was: "if !acts_on.unwrap_or(ActsOn::None).reaches(own, theirs) {",
        becomes: "if acts_on.unwrap_or(ActsOn::None) == ActsOn::None {",
        tests: "-p roster-domain --test decisions_apps_and_permissions",
    },
    Break {
        row: "E07",
        what: "Custom changes nothing",
        file: SETS,
        was: ".all(|role| role.maskable).then_some(mask)",
        becomes: ".all(|role| role.maskable).then_some(mask).filter(|_| false)",
        tests: "-p roster-domain --test decisions_apps_and_permissions",
    },
    Break {
        row: "F03",
        what: "a role above one's own is given",
        file: GIVE,
        was: "    hand.roles()?;\n",
        becomes: "    let _ = Hand::roles;\n",
        tests: "-p roster-domain --test access_rules --test decisions_sites_and_projects",
    },
    Break {
        row: "F24",
        what: "a slip in an address is not flagged",
        file: "crates/domain/src/email/typo.rs",
        was: "likely.then_some(distance)",
        becomes: "likely.then_some(distance).filter(|_| false)",
        tests: "-p roster-domain --lib email",
    },
    Break {
        row: "A01",
        what: "everybody lists the users",
        file: "crates/app/src/members/list.rs",
        was: "Need::Permission(RosterPermission::ReadMembers)",
        becomes: "Need::Member",
        tests: "-p roster-app --test use_cases a01_",
    },
    Break {
        row: "A09",
        what: "an invitation is accepted after its end",
        file: "crates/app/src/invitations/look.rs",
        was: "\"open\" if now < row.expires_at => {}",
        becomes: "\"open\" => {}",
        tests: "-p roster-app --test use_cases a09_",
    },
    Break {
        row: "B06",
        what: "whoever is not told has a link all the same",
        file: "crates/app/src/members/create.rs",
        was: "told: input.welcome.is_some(),",
        becomes: "told: true,",
        tests: "-p roster-app --test use_cases b06_",
    },
    Break {
        row: "B10",
        what: "a link to join works for ever",
        file: "crates/app/src/sign_up.rs",
        was: "if now >= row.expires_at {",
        becomes: "if now < 0 {",
        tests: "-p roster-app --test use_cases b10_",
    },
    Break {
        row: "B12",
        what: "acting goes on after one of the two was put out",
        file: "crates/app/src/members/out.rs",
        was: "    ended::end_sessions_of(scope.tx, account, row.member, at)?;\n",
        becomes: "    let _ = ended::end_sessions_of;\n",
        tests: "-p roster-app --test use_cases b12_ b14_",
    },
    Break {
        row: "C01",
        what: "nobody is mailed about another role",
        file: "crates/app/src/members/set_role.rs",
        was: "    mail(scope, row, &held.roles, &roles, &lost)?;\n",
        becomes: "    let _ = &lost;\n",
        tests: "-p roster-app --test use_cases c01_ c13_c01_ c02_ a12_",
    },
    Break {
        row: "C06",
        what: "who created a project does not come back as its owner",
        file: "crates/app/src/members/gifts.rs",
        was: "GrantWhat::Role(role) if !model[role].require.is_empty() => {",
        becomes: "GrantWhat::Role(role) if model[role].id.as_str().is_empty() => {",
        tests: "-p roster-app --test use_cases c06_",
    },
    Break {
        row: "C09",
        what: "an avatar leads to a page that is closed to whoever clicks",
        file: "crates/app/src/presence.rs",
        was: "page: open.then(|| place(&row.page))",
        becomes: "page: (open || true).then(|| place(&row.page))",
        tests: "-p roster --test browser c09_",
    },
    Break {
        row: "D09",
        what: "nobody is offered what a removed user owned",
        file: "crates/app/src/members/hand_over.rs",
        was: "if things.count == 0 && sent == 0 {",
        becomes: "if things.count < 1_000 {",
        tests: "-p roster-app --test use_cases d09_ f17_",
    },
    Break {
        row: "F02",
        what: "the last who keeps the account goes",
        file: "crates/app/src/scope.rs",
        was: "if self.head.keeper_met && !kept {",
        becomes: "if self.head.keeper_met && !kept && false {",
        tests: "-p roster-app --test use_cases f02_",
    },
    Break {
        row: "F05",
        what: "a mail that a server puts off is given up",
        file: "crates/app/src/mail/deliver.rs",
        was: "Delivery::NotNow(answer) if row.attempts >= MOST_ATTEMPTS => {",
        becomes: "Delivery::NotNow(answer) if row.attempts <= MOST_ATTEMPTS => {",
        tests: "-p roster --test browser f05_",
    },
    Break {
        row: "F07",
        what: "the second of two editors overwrites the first",
        file: "crates/app/src/scope.rs",
        was: "Some(seen) if seen != current => Err(Refusal::Stale { current }.into()),",
        becomes: "Some(seen) if seen > current + 1_000 => Err(Refusal::Stale { current }.into()),",
        tests: "-p roster-app --test use_cases f07_",
    },
    Break {
        row: "F08",
        what: "a model that is taken back leaves everybody in the role that they were moved to",
        file: "crates/app/src/models/moves.rs",
        was: "new.roles.clone_from(&swap.before)",
        becomes: "new.roles.clone_from(&swap.after)",
        tests: "-p roster-app --test use_cases f08_",
    },
    Break {
        row: "F10",
        what: "a withdrawn invitation is accepted",
        file: "crates/app/src/invitations/withdraw.rs",
        was: "    invitation.state = \"withdrawn\".to_owned();\n",
        becomes: "",
        tests: "-p roster-app --test use_cases f10_",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_row_stands_where_the_list_says_and_twenty_of_them_do() {
        let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for one in BREAKS {
            let text = std::fs::read_to_string(house.join(one.file)).unwrap_or_default();
            assert_eq!(text.matches(one.was).count(), 1, "{}: {:?} in {}", one.row, one.was, one.file);
        }
        assert!(BREAKS.len() >= 20);
    }
}
