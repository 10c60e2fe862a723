//! D13: what is known of the account is changed by those who manage it, read as the model says, and its history is kept.

use crate::support::{World, forbidden, having_seen, preset_of, refusal, worlds_of};
use roster_app::{
    Caller, Done, Outcome,
    details::{
        edit::{self, EditDetails},
        show,
    },
};
use roster_domain::refusal::Refusal;

const SHARED: &str = "shared-workspaces";

impl World {
    async fn edit_details(&self, by: &Caller, name: Option<&str>, fields: &[(&str, &str)]) -> Outcome<Done<i64>> {
        let fields = fields.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
        edit::edit(&self.app, by, self.account, EditDetails { name: name.map(str::to_owned), fields }).await
    }

    async fn details_of(&self, by: &Caller) -> show::Details {
        show::show(&self.app, by, self.account).await.unwrap()
    }
}

fn value<'a>(details: &'a show::Details, id: &str) -> Option<&'a str> {
    details.fields.iter().find(|(declared, _)| declared.field.id == *id).map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn d13_admins_change_the_details_and_members_read_what_the_model_lets_them() {
    for world in worlds_of(preset_of(SHARED)).await {
        let (admin, mia) = (world.admin.caller.clone(), world.join("mia@example.com", "member", &[]).await.caller);
        let refused = world.edit_details(&mia, Some("Mine"), &[]).await;
        assert_eq!(refusal(refused), forbidden("roster.manage_account"));
        let seen = world.details_of(&admin).await;
        assert_eq!((seen.name.as_str(), seen.changeable, seen.history.len()), ("Northwind Feeds", true, 0));
        let sent = [("city", " Bremen "), ("tax_id", "DE 123")];
        let done = world.edit_details(&having_seen(&admin, seen.version), Some("Northwind"), &sent).await.unwrap();
        assert_eq!(done.value, seen.version + 1);
        let seen = world.details_of(&admin).await;
        assert_eq!((seen.version, seen.name.as_str()), (done.value, "Northwind"));
        assert_eq!((value(&seen, "city"), value(&seen, "tax_id")), (Some("Bremen"), Some("DE 123")));
        // A member reads what all may, and nothing of how it came to that.
        let read = world.details_of(&mia).await;
        assert_eq!((read.name.as_str(), read.changeable, read.history.len()), ("Northwind", false, 0));
        assert_eq!((value(&read, "city"), value(&read, "tax_id")), (Some("Bremen"), None));
        // F07: whoever saw another version is told.
        let stale = world.edit_details(&having_seen(&admin, seen.version - 1), None, &[("city", "Kiel")]).await;
        assert_eq!(refusal(stale), Refusal::Stale { current: seen.version });
        // The same again is nothing; nothing at all is none any more.
        let before = world.seq().await;
        world.edit_details(&admin, Some("Northwind"), &[("city", "Bremen")]).await.unwrap();
        assert_eq!(world.seq().await, before);
        world.edit_details(&admin, None, &[("city", "")]).await.unwrap();
        let seen = world.details_of(&admin).await;
        let told = |at: usize| {
            let changes = &seen.history[at].details.as_ref().unwrap().changes;
            let told = changes.iter().map(|it| (it.field.as_str(), it.before.as_deref(), it.after.as_deref()));
            told.collect::<Vec<_>>()
        };
        assert_eq!(told(0), [("detail.city", Some("Bremen"), None)]);
        let first = [
            ("name", Some("Northwind Feeds"), Some("Northwind")),
            ("detail.city", None, Some("Bremen")),
            ("detail.tax_id", None, Some("DE 123")),
        ];
        assert_eq!(told(1), first);
        assert_eq!(seen.history[0].actor_name.as_deref(), Some("ann"));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d13_what_is_wrong_is_told_field_by_field_and_nothing_is_half_saved() {
    for world in worlds_of(preset_of(SHARED)).await {
        let admin = world.admin.caller.clone();
        let long = "x".repeat(501);
        let sent = [("address", "Quay 1"), ("city", long.as_str()), ("country", "a\nb"), ("shoe_size", "43")];
        let Refusal::Invalid(problems) = refusal(world.edit_details(&admin, Some(" "), &sent).await) else { panic!() };
        let told: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
        let expected = [
            ("/name", "empty"),
            ("/fields/city", "too_long"),
            ("/fields/country", "control_character"),
            ("/fields/shoe_size", "unknown_detail"),
        ];
        assert_eq!(told, expected);
        let sent = [("address", "Quay 1"), ("city", long.as_str())];
        world.edit_details(&admin, None, &sent).await.unwrap_err();
        assert_eq!(value(&world.details_of(&admin).await, "address"), Some(""));
        let must = Caller { must_say_version: true, ..admin };
        assert_eq!(refusal(world.edit_details(&must, Some("X"), &[]).await), Refusal::PreconditionRequired);
        world.assert_whole().await;
    }
}
