//! …/credits, …/credits/*, …/compliance, …/quotations, …/quotations/{quotation}: what an account shares, through the API

use crate::support::{Ask, PASSWORD, Person, Tenant, World, delete, get, patch, post, put, worlds};
use jiff::SignedDuration;
use roster_app::resources::create::{CreateResource, create};
use roster_domain::{id::ResourceId, model::presets};
use serde_json::{Value, json};

/// An account whose users share everything, with an admin and a member.
async fn shared(world: &World) -> (Tenant, Person) {
    let model = presets().iter().find(|preset| preset.id == "shared-workspaces").unwrap().text.to_owned();
    let tenant = world.tenant_of("Acme", model).await;
    let member = tenant.join(world, "Mia", "member", &[]).await;
    (tenant, member)
}

fn credits(tenant: &Tenant, what: &str, body: Value) -> Ask {
    post(tenant.path(format!("/credits/{what}")), body)
}

async fn resource(world: &World, of: &Tenant, kind: &str, parent: Option<ResourceId>) -> ResourceId {
    let input = CreateResource { kind: kind.to_owned(), parent, name: "W".to_owned(), external_id: None };
    create(&world.app, &of.admin.caller, of.id, input).await.unwrap().value
}

#[tokio::test]
async fn d04_the_permission_table_holds_for_members_and_admins() {
    worlds(|world| async move {
        let (acme, member) = shared(&world).await;
        let workspace = resource(&world, &acme, "workspace", None).await;
        let asset = resource(&world, &acme, "asset", Some(workspace)).await;
        let leaver = acme.join(&world, "Lea", "member", &[]).await.member;
        let quotation = acme.offer(&world, 10).await;
        credits(&acme, "purchases", json!({ "amount": 100 })).by(&acme.admin).key("first").of(&world).await.ok(201);
        let table: Vec<(&str, Ask, u16, u16)> = vec![
            ("switch workspaces", get(acme.path(format!("/resources/{workspace}"))), 200, 200),
            ("see storage assets of others", get(acme.path(format!("/resources/{asset}"))), 200, 200),
            (
                "invite users",
                post(acme.path("/invitations"), json!({ "addresses": ["x@acme.example"], "role": "member" })),
                403,
                200,
            ),
            ("change roles", put(acme.member(leaver, "/role"), json!({ "role": "member" })).if_match(1), 403, 204),
            ("buy credits", credits(&acme, "purchases", json!({ "amount": 5 })).key("buy"), 403, 201),
            ("view transaction history", get(acme.path("/credits/transactions")), 403, 200),
            ("export it", get(acme.path("/credits/transactions/export")), 403, 200),
            (
                "accept tasking quotations",
                post(acme.path(format!("/quotations/{quotation}/accept")), json!({})),
                403,
                204,
            ),
            ("see the balance", get(acme.path("/credits")), 200, 200),
            ("see the compliance status", get(acme.path("/compliance")), 200, 200),
            ("remove a user", delete(acme.member(leaver, "")), 403, 204),
            (
                "modify organization details",
                patch(acme.path("/details"), json!({ "fields": { "city": "Graz" } })),
                403,
                204,
            ),
            (
                "delete an account",
                post(acme.path("/closure"), json!({ "name": "Acme", "current_password": PASSWORD })),
                403,
                200,
            ),
        ];
        // What the product does by the same table: it asks what somebody may.
        for (who, may) in [(&member, false), (&acme.admin, true)] {
            let here = get(acme.path("")).by(who).of(&world).await.ok(200);
            let held = |permission: &str| here["permissions"].as_array().unwrap().iter().any(|one| one == permission);
            for permission in ["organization.edit", "roster.manage_account", "roster.close_account", "credits.buy"] {
                assert_eq!(held(permission), may, "{permission}");
            }
            assert!(held("credits.spend"));
        }
        let seen = get(acme.path(format!("/resources/{workspace}"))).by(&member).of(&world).await.ok(200);
        assert_eq!(seen["permissions"], json!(["workspace.switch"]));
        for (what, ask, for_member, for_admin) in table {
            for (who, status) in [(&member, for_member), (&acme.admin, for_admin)] {
                let answer = ask.clone().header("if-match", "*").by(who).of(&world).await;
                assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.text);
            }
        }
        get(acme.path("")).by(&member).of(&world).await.problem(404, "not_found");
    })
    .await;
}

