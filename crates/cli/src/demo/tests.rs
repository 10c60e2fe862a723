//! The made-up people, and a filled database.

use super::*;
use roster_app::{
    Actor, Caller, Origin,
    accounts::list as accounts,
    audit::{
        list::{self as audit, EventFilter},
        verify::{Verdict, verify},
    },
    clock::System,
    compliance::show::show as compliance,
    credits::{
        balance::balance,
        history::{EntryFilter, history},
        verify::{Verdict as CreditsVerdict, verify as credits_verdict},
    },
    members::{
        count::count,
        list::{self as members, MemberFilter},
    },
    people::sign_in,
    quotations::list::list as quotations,
};
use roster_domain::{id::AccountId, model::Tone};
use roster_store::db::DbConfig;
use std::collections::HashSet;

#[test]
fn no_two_people_share_a_name_or_an_address() {
    let people: Vec<_> = (0..names::HOW_MANY).map(names::person).collect();
    let addresses: HashSet<_> = people.iter().map(|person| person.email.as_str()).collect();
    let names: HashSet<_> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((addresses.len(), names.len()), (people.len(), people.len()));
    for person in people {
        let address = roster_domain::email::Email::parse(&person.email).unwrap();
        assert!(address.as_written().is_ascii(), "{}", person.email);
        assert!(jiff::tz::TimeZone::get(person.zone).is_ok(), "{}", person.zone);
    }
}

struct Filled {
    app: App,
    sign_ins: Vec<SignIn>,
    _folder: tempfile::TempDir,
}

async fn filled(until: Timestamp) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DbConfig::new(folder.path().join("demo.db").display().to_string())).unwrap();
    db.migrate().unwrap();
    let keys = KeyRing::new([("k".to_owned(), vec![7; 32])]).unwrap();
    let sign_ins = fill(db.clone(), keys.clone(), until).await.unwrap();
    let clock = Arc::new(ManualClock::new(until));
    let settings = Settings { password_cost: PasswordCost::Trivial, ..Settings::new("http://localhost") };
    let app = App::new(db, clock, Arc::new(System), keys, settings);
    Filled { app, sign_ins, _folder: folder }
}

fn noon() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn every_account_has_people_in_every_state_and_a_whole_log() {
    let Filled { app, sign_ins, _folder } = filled(noon()).await;
    let accounts = accounts::list(&app, &Caller::operator(), AccountId::INSTALLATION, 100).await.unwrap();
    assert_eq!(accounts.len(), presets().len());
    for (number, preset) in presets().iter().enumerate() {
        let account = accounts.iter().find(|account| account.row.name == places::company(number)).unwrap();
        let model = preset.compile().unwrap();
        let mine: Vec<_> = sign_ins.iter().filter(|sign_in| sign_in.account == account.row.name).collect();
        let roles: HashSet<_> = mine.iter().map(|sign_in| sign_in.role.as_str()).collect();
        for (_, role) in model.roles().filter(|(_, role)| role.assignable) {
            assert!(roles.contains(role.label.get("en")), "nobody to sign in as {}", role.id);
        }
        let signed_in =
            sign_in(&app, &Caller::anonymous(Origin::default()), &mine[0].email, PASSWORD).await.unwrap().session;
        let actor = Actor::Person { person: signed_in.person, session: signed_in.session };
        let founder = Caller::new(actor, Origin::default());
        let counts = count(&app, &founder, account.row.account).await.unwrap();
        for status in ["active", "invited", "expired"] {
            assert!(counts[status] > 2, "{status}: {counts:?}");
        }
        assert!((35..=50).contains(&counts.values().sum::<i64>()), "{counts:?}");
        let filter = MemberFilter::of_status("invited");
        let invited = members::list(&app, &founder, account.row.account, filter, None, 100).await.unwrap().members;
        let states: HashSet<_> =
            invited.iter().filter_map(|line| line.invitation.as_ref()).map(|it| it.mail_state.as_deref()).collect();
        assert!(states.contains(&Some("sent")) && states.contains(&Some("refused")), "{states:?}");
        let Verdict::Whole { events } = verify(&app, account.row.account).await.unwrap() else { panic!("broken") };
        assert!(events > 60, "{events} events");
        let log = audit::list(&app, &founder, account.row.account, EventFilter::default(), None, 200).await.unwrap();
        let kinds: HashSet<_> = log.events.iter().map(|event| event.kind.as_str()).collect();
        assert!(kinds.len() >= 8, "{kinds:?}");
        let makers: HashSet<_> =
            log.events.iter().filter(|event| event.kind == "resource_created").map(|event| event.actor).collect();
        if model.kinds().len() > 0 {
            assert!(makers.len() >= 2, "the founder, and somebody with access to a part: {kinds:?}");
        }
        assert!(log.events.iter().all(|event| event.at <= noon()), "nothing lies in the future");
        let last = log.events[0].at;
        assert!(noon().duration_since(last).as_hours() < 24, "the story ends today, not at {last}");
    }
}

