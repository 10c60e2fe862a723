//! What an account shares, as a model declares it: credits, a compliance status, quotations.

use crate::model::{name::names, text::Text};
use schemars::JsonSchema;
use serde::Deserialize;

names! {
    /// The id of a compliance status, as the model declares it.
    StatusId;
}

/// Credits that belong to the account.
#[derive(Clone, Debug)]
pub struct Credits {
    /// What people call them, if the model says so.
    pub label: Option<Text>,
    /// What stands behind an amount.
    pub unit: Text,
    /// How many digits of an amount stand behind the point.
    pub decimals: u8,
}

/// The compliance status of the account.
#[derive(Clone, Debug)]
pub struct Compliance {
    /// What people call it, if the model says so.
    pub label: Option<Text>,
    /// What it is for, in a sentence.
    pub help: Text,
    /// What it can be, never empty; a new account has the first.
    pub statuses: Vec<Status>,
}

impl Compliance {
    /// The status with this id; the first where there is none, or none any more.
    pub fn at(&self, id: Option<&str>) -> &Status {
        let found = id.and_then(|id| self.status(id));
        found.unwrap_or(&self.statuses[0])
    }

    /// The status with this id.
    pub fn status(&self, id: &str) -> Option<&Status> {
        self.statuses.iter().find(|status| status.id == id)
    }
}

/// Something that the compliance status can be.
#[derive(Clone, Debug)]
pub struct Status {
    /// Its id.
    pub id: StatusId,
    /// What people call it.
    pub label: Text,
    /// What it means, in a sentence.
    pub help: Text,
    /// How it looks.
    pub tone: Tone,
}

/// How a status looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Neither nor.
    #[default]
    Neutral,
    /// All is well.
    Good,
    /// Something is missing.
    Warning,
    /// It doesn't work.
    Bad,
}

/// Offers to the account.
#[derive(Clone, Debug)]
pub struct Quotations {
    /// What people call them, if the model says so.
    pub label: Option<Text>,
    /// Whether accepting spends the amount from the account's credits.
    pub spends_credits: bool,
}