impl Tenant {
    async fn offer(&self, world: &World, amount: i64) -> String {
        let body = json!({
            "title": "Tasking", "text": "Two images.", "amount": amount, "valid_until": "2026-11-22T10:00:00Z",
        });
        let made = post(self.path("/quotations"), body).by(&self.admin).of(world).await.ok(201);
        made["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn d02_credits_are_bought_held_spent_and_given_back_once_for_each_request() {
    worlds(|world| async move {
        let (acme, member) = shared(&world).await;
        let bought = credits(&acme, "purchases", json!({ "amount": 100, "reference": "INV-1", "note": "Hello" }));
        bought.clone().by(&acme.admin).of(&world).await.problem(428, "idempotency_key_required");
        let first = bought.clone().by(&acme.admin).key("a").of(&world).await;
        let again = bought.by(&acme.admin).key("a").of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        let has = json!({ "transaction": 1, "balance": 100, "held": 0, "available": 100 });
        assert_eq!((first.ok(201), again.ok(201)), (has.clone(), has));
        let spend = |amount: i64| credits(&acme, "spendings", json!({ "amount": amount })).by(&member);
        spend(101).key("b").of(&world).await.problem(409, "insufficient_credits");
        assert_eq!(spend(30).key("b").of(&world).await.ok(201)["balance"], 70);
        spend(31).key("b").of(&world).await.problem(422, "idempotency_key_reused");
        spend(0).key("c").of(&world).await.wrong("/amount", "amount_too_small");
        spend(1_000_000_000_001).key("c").of(&world).await.wrong("/amount", "amount_too_large");
        for (body, pointer) in [
            (json!({}), "/amount"),
            (json!({ "amount": "5" }), "/amount"),
            (json!({ "amount": 1.5 }), "/amount"),
            (json!({ "amount": 1, "currency": "EUR" }), "/currency"),
        ] {
            let refused = credits(&acme, "spendings", body).by(&member).key("c").of(&world).await;
            assert_eq!(refused.problem(422, "invalid")["errors"][0]["pointer"], pointer);
        }
        let hold = credits(&acme, "holds", json!({ "amount": 50, "until": "2026-11-21T11:00:00Z" }));
        let hold = hold.by(&member).key("d").of(&world).await.ok(201);
        assert_eq!((&hold["held"], &hold["available"]), (&json!(50), &json!(20)));
        let capture = credits(&acme, "captures", json!({ "hold": hold["transaction"], "amount": 20 }));
        let captured = capture.by(&member).key("e").of(&world).await.ok(201);
        assert_eq!((&captured["balance"], &captured["held"]), (&json!(50), &json!(0)));
        // Somebody else's hold is not theirs to end, but for who looks after the money.
        let kept = credits(&acme, "holds", json!({ "amount": 1 })).by(&acme.admin).key("kept").of(&world).await.ok(201);
        for what in ["releases", "captures"] {
            let end = credits(&acme, what, json!({ "hold": kept["transaction"] })).by(&member).key(what);
            end.of(&world).await.problem(403, "forbidden");
        }
        let end = credits(&acme, "releases", json!({ "hold": kept["transaction"] })).by(&acme.admin).key("end");
        end.of(&world).await.ok(201);
        let release = credits(&acme, "releases", json!({ "hold": hold["transaction"] }));
        release.by(&member).key("f").of(&world).await.problem(409, "wrong_state");
        let refund = |of: &Value| credits(&acme, "refunds", json!({ "of": of, "amount": 20 }));
        refund(&captured["transaction"]).by(&member).key("g").of(&world).await.problem(403, "forbidden");
        let back = refund(&captured["transaction"]).by(&acme.admin).key("h").of(&world).await.ok(201);
        assert_eq!(back["balance"], 70);
        refund(&json!(1)).by(&acme.admin).key("i").of(&world).await.wrong("/of", "not_a_spending");
        let gift = credits(&acme, "allocations", json!({ "amount": 5, "expires_at": "2026-11-21T12:00:00Z" }));
        gift.by(&acme.admin).key("j").of(&world).await.ok(201);
        let has = get(acme.path("/credits")).by(&member).of(&world).await.ok(200);
        assert_eq!(has, json!({ "balance": 75, "held": 0, "available": 75, "decimals": 0, "transaction": 8 }));
        // Through a key, in its member's name.
        let (_, key) = acme.key(&world, &acme.admin, &["roster.spend_credits"]).await;
        let by_key = credits(&acme, "spendings", json!({ "amount": 1 })).bearing(&key);
        by_key.key("k").of(&world).await.ok(201);
        credits(&acme, "purchases", json!({ "amount": 1 }))
            .bearing(&key)
            .key("l")
            .of(&world)
            .await
            .problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn d02_the_history_is_paged_filtered_and_exported() {
    worlds(|world| async move {
        let (acme, member) = shared(&world).await;
        let buy = json!({ "amount": 100, "reference": "=1+1", "note": "Grüße, \"Rita\"" });
        credits(&acme, "purchases", buy).by(&acme.admin).key("a").of(&world).await.ok(201);
        world.pass(SignedDuration::from_hours(24));
        for number in 0..3 {
            let spend = credits(&acme, "spendings", json!({ "amount": 10 })).by(&member);
            spend.key(&format!("s{number}")).of(&world).await.ok(201);
        }
        let list = async |query: &str| {
            get(acme.path(format!("/credits/transactions{query}"))).by(&acme.admin).of(&world).await
        };
        let numbers = |page: &Value| -> Vec<i64> {
            page["items"].as_array().unwrap().iter().map(|one| one["transaction"].as_i64().unwrap()).collect()
        };
        let first = list("?limit=3").await.ok(200);
        assert_eq!(numbers(&first), [4, 3, 2]);
        let rest = list(&format!("?limit=3&cursor={}", first["next"].as_str().unwrap())).await.ok(200);
        assert_eq!((numbers(&rest), &rest["next"]), (vec![1], &Value::Null));
        for (query, expected) in [
            ("?kind=purchase", vec![1]),
            ("?kind=expiry", vec![]),
            ("?from=2026-11-22", vec![4, 3, 2]),
            ("?until=2026-11-22", vec![1]),
        ] {
            assert_eq!(numbers(&list(query).await.ok(200)), expected, "{query}");
        }
        assert_eq!(numbers(&list(&format!("?member={}", member.member)).await.ok(200)), [4, 3, 2]);
        list("?kind=gift").await.wrong("/kind", "unknown_kind");
        list("?cursor=0").await.wrong("/cursor", "bad_cursor");
        let one = &rest["items"][0];
        assert_eq!(
            (&one["amount"], &one["member_name"], &one["actor"]),
            (&json!(100), &json!("Admin Acme"), &json!("member"))
        );
        // What there was right before a day.
        for (at, balance) in [("2026-11-21", 0), ("2026-11-22", 100), ("2026-11-23", 70)] {
            let had = get(acme.path(format!("/credits?at={at}"))).by(&acme.admin).of(&world).await.ok(200);
            assert_eq!(had["balance"], balance, "{at}");
        }
        get(acme.path("/credits?at=2026-11-22")).by(&member).of(&world).await.problem(403, "forbidden");
        let file = get(acme.path("/credits/transactions/export")).by(&acme.admin).of(&world).await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.text.starts_with("transaction,at,"), "no mark for programs");
        assert!(file.header("content-disposition").contains("transactions-"));
        let lines: Vec<&str> = file.text.split("\r\n").collect();
        assert_eq!(lines.len(), 6, "{}", file.text);
        assert!(lines[0].starts_with("transaction,at,kind,amount,held,balance"));
        assert!(lines[1].starts_with("4,2026-11-22T10:00:00Z,spending,-10,0,70,0,"), "{}", lines[1]);
        assert!(lines[4].ends_with(r#",Admin Acme,'=1+1,"Grüße, ""Rita""""#), "{}", lines[4]);
        let some = get(acme.path("/credits/transactions/export?kind=purchase")).by(&acme.admin).of(&world).await;
        assert_eq!(some.text.split("\r\n").count(), 3);
        get(acme.path("/credits/transactions/export?kind=x"))
            .by(&acme.admin)
            .of(&world)
            .await
            .wrong("/kind", "unknown_kind");
        assert_eq!(acme.count(&world, "transactions_exported").await, 2);
    })
    .await;
}

#[tokio::test]
async fn d03_the_compliance_status_is_one_for_all() {
    worlds(|world| async move {
        let (acme, member) = shared(&world).await;
        let show = async || get(acme.path("/compliance")).by(&member).of(&world).await;
        let before = show().await;
        assert_eq!((before.version(), &before.json()["status"]), (0, &json!("not_started")));
        let set = |status: &str| put(acme.path("/compliance"), json!({ "status": status, "note": "Done." }));
        set("passed").by(&member).if_match(0).of(&world).await.problem(403, "forbidden");
        set("passed").without("if-match").by(&acme.admin).of(&world).await.problem(428, "precondition_required");
        set("great").by(&acme.admin).if_match(0).of(&world).await.wrong("/status", "unknown_compliance_status");
        let why =
            json!({ "checks": [{ "member": member.member, "permission": "data.order_restricted" }], "explain": true });
        let asked = post(acme.path("/check"), why.clone()).by(&acme.admin).of(&world).await;
        assert!(asked.clone().ok(200).to_string().contains("compliance_status"), "{}", asked.text);
        assert_eq!(set("passed").by(&acme.admin).if_match(0).of(&world).await.version(), 1);
        set("failed").by(&acme.admin).if_match(0).of(&world).await.problem(412, "stale");
        let after = show().await;
        assert_eq!((after.version(), &after.json()["changed_by_name"]), (1, &json!("Admin Acme")));
        let asked = post(acme.path("/check"), why).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(asked["results"][0]["allowed"], true, "{asked}");
    })
    .await;
}

#[tokio::test]
async fn d04_a_quotation_is_accepted_once_and_kept_as_it_was_offered() {
    worlds(|world| async move {
        let (acme, member) = shared(&world).await;
        credits(&acme, "purchases", json!({ "amount": 25 })).by(&acme.admin).key("a").of(&world).await.ok(201);
        let mut offers = Vec::new();
        for _ in 0..4 {
            offers.push(acme.offer(&world, 10).await);
        }
        let path = |offer: &str, verb: &str| acme.path(format!("/quotations/{offer}{verb}"));
        let act =
            async |who: &Person, offer: &str, verb: &str| post(path(offer, verb), json!({})).by(who).of(&world).await;
        get(acme.path("/quotations")).by(&member).of(&world).await.problem(403, "forbidden");
        get(path(&offers[0], "")).by(&member).of(&world).await.problem(403, "forbidden");
        let accept = post(path(&offers[0], "/accept"), json!({})).by(&acme.admin).key("b");
        accept.clone().of(&world).await.ok(204);
        assert_eq!(accept.of(&world).await.header("idempotency-replayed"), "true");
        act(&acme.admin, &offers[0], "/accept").await.problem(409, "wrong_state");
        act(&acme.admin, &offers[1], "/decline").await.ok(204);
        delete(path(&offers[2], "")).by(&member).of(&world).await.problem(403, "forbidden");
        delete(path(&offers[2], "")).by(&acme.admin).of(&world).await.ok(204);
        world.pass(SignedDuration::from_hours(24));
        act(&acme.admin, &offers[3], "/accept").await.problem(409, "wrong_state");
        let list = get(acme.path("/quotations")).by(&acme.admin).of(&world).await.ok(200);
        let mut states: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
        // All were offered in the same moment.
        states.sort_unstable();
        assert_eq!(states, ["accepted", "declined", "expired", "withdrawn"]);
        let kept = get(path(&offers[0], "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&kept["text"], &kept["decided_by_name"]), (&json!("Two images."), &json!("Admin Acme")));
        assert_eq!(kept["transaction"], 2);
        assert_eq!(get(acme.path("/credits")).by(&member).of(&world).await.ok(200)["balance"], 15);
        let poor = acme.path("/quotations");
        let body = json!({ "title": "", "text": "x" });
        let refused = post(poor, body).by(&acme.admin).of(&world).await.problem(422, "invalid");
        assert_eq!(refused["errors"].as_array().unwrap().len(), 2, "{refused}");
    })
    .await;
}

#[tokio::test]
async fn d02_whatever_is_retried_whenever_is_done_once_and_answered_as_the_first_time() {
    worlds(|world| async move {
        let (acme, _) = shared(&world).await;
        let admin = &acme.admin;
        let wishes = [
            ("purchases", json!({ "amount": 100 })),
            ("allocations", json!({ "amount": 40, "expires_at": "2026-11-21T12:00:00Z" })),
            ("spendings", json!({ "amount": 30 })),
            ("refunds", json!({ "of": 3, "amount": 10 })),
            ("holds", json!({ "amount": 50, "until": "2026-11-21T11:00:00Z" })),
            ("captures", json!({ "hold": 5, "amount": 20 })),
            ("holds", json!({ "amount": 60, "until": "2026-11-21T11:00:00Z" })),
            ("releases", json!({ "hold": 7 })),
        ];
        let ask = |number: usize| {
            let (what, body) = wishes[number].clone();
            credits(&acme, what, body).by(admin).key(&format!("wish-{number}"))
        };
        let state = || async {
            let credits = get(acme.path("/credits")).by(admin).of(&world).await.ok(200);
            (credits, get(acme.path("/credits/transactions")).by(admin).of(&world).await.text)
        };
        let mut answers: Vec<String> = Vec::new();
        for number in 0..wishes.len() {
            let first = ask(number).of(&world).await;
            assert_eq!(first.status, 201, "{}: {}", wishes[number].0, first.text);
            answers.push(first.text);
            let before = state().await;
            for (earlier, answer) in answers.iter().enumerate() {
                let again = ask(earlier).of(&world).await;
                assert_eq!((again.status.as_u16(), &again.text), (201, answer), "{} after {number}", wishes[earlier].0);
                assert_eq!(again.header("idempotency-replayed"), "true");
            }
            assert_eq!(state().await, before, "retrying moved something after {number}");
        }
        // Also when what it was about has ended by itself.
        world.pass(SignedDuration::from_hours(3));
        let before = state().await;
        for (number, answer) in answers.iter().enumerate() {
            assert_eq!(&ask(number).of(&world).await.text, answer);
        }
        assert_eq!(state().await, before);
        // What ends soonest is spent first: the allocation to its last.
        assert_eq!(before.0["balance"], 100);
    })
    .await;
}
