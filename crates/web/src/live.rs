//! Answers that stay open and tell what happens: server-sent events (the HTML standard, "text/event-stream").
//!
//! Who waits costs a small task and a connection: no thread, no lock, no connection to the database. How many wait is bounded. Before each
//! look it is asked anew whether the session lives, and each look asks who may. A browser that was cut off says which event it
//! has seen last, and goes on behind it.

use crate::serve::Ending;
use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use hyper::body::Frame;
use roster_app::{Actor, App, Caller, Changes, Failure, Outcome, people::still_signed_in};
use roster_domain::refusal::Refusal;
use std::{
    collections::HashMap,
    convert::Infallible,
    future::pending,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    sync::mpsc,
    time::{sleep, timeout},
};

/// How many may be open on this node…
const ALL: usize = 2_000;
/// …and of one caller: a tab each, and some that the server has not noticed to be gone.
const EACH: usize = 12;
/// What another node changed is seen when this is over.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// So many looks without anything to tell, and a sign of life is sent, so that nothing between takes the connection for dead.
const BEAT: u32 = 7;
/// Many changes in a moment are told together.
const PAUSE: Duration = Duration::from_millis(200);
/// Who can't take what is told for so long has gone.
const STUCK: Duration = Duration::from_secs(30);
/// After this many seconds a refused stream may be asked for again.
const FULL: u32 = 30;

/// What is to be told next.
pub(crate) enum Next {
    /// Messages: the number after which to go on, the kind, and the text.
    Tell(Vec<Message>),
    /// There is more already.
    More(Vec<Message>),
}

/// One event of a stream.
pub(crate) struct Message {
    /// What a reader that was cut off says it has seen last.
    pub(crate) id: i64,
    /// Its kind; `message` is what a reader that knows none takes.
    pub(crate) kind: &'static str,
    /// What it says.
    pub(crate) data: String,
}

impl Message {
    fn write(&self, to: &mut String) {
        to.push_str(&format!("id: {}\nevent: {}\n", self.id, self.kind));
        for line in self.data.split(['\n', '\r']) {
            to.push_str("data: ");
            to.push_str(line);
            to.push('\n');
        }
        to.push('\n');
    }
}

/// Where messages come from.
pub(crate) trait Source: Send + 'static {
    /// What happened since the last time. A refusal ends the stream.
    fn next(&mut self) -> impl Future<Output = Outcome<Next>> + Send;
}

/// The streams that are open, by who has them.
#[derive(Default)]
pub(crate) struct Streams(Mutex<Open>);

#[derive(Default)]
struct Open {
    all: usize,
    each: HashMap<String, usize>,
}

/// One of them; it is counted until it is dropped.
struct Counted {
    streams: Arc<Streams>,
    who: String,
}

impl Streams {
    fn count(self: &Arc<Self>, caller: &Caller) -> Result<Counted, Refusal> {
        let who = match caller.in_own_name().actor {
            Actor::Person { person, .. } => person.to_string(),
            actor => format!("{actor:?}"),
        };
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = open.each.get(&who).copied().unwrap_or(0);
        if open.all >= ALL || mine >= EACH {
            return Err(Refusal::Throttled { retry_after: FULL });
        }
        open.all += 1;
        open.each.insert(who.clone(), mine + 1);
        Ok(Counted { streams: Arc::clone(self), who })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        let left = open.each.get(&self.who).map_or(0, |mine| mine - 1);
        match left {
            0 => drop(open.each.remove(&self.who)),
            left => drop(open.each.insert(self.who.clone(), left)),
        }
    }
}

/// The event that a browser that was cut off has seen last.
pub(crate) fn last_event_id(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.trim().parse().ok().filter(|id| *id >= 0)
}