#[tokio::test]
async fn it_is_the_same_every_time() {
    let (one, other) = (filled(noon()).await, filled(noon() + SignedDuration::from_hours(24 * 400)).await);
    assert_eq!(one.sign_ins, other.sign_ins);
    let mut told = Vec::new();
    for Filled { app, sign_ins, _folder } in [&one, &other] {
        let signed_in =
            sign_in(app, &Caller::anonymous(Origin::default()), &sign_ins[0].email, PASSWORD).await.unwrap().session;
        let actor = Actor::Person { person: signed_in.person, session: signed_in.session };
        let caller = Caller::new(actor, Origin::default());
        let accounts = accounts::list(app, &Caller::operator(), AccountId::INSTALLATION, 100).await.unwrap();
        let account = accounts.iter().find(|account| account.row.name == sign_ins[0].account).unwrap().row.account;
        let log = audit::list(app, &caller, account, EventFilter::default(), None, 200).await.unwrap();
        told.push(log.events.into_iter().map(|event| (event.kind, event.details)).collect::<Vec<_>>());
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn d02_d03_d04_where_an_account_shares_something_the_demo_shows_it() {
    let Filled { app, sign_ins, _folder } = filled(noon()).await;
    let accounts = accounts::list(&app, &Caller::operator(), AccountId::INSTALLATION, 100).await.unwrap();
    let mut shared = 0;
    for (number, preset) in presets().iter().enumerate() {
        let model = preset.compile().unwrap();
        if model.credits().is_none() {
            continue;
        }
        let name = places::company(number);
        let account = accounts.iter().find(|account| account.row.name == name).unwrap().row.account;
        let founder = sign_ins.iter().find(|sign_in| sign_in.account == name).unwrap();
        let signed_in = sign_in(&app, &Caller::anonymous(Origin::default()), &founder.email, PASSWORD).await.unwrap();
        let session = signed_in.session;
        let by = Caller::new(Actor::Person { person: session.person, session: session.session }, Origin::default());
        let ledger = history(&app, &by, account, EntryFilter::default(), None, 100).await.unwrap();
        let kinds: HashSet<_> = ledger.entries.iter().map(|entry| entry.row.kind.as_str()).collect();
        for kind in ["allocation", "purchase", "spending", "refund", "hold"] {
            assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
        }
        let spenders: HashSet<_> = ledger.entries.iter().map(|entry| entry.row.member).collect();
        assert!(spenders.len() > 2, "one balance, spent by all: {spenders:?}");
        let has = balance(&app, &by, account, None).await.unwrap();
        assert!(has.balance.balance > has.balance.held && has.balance.held > 0, "{has:?}");
        assert!(matches!(credits_verdict(&app, account).await.unwrap(), CreditsVerdict::Whole { .. }));
        let status = compliance(&app, &by, account).await.unwrap();
        assert_eq!(model.compliance().unwrap().at(Some(&status.status)).tone, Tone::Good);
        let states: Vec<_> = quotations(&app, &by, account, None, None, 50).await.unwrap().items;
        let states: HashSet<_> = states.iter().map(|quotation| quotation.state).collect();
        assert_eq!(states, HashSet::from(["open", "accepted", "declined"]));
        shared += 1;
    }
    assert_eq!(shared, 1);
}
