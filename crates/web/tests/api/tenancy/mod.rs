//! No tenant sees another: every route of the API and every page of the console, as everybody of two accounts, with the ids of
//! the other account in every place.
//!
//! What to expect is derived, not listed: a foreign id is answered like the id of nothing, to the letter but for the id itself.

mod api;
mod console;
mod things;
mod three;

/// Routes and pages to which the derived answer doesn't apply. It is empty, and stays so.
const EXCEPTIONS: [&str; 0] = [];
