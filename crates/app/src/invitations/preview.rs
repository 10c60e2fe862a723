//! What would become of pasted addresses, while one still types: nothing is done. Only whether an address was written to too often
//! is not foreseen: that is counted when it is done.

use crate::{
    App, Caller, Outcome,
    invitations::create::{Invited, MAX_LINES, already_here, never_joined},
    standing::Need,
};
use roster_domain::{
    email::{Email, Line, Verdict, parse_lines, typo_suggestion},
    id::AccountId,
    permission::RosterPermission,
};
use roster_store::members;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What would become of one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// The line it stands on, from 1.
    pub line: usize,
    /// The entry for showing.
    pub text: String,
    /// Why it would not be invited; `None`: it would.
    pub not: Option<Invited>,
    /// The domain that was probably meant (F24). Only a hint.
    pub meant: Option<String>,
    /// The address's domain, if nobody here has an address of it yet (F24). Only a hint.
    pub new_domain: Option<String>,
}

/// Looks at the addresses. Needs `roster.invite`.
pub async fn preview(app: &App, caller: &Caller, account: AccountId, addresses: &str) -> Outcome<Vec<Foreseen>> {
    let lines = parse_lines(addresses, MAX_LINES);
    app.view(caller, account, Need::Permission(RosterPermission::Invite), move |view| {
        let keys: Vec<&str> = lines.iter().filter_map(good).map(Email::normal).collect();
        let mut here: HashMap<String, members::MemberRow> = HashMap::new();
        // Addresses per statement: as many as are invited in one transaction.
        for keys in keys.chunks(super::create::CHUNK) {
            let rows = members::by_emails(view.tx, account, keys)?;
            here.extend(rows.into_iter().map(|row| (row.email_key.clone(), row)));
        }
        let domains: BTreeSet<&str> = lines.iter().filter_map(good).map(Email::domain).collect();
        let domains: Vec<&str> = domains.into_iter().collect();
        let mut known = HashSet::new();
        for domains in domains.chunks(super::create::CHUNK) {
            known.extend(members::known_domains(view.tx, account, domains)?);
        }
        let now = view.at();
        Ok(lines.iter().map(|line| foresee(line, &here, &known, now)).collect())
    })
    .await
}

fn good(line: &Line) -> Option<&Email> {
    match &line.verdict {
        Verdict::Good(email) => Some(email),
        Verdict::DuplicateOf(_) | Verdict::Bad(_) | Verdict::OverLimit => None,
    }
}

fn foresee(line: &Line, here: &HashMap<String, members::MemberRow>, known: &HashSet<String>, now: i64) -> Foreseen {
    let (not, meant) = match &line.verdict {
        Verdict::Good(email) => {
            let row = here.get(email.normal()).filter(|row| !never_joined(row));
            (row.map(|row| already_here(row, now)), typo_suggestion(email))
        }
        Verdict::DuplicateOf(of) => (Some(Invited::Duplicate { of: *of }), None),
        Verdict::Bad(problem) => (Some(Invited::Bad { code: problem.code().to_owned() }), None),
        Verdict::OverLimit => (Some(Invited::Bad { code: "too_many".to_owned() }), None),
    };
    let domain = good(line).filter(|_| not.is_none()).map(Email::domain);
    let new_domain = domain.filter(|domain| !known.contains(*domain)).map(str::to_owned);
    Foreseen { line: line.number, text: line.text.clone(), not, meant, new_domain }
}
