//! What the log is narrowed to: by a word, by what, who, whom and when.

use crate::{
    console::{query, sent::Pairs, visit::InAccount},
    ui::{Button, Field, FilterPanel, Select, Toolbar},
};
use jiff::{SignedDuration, civil::Date};
use maud::html;
use roster_app::{
    Outcome,
    audit::list::EventFilter,
    members::list::{self as members, MemberFilter},
};
use roster_domain::{
    event::EventKind,
    id::{Id, MemberId},
    permission::RosterPermission,
};

/// The most people that are offered in the filter.
const PEOPLE: usize = 200;

/// What the address says of the filter.
pub(super) const NARROWED: [&str; 7] = ["q", "kind", "by", "about", "days", "from", "until"];

/// What of it the panel has fields for.
const IN_PANEL: [&str; 4] = ["by", "about", "from", "until"];

/// How many days back, as offered.
const DAYS: [i64; 3] = [1, 7, 30];

/// Which events are asked for. What can't be read narrows nothing.
pub(super) fn filter(at: &InAccount, asked: &Pairs) -> EventFilter {
    let id = |name| asked.some(name).and_then(|id| id.parse::<MemberId>().ok()).map(|id| id.uuid());
    let days: Option<i64> = asked.some("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days));
    let since = days.and_then(|days| at.now().checked_sub(SignedDuration::from_hours(24 * days)).ok());
    let day = |name: &str| asked.some(name).and_then(|day| day.parse::<Date>().ok());
    let begins = |day: Date| Some(day.to_zoned(at.visit.zone()).ok()?.timestamp());
    let from = day("from").and_then(begins).into_iter().chain(since).max();
    EventFilter {
        kind: asked.some("kind").map(str::to_owned),
        actor: id("by"),
        target: id("about"),
        from: from.map(|from| from.as_millisecond()),
        // The day that is named belongs to it.
        until: day("until").and_then(|day| begins(day.tomorrow().ok()?)).map(|until| until.as_millisecond()),
    }
}

/// How much of the filter the panel says.
fn in_panel(asked: &Pairs) -> usize {
    IN_PANEL.iter().filter(|name| asked.some(name).is_some()).count()
}

/// Whether fewer events are asked for than there are.
pub(super) fn narrows(asked: &Pairs) -> bool {
    NARROWED.iter().any(|name| asked.some(name).is_some())
}

/// The page without some of what narrows it.
pub(super) fn without(at: &InAccount, asked: &Pairs, names: &[&str]) -> String {
    let kept = NARROWED.into_iter().filter(|name| !names.contains(name)).map(|name| (name, asked.some(name)));
    at.path("/audit") + &query(kept)
}

/// Who can be chosen as the one who did it, for those who may see who is here.
pub(super) async fn people(at: &InAccount) -> Outcome<Vec<(String, String)>> {
    if !at.here.may(RosterPermission::ReadMembers) {
        return Ok(Vec::new());
    }
    let filter = MemberFilter::of_status("active");
    let page = members::list(&at.visit.web.app, &at.visit.caller, at.here.account, filter, None, PEOPLE).await?;
    Ok(page.members.into_iter().map(|line| (line.row.member.to_string(), line.row.name)).collect())
}

/// The form above the list.
pub(super) fn toolbar(at: &InAccount, asked: &Pairs, people: &[(String, String)]) -> Toolbar<'static> {
    let t = at.visit.t;
    let any = |key: &str| std::iter::once((String::new(), t.find(key).unwrap_or_default().into_owned()));
    let kinds = EventKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_label(at, kind.code())));
    let mut kinds: Vec<(String, String)> = kinds.collect();
    kinds.sort_by(|one, other| t.compare(&one.1, &other.1));
    let periods = DAYS.iter().map(|days| (days.to_string(), t.with("audit-last-days", &[("count", (*days).into())])));
    let chosen = |name: &str| asked.get(name).to_owned();
    let select = |name: &'static str, label: &str, options| {
        Select::new(name, t.find(label).unwrap_or_default(), options).selected(chosen(name))
    };
    let mut panel = FilterPanel::new("audit-filter", t.get("users-filter"), t.get("apply")).count(in_panel(asked));
    if !people.is_empty() {
        let with = |first| any(first).chain(people.iter().cloned()).collect::<Vec<_>>();
        panel = panel.field(select("by", "audit-who", with("audit-any-person")));
        panel = panel.field(select("about", "log-to-whom", with("log-to-anybody")));
    }
    let day =
        |name: &'static str, label: &str| Field::date(name, t.find(label).unwrap_or_default()).value(chosen(name));
    panel = panel.field(day("from", "log-from")).field(day("until", "log-until"));
    if in_panel(asked) > 0 {
        panel = panel.clear(without(at, asked, &IN_PANEL), t.get("users-filter-clear"));
    }
    let mut bar = Toolbar::new(at.path("/audit"), "events", t.get("apply"))
        .search("q", t.get("log-search"), chosen("q"))
        .filter(select("kind", "audit-what", any("audit-any-kind").chain(kinds).collect::<Vec<_>>()))
        .filter(select("days", "audit-when", any("audit-any-time").chain(periods).collect()))
        .panel(panel);
    if at.here.may(RosterPermission::Export) {
        // A form of its own: that the log leaves the house is an event, so it is no link.
        bar = bar.end(html! {
            form method="post" action=(at.path("/audit/export")) {
                @for name in NARROWED { input type="hidden" name=(name) value=(chosen(name)); }
                (Button::submit(t.get("credits-export")).icon(icondata_lu::LuDownload))
            }
        });
    }
    // Something that isn't in the list of people: a resource, or somebody who is gone.
    match asked.some("about").filter(|about| people.iter().all(|(id, _)| id != about)) {
        Some(about) => bar.keeps("about", about.to_owned()),
        None => bar,
    }
}

/// What a kind of event is called in the filter; one that a newer version wrote, by its code.
pub(super) fn kind_label(at: &InAccount, code: &str) -> String {
    at.visit.t.find(&format!("event-{code}.kind")).map_or_else(|| code.to_owned(), |label| label.into_owned())
}
