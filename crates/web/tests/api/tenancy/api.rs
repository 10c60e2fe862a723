//! Every route of `openapi.json`.

use super::{
    EXCEPTIONS,
    things::{Caller, Things, uuids},
};
use crate::support::{Answer, Place, Route, World, get, routes, worlds};

const NOTHING: &str = "01234567-89ab-7def-8123-456789abcdef";

#[tokio::test]
async fn no_tenant_sees_another_through_the_api() {
    worlds(|world| async move {
        let (acme, bravo) = (Things::new(&world, "Acme").await, Things::new(&world, "Bravo").await);
        let mut asked = 0;
        for (own, foreign) in [(&acme, &bravo), (&bravo, &acme)] {
            let before = foreign.log(&world).await;
            for caller in &own.callers {
                for route in routes().iter().filter(|route| !EXCEPTIONS.contains(&route.id.as_str())) {
                    asked += Case { world: &world, own, foreign, caller, route }.run().await;
                }
            }
            assert_eq!(foreign.log(&world).await, before, "whatever was tried left no trace in the other account");
            let strayed = own.all_ids(&world).await;
            // The numbers of events are everybody's.
            let strayed: Vec<_> = strayed.intersection(&foreign.ids).filter(|id| id.parse::<u32>().is_err()).collect();
            assert!(strayed.is_empty(), "{strayed:?} of {} came into {}", foreign.tenant.name, own.tenant.name);
        }
        assert!(asked > 1_000, "{asked}");
    })
    .await;
}

#[tokio::test]
#[should_panic(expected = "shows a name or an address of Bravo")]
async fn a_name_that_is_seen_is_found() {
    let world = World::new();
    let bravo = Things::new(&world, "Bravo").await;
    let seen = get(bravo.tenant.path("")).by(&bravo.tenant.admin).of(&world).await;
    bravo.assert_unseen(&seen, &[], "a test");
}

#[tokio::test]
#[should_panic(expected = "shows an id of Bravo")]
async fn an_id_that_is_seen_is_found() {
    let world = World::new();
    let bravo = Things::new(&world, "Bravo").await;
    let mut seen = get(bravo.tenant.path("")).by(&bravo.tenant.admin).of(&world).await;
    seen.text = seen.text.replace("Bravo", "");
    bravo.assert_unseen(&seen, &[], "a test");
}

/// One route, asked by somebody of an account about another.
struct Case<'a> {
    world: &'a World,
    own: &'a Things,
    foreign: &'a Things,
    caller: &'a Caller,
    route: &'a Route,
}

