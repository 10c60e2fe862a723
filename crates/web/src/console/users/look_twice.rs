//! What of an address is worth a second look is said before anything is sent, also where no script says it while one types: once,
//! for it never blocks (F24).

use super::invite_report::{doubtful, hint};
use crate::{
    console::{PageError, sent::Pairs, visit::InAccount},
    ui::{Notice, Tone},
};
use maud::{Markup, html};
use roster_app::invitations::preview::{Foreseen, preview};
use std::collections::BTreeSet;

/// What a form calls the domains that were doubted before its eyes.
const SEEN: &str = "doubted";

/// What has not been said yet of these addresses; nothing where there is no doubt. Whoever may not invite is refused.
pub(super) async fn look_twice(at: &InAccount, sent: &Pairs, addresses: &str) -> Result<Option<Markup>, PageError> {
    let seen: BTreeSet<String> = sent.all(SEEN).into_iter().collect();
    let lines = preview(&at.visit.web.app, &at.visit.caller, at.here.account, addresses).await?;
    let doubted: Vec<&Foreseen> = lines.iter().filter(|line| doubtful(line)).collect();
    let mut told = BTreeSet::new();
    // One of each domain: a second one says nothing new.
    let new = doubted.into_iter().filter(|line| !seen.contains(&domain(line)) && told.insert(domain(line)));
    let new: Vec<&Foreseen> = new.collect();
    if new.is_empty() {
        return Ok(None);
    }
    let list = html! { ul { @for line in &new { li { bdi { (line.text) } ": " (hint(at, line)) } } } };
    Ok(Some(html! {
        (Notice::new(Tone::Warn, list).title(at.visit.t.get("invite-look-twice")))
        (seen_fields(seen.iter().chain(&told)))
    }))
}

/// Notes in a form what was just said beside it.
pub(super) fn seen(lines: &[Foreseen]) -> Markup {
    let domains: BTreeSet<String> = lines.iter().filter(|line| doubtful(line)).map(domain).collect();
    seen_fields(&domains)
}

fn seen_fields<'d>(domains: impl IntoIterator<Item = &'d String>) -> Markup {
    html! { @for domain in domains { input type="hidden" name=(SEEN) value=(domain); } }
}

/// The domain of what was typed, which is what all doubts are about.
fn domain(line: &Foreseen) -> String {
    let domain = line.text.rsplit('@').next().unwrap_or_default();
    domain.trim_end_matches(['>', ' ']).to_lowercase()
}
