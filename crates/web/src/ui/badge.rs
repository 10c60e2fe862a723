//! A word about a state.

use maud::{Markup, html};

/// What a state, a notice or a toast feels like. The text says what it is: colour alone never does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// All is well, or something was done.
    Ok,
    /// Look at this some time.
    Warn,
    /// Something is wrong or cannot be taken back.
    Danger,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    pub(super) fn icon(self) -> icondata_core::Icon {
        match self {
            Self::Neutral | Self::Info => icondata_lu::LuInfo,
            Self::Ok => icondata_lu::LuCircleCheck,
            Self::Warn => icondata_lu::LuTriangleAlert,
            Self::Danger => icondata_lu::LuCircleAlert,
        }
    }
}

/// A status: `badge(Tone::Ok, "Active")`.
pub fn badge(tone: Tone, label: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (label) } }
}
