//! What a made-up account shares: credits that are bought and spent, its compliance status, and what it is offered.
//!
//! As the rest of the plan, it knows what the model declares, not which model it is.

use jiff::{SignedDuration, Timestamp};
use roster_app::{
    App, Caller, Failure, Idempotency,
    compliance::set::set,
    credits::{
        Said,
        add::{Add, add},
        hold::{Hold, hold},
        refund::{Refund, refund},
        spend::spend,
    },
    quotations::{
        decide::decide,
        issue::{Issue, issue},
        list::list,
    },
};
use roster_domain::{
    id::AccountId,
    model::{Model, Tone},
};

/// Something that concerns the whole account. Amounts are in whole units.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Credits are given, until they end.
    Give { amount: i64, ends_after: SignedDuration },
    /// Credits are bought.
    Buy { amount: i64, reference: String },
    /// Credits are spent on an order.
    Spend { amount: i64, reference: String },
    /// Credits are set aside for an order that isn't done yet.
    SetAside { amount: i64, reference: String },
    /// What was spent last is given back.
    Refund,
    /// The compliance status moves on: first to one that asks for patience, then to the good one.
    Comply { good: bool, note: &'static str },
    /// A quotation is offered.
    Offer { title: &'static str, text: &'static str, amount: i64, reference: String, valid_for: SignedDuration },
    /// The oldest open quotation is answered.
    Answer { accept: bool },
}

/// When what happens in a story that is `long`; spending is left to whom the plan chooses.
pub fn story(
    model: &Model,
    long: SignedDuration,
    mut below: impl FnMut(usize) -> usize,
) -> Vec<(SignedDuration, Deed)> {
    let hours = SignedDuration::from_hours;
    let mut story = Vec::new();
    if model.credits().is_some() {
        story.push((hours(6), Deed::Give { amount: 1_000, ends_after: long - hours(600) }));
        for (turn, (ago, amount)) in [(2_700, 12_000), (1_500, 15_000), (420, 10_000)].into_iter().enumerate() {
            story.push((long - hours(ago), Deed::Buy { amount, reference: format!("INV-{:04}", 107 + 41 * turn) }));
        }
        for turn in 0..34_i64 {
            let amount = 120 + 10 * i64::try_from(below(90)).unwrap_or(0);
            let reference = format!("order {}", 4_210 + 7 * turn);
            story.push((hours(200 + (long.as_hours() - 220) * turn / 34), Deed::Spend { amount, reference }));
        }
        story.push((long - hours(390), Deed::Refund));
        story.push((long - hours(40), Deed::SetAside { amount: 1_250, reference: "order 4455".to_owned() }));
    }
    if model.compliance().is_some() {
        story.push((hours(150), Deed::Comply { good: false, note: "The documents were handed in." }));
        story.push((hours(340), Deed::Comply { good: true, note: "Checked; valid for a year." }));
    }
    if model.quotations().is_some() {
        let offers = [
            (
                1_300,
                "Coast in spring",
                "Twelve pictures of the coast, one a week, clouds below ten per cent.",
                4_800,
                240,
            ),
            (700, "Harbour at night", "Three pictures by night, taken within ten days.", 2_600, 240),
            (
                60,
                "Delta in winter",
                "Eight pictures of the delta from December to February, delivered within a day.",
                3_900,
                336,
            ),
        ];
        for (turn, (ago, title, text, amount, valid)) in offers.into_iter().enumerate() {
            let (reference, valid_for) = (format!("Q-{}", 311 + 19 * turn), hours(valid));
            story.push((long - hours(ago), Deed::Offer { title, text, amount, reference, valid_for }));
        }
        story.push((long - hours(1_250), Deed::Answer { accept: true }));
        story.push((long - hours(650), Deed::Answer { accept: false }));
    }
    story
}

/// What has to be kept in mind from one deed to the next.
#[derive(Default)]
pub struct Kept {
    /// How many there were: each is a request of its own.
    requests: u64,
    /// The entry with which credits were spent last.
    spent: Option<i64>,
}

/// Does it. A "no", as where somebody's role spends nothing, is part of the story.
pub async fn share(
    app: &App,
    by: &Caller,
    account: AccountId,
    model: &Model,
    kept: &mut Kept,
    deed: &Deed,
) -> Result<(), Failure> {
    kept.requests += 1;
    let idempotency = Some(Idempotency { key: format!("demo {}", kept.requests), digest: [0; 32] });
    let by = &Caller { idempotency, ..by.clone() };
    let unit = 10_i64.pow(model.credits().map_or(0, |credits| u32::from(credits.decimals)));
    let said = |reference: &str| Said { reference: reference.to_owned(), note: String::new() };
    let ends = |after: SignedDuration| -> Option<Timestamp> { Some(app.now() + after) };
    let done = match deed {
        Deed::Give { amount, ends_after } => {
            let said = Said { reference: String::new(), note: "To begin with".to_owned() };
            let input = Add { bought: false, amount: amount * unit, expires_at: ends(*ends_after), said };
            add(app, by, account, input).await.map(|_| ())
        }
        Deed::Buy { amount, reference } => {
            let input = Add { bought: true, amount: amount * unit, expires_at: None, said: said(reference) };
            add(app, by, account, input).await.map(|_| ())
        }
        Deed::Spend { amount, reference } => {
            let done = spend(app, by, account, amount * unit, said(reference)).await;
            done.map(|done| kept.spent = Some(done.value.seq))
        }
        Deed::SetAside { amount, reference } => {
            let input = Hold { amount: amount * unit, until: None, said: said(reference) };
            hold(app, by, account, input).await.map(|_| ())
        }
        Deed::Refund => {
            let Some(of) = kept.spent else { return Ok(()) };
            let said = Said { reference: String::new(), note: "Too many clouds".to_owned() };
            refund(app, by, account, Refund { of, amount: None, expires_at: None, said }).await.map(|_| ())
        }
        Deed::Comply { good, note } => {
            let tone = if *good { Tone::Good } else { Tone::Warning };
            let found = model.compliance().and_then(|it| it.statuses.iter().find(|status| status.tone == tone));
            let Some(status) = found else { return Ok(()) };
            set(app, by, account, status.id.to_string(), (*note).to_owned()).await.map(|_| ())
        }
        Deed::Offer { title, text, amount, reference, valid_for } => {
            let input = Issue {
                title: (*title).to_owned(),
                text: (*text).to_owned(),
                amount: model.credits().map(|_| amount * unit),
                reference: reference.clone(),
                valid_until: ends(*valid_for),
            };
            issue(app, by, account, input).await.map(|_| ())
        }
        Deed::Answer { accept } => {
            let open = list(app, by, account, Some("open".to_owned()), None, 50).await?.items;
            let Some(oldest) = open.last() else { return Ok(()) };
            decide(app, by, account, oldest.row.quotation, *accept).await.map(|_| ())
        }
    };
    match done {
        Ok(()) | Err(Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure),
    }
}
