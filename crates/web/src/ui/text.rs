//! What components take as text.

use std::borrow::Cow;

/// A translated text: borrowed where the page has it anyway, owned where it was just put together. Always escaped.
pub type Text<'a> = Cow<'a, str>;