impl Case<'_> {
    async fn run(&self) -> usize {
        let places = self.route.places();
        if self.route.is_authzen() {
            return self.in_the_keys_account(&places).await;
        }
        if !self.route.is_in_account() {
            assert!(places.is_empty(), "{}: an id outside of any account: in whose?", self.route.id);
            return self.without_ids().await;
        }
        let account = Place::Path("account".to_owned());
        // In the other account nobody has a place, whatever else is named.
        for elsewhere in [self.foreign, self.own] {
            let id =
                |place: &Place| if *place == account { self.foreign.living(place) } else { elsewhere.living(place) };
            self.ask(id, None).await.problem(404, "not_found");
        }
        let mut asked = 2;
        for place in places.iter().filter(|place| **place != account) {
            asked += self.foreign_id(place).await;
        }
        if self.route.query("cursor").is_some() {
            asked += self.foreign_cursor().await;
        }
        asked
    }

    /// Signing in and out and the like: whose things they are about is said by nothing but a secret.
    async fn without_ids(&self) -> usize {
        // What ends the caller's session is left to the tests of sessions.
        if self.route.path.starts_with("/v1/sessions") {
            return 0;
        }
        self.ask(|_| String::new(), None).await;
        1
    }

    /// The account is that of the key, so there is no way to name another: only to name its things.
    async fn in_the_keys_account(&self, places: &[Place]) -> usize {
        assert!(!places.is_empty(), "{}: it names nothing", self.route.id);
        if self.caller.is_person() {
            self.ask(|place| self.own.living(place), None).await.sentence(401);
            return 1;
        }
        let mut asked = 0;
        for place in places {
            asked += self.foreign_id(place).await;
        }
        asked
    }

    /// At one place the id of something of the other account; all else is the caller's own.
    async fn foreign_id(&self, place: &Place) -> usize {
        let mut ids = vec![NOTHING.to_owned(), self.foreign.living(place)];
        ids.extend(self.foreign.gone(place));
        // What was deleted without a trace is like nothing, in one's own account, too.
        ids.extend(self.own.gone(place).filter(|_| matches!(place.name(), "resource" | "parent")));
        // Who may not even do it with what is their account's own is refused for that.
        let own = match place {
            Place::Body(_) => self.ask(|here| self.own.living(here), None).await.status.as_u16(),
            Place::Path(_) | Place::Query(_) => 200,
        };
        let mut told = Vec::new();
        for sent in &ids {
            // Of several questions in one, what the first says goes before what all say.
            let same = |here: &Place| here == place || (self.route.is_authzen() && here.name() == place.name());
            let id = |here: &Place| if same(here) { sent.clone() } else { self.own.living(here) };
            let answer = self.ask(id, None).await;
            match own {
                // It may stand in the way that it is so already; or the foreign id is refused before that is seen.
                409 if answer.status == 409 => {}
                403 | 404 => assert_eq!(answer.status, own, "{}: {answer:?}", self.what()),
                _ => self.assert_derived(place, &answer),
            }
            told.push((answer.status, answer.text.replace(sent, "…")));
        }
        told.dedup();
        assert_eq!(told.len(), 1, "{}: a foreign thing is told from nothing by {told:?}", self.what());
        ids.len()
    }

    /// Quotations are seen with either of two permissions, so their routes name none; without both everything there is refused alike.
    fn needs_one_of_two(&self, answer: &Answer) -> bool {
        self.route.path.contains("/quotations") && answer.status == 403
    }

    fn assert_derived(&self, place: &Place, answer: &Answer) {
        if self.caller.permissions.is_none() {
            answer.problem(404, "not_found");
        } else if !self.caller.may(self.route.permission.as_deref()) || self.needs_one_of_two(answer) {
            answer.problem(403, "forbidden");
        } else {
            match place {
                Place::Path(_) => drop(answer.problem(404, "not_found")),
                Place::Query(_) => {
                    assert_eq!(answer.status, 200, "{}: {answer:?}", self.what());
                    match answer.text.starts_with('{') {
                        true => assert_eq!(answer.json()["items"], serde_json::json!([]), "{}", self.what()),
                        false => assert_eq!(answer.text.lines().count(), 1, "{}: the heading alone", self.what()),
                    }
                }
                Place::Body(_) if self.route.decides() => {
                    assert_eq!(answer.status, 200, "{}: {answer:?}", self.what());
                    let found = answer.text.contains("true") || answer.text.contains("\"results\":[{\"type");
                    assert!(!found, "{}: {answer:?}", self.what());
                }
                // Whoever asks for what is not there is told nothing else than of what is (F21).
                Place::Body(_) if self.route.id == "ask_for_access" => assert_eq!(answer.status, 202, "{answer:?}"),
                Place::Body(pointer) if place.name() == "to" => answer.wrong(pointer, "no_heir"),
                Place::Body(pointer) if pointer.starts_with("/members/") => answer.wrong(pointer, "unknown_member"),
                Place::Body(pointer) => answer.wrong(pointer, "unknown_resource"),
            }
        }
    }

    async fn foreign_cursor(&self) -> usize {
        let kind = if self.route.query("kind").is_some_and(|kind| kind.required) { "&kind=site" } else { "" };
        let path = self.route.path_with(|name| self.foreign.living(&Place::Path(name.to_owned())));
        let page = get(format!("{path}?limit=1{kind}")).by(&self.foreign.tenant.admin).of(self.world).await.ok(200);
        let Some(cursor) = page["next"].as_str() else { return 0 };
        let filters = self.route.places();
        let id = |place: &Place| match place {
            // A filter would leave nothing to see.
            Place::Query(_) if filters.contains(place) => String::new(),
            _ => self.own.living(place),
        };
        let answer = self.ask(id, Some(cursor)).await;
        // One that is bound to a place of the other account is good for nothing here, whoever brings it.
        if answer.status == 422 {
            answer.wrong("/cursor", "cursor_of_another_list");
            return 1;
        }
        let expected = match &self.caller.permissions {
            None => 404,
            Some(_) if !self.caller.may(self.route.permission.as_deref()) => 403,
            Some(_) => 200,
        };
        assert_eq!(answer.status, expected, "{}: {answer:?}", self.what());
        1
    }

    /// Asks, and sees to it that nothing of the other account is in the answer.
    async fn ask(&self, id: impl Fn(&Place) -> String, cursor: Option<&str>) -> Answer {
        let ask = self.caller.ask(self.route.ask(id, cursor));
        let sent = format!("{ask:?}");
        let sent: Vec<String> = uuids(&sent).collect();
        let answer = ask.of(self.world).await;
        let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
        self.foreign.assert_unseen(&answer, &sent, &self.what());
        answer
    }

    fn what(&self) -> String {
        format!("{} as {} of {}", self.route.id, self.caller.what, self.own.tenant.name)
    }
}
