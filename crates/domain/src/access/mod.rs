//! The judge: the only place that says who may do what. Pure: records in, answers out.
//!
//! The numbers of rules refer to "The rules of access" in the architecture's text. Everything here is judged at a moment
//! `now` and, where it says `account_open`, for an account that is open or not (rule 1); the other functions are asked only
//! by actors who got into an open account.

mod act;
mod ending;
mod explain;
mod give;
mod hand_over;
mod key;
mod relocate;
mod sets;

pub use act::{ActRefusal, Verb, may_act_on, may_change_access, rank_allows};
pub use ending::ending_raises;
pub use explain::{Because, Explanation, Question, Remedy, RemedyWhat, Taken, explain};
pub use give::{Change, GiveRefusal, lacks_for, may_give, under};
pub(crate) use give::{moments, set_on, throughout};
pub use hand_over::{hands_over, may_hand_over, steps_down_to};
pub use key::{KeyBounds, key_bounds, key_record, may_revoke_key};
pub use relocate::{Shift, missing_for_move, shift};
pub use sets::{
    account_set, allowed_by_mask, everywhere, holds, holds_on, keeps_account, mask_of, may_create, may_delete,
    may_edit, may_receive, not_offered, rank, resource_set, roles_in_force, roles_that_give,
};
