//! What can be wrong with an address, each with a code of its own, so that a person can be told.

use serde::{Deserialize, Serialize};

/// Why a text is not an address that can be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum EmailProblem {
    /// There is nothing to read.
    #[error("the address is empty")]
    Empty,
    /// No `@`.
    #[error("the address has no @")]
    NoAt,
    /// More than one `@`.
    #[error("the address has more than one @")]
    SeveralAt,
    /// A blank inside.
    #[error("the address has a space inside")]
    SpaceInside,
    /// A tab, a null or another control character inside.
    #[error("the address has a control character inside")]
    ControlCharacter,
    /// A zero-width character or a direction mark inside.
    #[error("the address has an invisible character inside")]
    InvisibleCharacter,
    /// `@example.com`
    #[error("there is nothing before the @")]
    NothingBeforeAt,
    /// More than 64 octets before the `@`.
    #[error("the part before the @ is longer than 64 characters")]
    TooLongBeforeAt,
    /// A character that may not stand before the `@`.
    #[error("the part before the @ has a character that cannot stand there")]
    BadCharacter,
    /// A dot at an end of the local part, or two in a row.
    #[error("a dot stands where none can be")]
    MisplacedDot,
    /// `ann@`
    #[error("there is nothing after the @")]
    NothingAfterAt,
    /// `ann@localhost`
    #[error("the part after the @ has no dot")]
    DomainWithoutDot,
    /// The domain is not one that the domain name system could hold.
    #[error("the part after the @ is not a domain name")]
    BadDomain,
    /// More than 254 octets.
    #[error("the address is longer than 254 characters")]
    TooLong,
    /// `Ann <ann@example.com`
    #[error("a bracket < or > has no partner")]
    UnpairedBracket,
}

impl EmailProblem {
    /// Every problem there is, for tests and the reference.
    pub const ALL: [Self; 15] = [
        Self::Empty,
        Self::NoAt,
        Self::SeveralAt,
        Self::SpaceInside,
        Self::ControlCharacter,
        Self::InvisibleCharacter,
        Self::NothingBeforeAt,
        Self::TooLongBeforeAt,
        Self::BadCharacter,
        Self::MisplacedDot,
        Self::NothingAfterAt,
        Self::DomainWithoutDot,
        Self::BadDomain,
        Self::TooLong,
        Self::UnpairedBracket,
    ];

    /// The stable code, the same as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoAt => "no_at",
            Self::SeveralAt => "several_at",
            Self::SpaceInside => "space_inside",
            Self::ControlCharacter => "control_character",
            Self::InvisibleCharacter => "invisible_character",
            Self::NothingBeforeAt => "nothing_before_at",
            Self::TooLongBeforeAt => "too_long_before_at",
            Self::BadCharacter => "bad_character",
            Self::MisplacedDot => "misplaced_dot",
            Self::NothingAfterAt => "nothing_after_at",
            Self::DomainWithoutDot => "domain_without_dot",
            Self::BadDomain => "bad_domain",
            Self::TooLong => "too_long",
            Self::UnpairedBracket => "unpaired_bracket",
        }
    }
}
