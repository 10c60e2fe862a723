//! Where one is signed in, in plain words, and ending that elsewhere.

use crate::{
    console::{PageError, form::Part, visit::Visit},
    text::Text,
    ui::{Button, Tone, badge},
};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use roster_app::people::{self, MySession};
use roster_domain::{id::SessionId, refusal::Refusal};

/// What browsers call themselves, the more special before what they also claim to be.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// The same of what they run on.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// A browser as people call it: "Firefox on Windows".
pub(super) fn called(t: &'static Text, user_agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            t.with("session-on", &[("browser", browser.into()), ("system", system.into())])
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => t.get("session-unknown").into_owned(),
    }
}

/// All of them, the one at hand first.
pub(super) fn list(visit: &Visit, sessions: &[MySession]) -> Markup {
    let t = visit.t;
    let now = visit.web.app.now();
    html! {
        ul.plain {
            @for session in sessions {
                @let name = called(t, &session.row.user_agent);
                li.toolbar {
                    span.cell-lines {
                        span {
                            b { (name) }
                            @if session.current { " " (badge(Tone::Ok, &t.get("session-current"))) }
                        }
                        small {
                            @if !session.row.address.is_empty() { bdi { (session.row.address) } " · " }
                            @if session.current { (t.get("session-now")) }
                            @else if let Ok(seen) = Timestamp::from_millisecond(session.row.seen_at) {
                                (t.with("session-seen", &[("when", t.relative(seen, now, &visit.zone()).into())]))
                            }
                        }
                    }
                    @if !session.current {
                        form method="post" action={ "/me/sessions/" (session.row.session) "/end" } {
                            (Button::submit(t.with("session-end-of", &[("name", name.into())])).small())
                        }
                    }
                }
            }
        }
        p { (t.get("profile-sessions-hint")) }
        div.actions {
            @if sessions.len() > 1 {
                form method="post" action="/me/sessions/end-others" { (Button::submit(t.get("session-end-others"))) }
            }
            form method="post" action="/me/sign-out-everywhere" {
                (Button::submit(t.get("profile-sign-out-everywhere")))
            }
        }
    }
}

/// Ends one.
pub(crate) async fn end(visit: Visit, Part(session): Part) -> Result<Response, PageError> {
    let session: SessionId = session.parse().map_err(|_| Refusal::NotFound)?;
    people::end_session(&visit.web.app, &visit.caller, session).await?;
    Ok(visit.go(super::PATH, &visit.t.get("session-ended")))
}

/// Ends all others.
pub(crate) async fn end_others(visit: Visit) -> Result<Response, PageError> {
    people::end_other_sessions(&visit.web.app, &visit.caller).await?;
    Ok(visit.go(super::PATH, &visit.t.get("session-others-ended")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster_domain::language::Language;

    #[test]
    fn browsers_are_called_as_people_call_them() {
        let t = Text::for_language(Language::English);
        for (agent, name) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "Safari on Mac",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/138.0",
                "Chrome on iPhone",
            ),
            ("curl/8.5.0", "curl"),
            ("", "A browser we do not know"),
            ("<script>", "A browser we do not know"),
        ] {
            assert_eq!(called(t, agent), name, "{agent}");
        }
    }
}
