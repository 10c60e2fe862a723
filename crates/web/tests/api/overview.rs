//! GET /v1/accounts/{account}/overview

use crate::support::{get, post, worlds};
use jiff::SignedDuration;
use roster_app::activity;
use serde_json::{Value, json};

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

/// The last steps' figures, the newest last.
fn last(overview: &Value, count: usize, of: impl Fn(&Value) -> &Value) -> Vec<i64> {
    let steps = overview["steps"].as_array().unwrap();
    steps[steps.len() - count..].iter().map(|step| of(step).as_i64().unwrap()).collect()
}

/// Issue 7: how the account grows, the same figures as on the page; F06.
#[tokio::test]
async fn f06_the_overview_tells_seats_invitations_and_who_is_not_there() {
    worlds(|world| async move {
        let acme = world.tenant_with_every_way_out("Acme").await;
        let bea = acme.join(&world, "Bea", "user", &[]).await;
        acme.invite(&world, "Old", "user", &[]).await;
        world.pass(days(14));
        acme.join(&world, "Cy", "user", &[]).await;
        let gone = acme.join(&world, "Gone", "user", &[]).await;
        world.pass(days(21));
        acme.invite(&world, "New", "user", &[]).await;
        acme.invite(&world, "Out", "user", &[]).await;
        let admin = world.sign_in(&acme.admin).await;
        let archive = post(acme.member(gone.member, "/archive"), json!({})).header("if-match", "*");
        archive.by(&admin).of(&world).await.ok(204);
        let seen = get(acme.path("/overview")).by(&admin).of(&world).await.ok(200);

        assert_eq!((&seen["period"], &seen["seats"]), (&json!("quarter"), &json!(3)));
        assert_eq!((&seen["invited"], &seen["expired"]), (&json!(2), &json!(1)));
        // Joined 35 days ago, joined 21 days ago, left today.
        assert_eq!(seen["steps"].as_array().unwrap().len(), 13);
        assert_eq!(last(&seen, 7, |step| &step["seats"]), [0, 2, 2, 4, 4, 4, 3]);
        assert_eq!(last(&seen, 6, |step| &step["invitations"]["sent"]), [3, 0, 2, 0, 0, 2]);
        assert_eq!(last(&seen, 6, |step| &step["invitations"]["accepted"]), [2, 0, 2, 0, 0, 0]);
        assert_eq!(last(&seen, 6, |step| &step["invitations"]["expired"]), [1, 0, 0, 0, 0, 0]);
        assert_eq!(last(&seen, 6, |step| &step["invitations"]["open"]), [0, 0, 0, 0, 0, 2]);
        let newest = seen["steps"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&newest["from"], &newest["until"]),
            (&json!("2026-12-20T00:00:00Z"), &json!("2026-12-27T00:00:00Z"))
        );

        for (period, steps) in [("month", 30), ("quarter", 13), ("year", 52)] {
            let seen = get(acme.path(format!("/overview?period={period}"))).by(&admin).of(&world).await.ok(200);
            assert_eq!(seen["steps"].as_array().unwrap().len(), steps, "{period}");
            assert_eq!(last(&seen, 1, |step| &step["seats"]), [3], "{period}");
        }
        let wrong = get(acme.path("/overview?period=decade")).by(&admin).of(&world).await;
        wrong.wrong("/period", "unknown_period");
        let bea = world.sign_in(&bea).await;
        get(acme.path("/overview")).by(&bea).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

/// The figures are those of the lists that they lead to.
#[tokio::test]
async fn e11_who_was_not_active_for_long_is_counted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let mut people = Vec::new();
        for name in ["Bea", "Cy", "Di", "Eve"] {
            people.push(acme.join(&world, name, "user", &[]).await);
        }
        let (bea, cy, di) = (&people[0], &people[1], &people[2]);
        // The days on which they come, the last one being the hundredth; Eve never does.
        let mut today = 0;
        for (day, person) in [(9, di), (69, cy), (71, bea), (100, &acme.admin)] {
            world.pass(days(day - today));
            today = day;
            let person = world.sign_in(person).await;
            get(acme.path("")).by(&person).of(&world).await.ok(200);
            activity::flush(&world.app).await.unwrap();
        }
        let admin = world.sign_in(&acme.admin).await;
        let seen = get(acme.path("/overview")).by(&admin).of(&world).await.ok(200);
        // Cy came 31 days ago, Di 91, Bea 29.
        assert_eq!(seen["inactive"], json!({ "days_30": 3, "days_90": 2, "never": 1 }));
        for (active, count) in [("30", 3), ("90", 2), ("never", 1)] {
            let list = get(format!("/accounts/{}/users?status=active&active={active}", acme.id)).by(&admin);
            let list = list.of(&world).await;
            assert_eq!(list.text.matches("name=\"member\"").count(), count, "{active}");
        }
    })
    .await;
}
