//! The page of the reference about a member's life, written from the table.

use super::{Effect, State, TABLE, Transition, Where, Who};
use crate::model::Leaving;
use std::fmt::Write as _;

/// The page, in Markdown.
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    page.push_str("\n## The drawing\n\n```mermaid\nstateDiagram-v2\n    [*] --> invited : invite\n");
    page.push_str("    [*] --> active : sign_up\n");
    for line in drawn() {
        let _ = writeln!(page, "    {} --> {} : {}", line.from.code(), line.to.code(), line.step.code());
    }
    page.push_str("```\n\n## The states\n\n| state | what it means |\n|---|---|\n");
    for state in State::ALL.into_iter().filter(|state| *state != State::Nobody) {
        let _ = writeln!(page, "| `{}` | {} |", state.code(), meaning(state));
    }
    page.push_str(
        "\n## The steps\n\n| from | step | to | who | in which models | what else happens | who is mailed |\n|---|---|---|---|---|---|---|\n",
    );
    for line in TABLE {
        let mail = line.mail().map_or(String::new(), |(who, kind)| format!("{who}: `{kind}`"));
        let effects: Vec<&str> = line.effects().iter().map(|effect| effect_in_words(*effect)).collect();
        let _ = writeln!(
            page,
            "| {} | `{}` | `{}` | {} | {} | {} | {mail} |",
            if line.from == State::Nobody { "nobody".to_owned() } else { format!("`{}`", line.from.code()) },
            line.step.code(),
            line.to.code(),
            who_in_words(line.step.who()),
            where_in_words(line.place),
            effects.join("; "),
        );
    }
    page
}

const HEAD: &str = "\
<!-- Written by `cargo xtask reference` from crates/domain/src/lifecycle.rs. -->

# A member's life

Whatever does not stand here is refused with `wrong_state`, and a way out that the account's model does not offer with
`not_on_offer`. After every step somebody must still be able to keep the account (`last_keeper`), and every step is an event in the
account's audit log. What people see as a status is said by the model's labels (`status.…`).
";

fn drawn() -> impl Iterator<Item = &'static Transition> {
    TABLE.iter().filter(|line| line.from != State::Nobody)
}

fn meaning(state: State) -> &'static str {
    match state {
        State::Nobody => "There is no place.",
        State::Invited => "Asked to join, and the link is good.",
        State::Expired => "Asked to join, and the time is over. Stored as `invited`; it follows from the clock.",
        State::Active => "In. Only then anything is in force.",
        State::Disabled => "Out for a while. Everything stays as it was, and nothing is in force.",
        State::Archived => "Out, and kept in the list of former members. Everything stays noted.",
        State::Deleted => {
            "Out, and off the lists. Everything stays noted; so is a place whose invitation was withdrawn."
        }
    }
}

fn who_in_words(who: Who) -> String {
    match who {
        Who::Inviter => "whoever holds `roster.invite`".to_owned(),
        Who::Acts(verb) => format!("whoever holds `{}` and whose rank reaches them", verb.needs().id()),
        Who::Oneself => "they themself".to_owned(),
        Who::LinkHolder => "who holds the link".to_owned(),
        Who::Anybody => "anybody whose address it is".to_owned(),
        Who::Time => "nobody: by itself".to_owned(),
    }
}

fn where_in_words(place: Where) -> String {
    match place {
        Where::Everywhere => "all".to_owned(),
        Where::Offered(way) => format!("`leaving` has `{}`", way_code(way)),
        Where::NotOffered(way) => format!("`leaving` lacks `{}`", way_code(way)),
        Where::AtOnce => "`restoring = \"at_once\"`, if somebody had joined".to_owned(),
        Where::ByInvitation => "`restoring = \"by_invitation\"`, or if nobody had joined".to_owned(),
        Where::NeverJoined => "all, if nobody had joined".to_owned(),
        Where::SelfSignUp => "`self_sign_up = true`".to_owned(),
        Where::SelfSignUpNeverJoined => "`self_sign_up = true`, if nobody had joined".to_owned(),
    }
}

fn way_code(way: Leaving) -> &'static str {
    way.step().code()
}

fn effect_in_words(effect: Effect) -> &'static str {
    match effect {
        Effect::LinkMailed => "a link is mailed, any earlier one is dead",
        Effect::LinkDies => "the link is dead",
        Effect::ComesIntoForce => "what was given is in force from then on",
        Effect::Sleeps => "nothing is in force any more; roles, permissions, access, fields and note stay noted",
        Effect::ActingEnds => "whoever acts as them is stopped",
        Effect::KeysRevoked => "their API keys are revoked for ever",
        Effect::OffersLapse => "invitations they sent lapse unless somebody takes them over",
        Effect::LeavesChoice => "the account leaves their list of accounts",
        Effect::GivenAgain => "whoever does it must be able to give all of it (rule 12)",
    }
}
