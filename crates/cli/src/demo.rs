//! What `roster demo` shows: made-up accounts with people, projects and history, the same every time, made only through
//! use-cases, as if people had lived in them for some months.

pub mod folder;
mod names;
mod places;
mod plan;
mod shared;
mod teller;
#[cfg(test)]
mod tests;

use crate::trouble::Trouble;
use jiff::{SignedDuration, Timestamp};
use roster_app::{
    App, PasswordCost, Settings,
    clock::{ManualClock, SeededEntropy},
    keyring::KeyRing,
};
use roster_domain::model::{Preset, presets};
use roster_store::Db;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everybody's password. It is printed, and good enough to be taken.
pub const PASSWORD: &str = "blue-otter-lantern";
/// How long ago the story begins.
const AGO: SignedDuration = SignedDuration::from_hours(120 * 24);
/// Moved when the made-up data changes, so that nobody looks at old data with a new program without being told.
pub const EDITION: u32 = 3;

/// Someone to sign in as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// In which account.
    pub account: String,
    /// With which role.
    pub role: String,
    /// With which address.
    pub email: String,
}

/// Fills an empty database with one account for each model that comes with Roster; gives someone to sign in as for each role.
///
/// The story ends at `until`: what is "3 days ago" in it is so today. Names, addresses and what happens are the same every
/// time. Its sessions are drawn from a known seed and its passwords are hashed at next to no cost, as is right for people who
/// don't exist; a sign-in in earnest makes its hash a real one.
pub async fn fill(db: Db, keys: KeyRing, until: Timestamp) -> Result<Vec<SignIn>, Trouble> {
    let clock = Arc::new(ManualClock::new(until - AGO));
    let entropy = Arc::new(SeededEntropy::new(u64::from(EDITION)));
    let settings =
        Settings { password_cost: PasswordCost::Trivial, mailbox: true, ..Settings::new("http://localhost") };
    let app = App::new(db, clock.clone(), entropy, keys, settings);
    let mut sign_ins = Vec::new();
    for (number, preset) in presets().iter().enumerate() {
        clock.set(until - AGO);
        sign_ins.extend(one_account(&app, &clock, number, preset, until).await?);
    }
    Ok(sign_ins)
}

async fn one_account(
    app: &App,
    clock: &ManualClock,
    number: usize,
    preset: &Preset,
    until: Timestamp,
) -> Result<Vec<SignIn>, Trouble> {
    let model = preset.compile().map_err(|problems| Trouble::failed(format!("{}: {problems:?}", preset.id)))?;
    let plan = plan::plan(&model, number, AGO);
    let account = plan.account.clone();
    let sign_ins = plan.sign_ins(&model);
    teller::tell(app, clock, &model, preset.text, plan, until).await?;
    let sign_in = |(role, email)| SignIn { account: account.clone(), role, email };
    Ok(sign_ins.into_iter().map(sign_in).collect())
}
