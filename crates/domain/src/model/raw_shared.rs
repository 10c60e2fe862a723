//! The part of the language that says what an account shares: credits, a compliance status, quotations.

use super::{
    shape::{At, Name},
    shared::Tone,
    text::Text,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// Credits that belong to the account and are spent by all who may.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Credits")]
pub(super) struct RawCredits {
    /// What people call them, as a heading; absent: the console's own word.
    pub label: Option<Text>,
    /// What stands behind an amount, such as `"credits"`; absent: nothing.
    #[serde(default)]
    pub unit: Text,
    /// How many digits of an amount people see behind the point, from 0 to 6: amounts are whole numbers of the smallest unit.
    pub decimals: Option<At<u8>>,
}

/// A status of the account that all its members see.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Compliance")]
pub(super) struct RawCompliance {
    /// What people call it, as a heading; absent: the console's own word.
    pub label: Option<Text>,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub help: Text,
    /// `[[compliance.status]]`: what it can be; a new account has the first.
    #[serde(default)]
    pub status: Vec<RawStatus>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Status")]
pub(super) struct RawStatus {
    /// A short name for code, such as `passed`.
    #[schemars(schema_with = "super::schema::id")]
    pub id: Name,
    /// What people call it; absent: the id.
    pub label: Option<Text>,
    /// What it means, in a sentence.
    #[serde(default)]
    pub help: Text,
    /// How it looks: `"neutral"`, `"good"`, `"warning"` or `"bad"`.
    #[serde(default)]
    pub tone: Tone,
}

/// Offers to the account, each accepted once by those who may.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Quotations")]
pub(super) struct RawQuotations {
    /// What people call them, as a heading; absent: the console's own word.
    pub label: Option<Text>,
    /// Whether accepting spends the amount from the account's credits.
    #[serde(default)]
    pub spends_credits: Option<At<bool>>,
}