/// Answers with what the source tells, until the reader or the server goes, or the caller may no more. It looks once before it answers,
/// so that whoever may not is told so as ever.
pub(crate) async fn answer(
    streams: &Arc<Streams>,
    (app, caller): (App, Caller),
    changes: Changes,
    ending: Option<Ending>,
    mut source: impl Source,
) -> Result<Response, Failure> {
    let counted = streams.count(&caller)?;
    let first = source.next().await?;
    let (frames, received) = mpsc::channel(1);
    tokio::spawn(async move {
        let _counted = counted;
        tell(frames, (app, caller.by_itself()), (changes, ending), (first, source)).await;
    });
    let headers = [(CONTENT_TYPE, "text/event-stream")];
    // Proxies that keep answers back until they are whole would keep this one for ever.
    Ok((headers, [("x-accel-buffering", "no")], Body::new(Frames(received))).into_response())
}

async fn tell(
    frames: mpsc::Sender<Bytes>,
    (app, caller): (App, Caller),
    (mut changes, mut ending): (Changes, Option<Ending>),
    (first, mut source): (Next, impl Source),
) {
    let mut text = "retry: 2000\n\n".to_owned();
    let (mut next, mut silent) = (first, 0);
    loop {
        let (messages, more) = match next {
            Next::Tell(messages) => (messages, false),
            Next::More(messages) => (messages, true),
        };
        messages.iter().for_each(|message| message.write(&mut text));
        silent = if messages.is_empty() { silent + 1 } else { 0 };
        if silent >= BEAT {
            text.push_str(":\n\n");
            silent = 0;
        }
        if !text.is_empty() {
            let sent = timeout(STUCK, frames.send(Bytes::from(std::mem::take(&mut text)))).await;
            if !matches!(sent, Ok(Ok(()))) {
                return;
            }
        }
        if !more {
            let end = async {
                match &mut ending {
                    Some(ending) => ending.come().await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = changes.next() => sleep(PAUSE).await,
                () = sleep(LOOK_EVERY) => {}
                () = frames.closed() => return,
                () = end => return,
            }
        }
        if !matches!(still_signed_in(&app, &caller).await, Ok(true)) {
            return;
        }
        next = match source.next().await {
            Ok(next) => next,
            Err(Failure::Refused(_)) => return,
            Err(failure) => {
                tracing::warn!(?failure, "a stream broke off");
                return;
            }
        };
    }
}

/// What was written, as a body.
struct Frames(mpsc::Receiver<Bytes>);

impl HttpBody for Frames {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|frame| frame.map(|frame| Ok(Frame::data(frame))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use roster_app::Origin;
    use roster_domain::id::Id;
    use uuid::Uuid;

    #[test]
    fn a_message_of_several_lines_stays_one() {
        let mut text = String::new();
        Message { id: 7, kind: "event", data: "one\ntwo".to_owned() }.write(&mut text);
        assert_eq!(text, "id: 7\nevent: event\ndata: one\ndata: two\n\n");
    }

    #[test]
    fn what_a_browser_has_seen_is_a_number_or_nothing() {
        let of = |value: &'static str| {
            let headers = [("last-event-id".parse().unwrap(), HeaderValue::from_static(value))];
            last_event_id(&headers.into_iter().collect())
        };
        assert_eq!(
            ["12", " 3 ", "-1", "x", "", "99999999999999999999"].map(of),
            [Some(12), Some(3), None, None, None, None]
        );
        assert_eq!(last_event_id(&HeaderMap::new()), None);
    }

    #[test]
    fn nobody_opens_more_than_a_few_and_what_ends_makes_room() {
        let caller = |person: u128| {
            let session = Id::from_uuid(Uuid::from_u128(9));
            Caller::new(Actor::Person { person: Id::from_uuid(Uuid::from_u128(person)), session }, Origin::default())
        };
        let streams = Arc::new(Streams::default());
        let mut open: Vec<Counted> = (0..EACH).map(|_| streams.count(&caller(1)).unwrap()).collect();
        assert!(streams.count(&caller(1)).is_err());
        assert!(streams.count(&caller(2)).is_ok());
        open.pop();
        assert!(streams.count(&caller(1)).is_ok());
        drop(open);
        let left = streams.0.lock().unwrap();
        assert_eq!((left.all, left.each.len()), (0, 0));
    }
}
