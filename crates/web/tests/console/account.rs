//! Short words for what the tests of an account's pages do with it.

use crate::world::{Browser, Page, World, newcomer};
use roster_app::{
    audit::list::{self as audit, EventFilter},
    members::{
        list::{MemberFilter, list},
        show::{MemberProfile, show},
    },
    resources::create::{CreateResource, create},
};
use roster_domain::id::{MemberId, ResourceId};

impl World {
    /// The path of a page of the account.
    pub fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.home())
    }

    /// A project.
    pub async fn project(&self, by: &Browser, name: &str) -> ResourceId {
        self.resource(by, "project", None, name).await
    }

    /// A site of a project.
    pub async fn site(&self, by: &Browser, project: ResourceId, name: &str) -> ResourceId {
        self.resource(by, "site", Some(project), name).await
    }

    async fn resource(&self, by: &Browser, kind: &str, parent: Option<ResourceId>, name: &str) -> ResourceId {
        let input = CreateResource { kind: kind.to_owned(), parent, name: name.to_owned(), external_id: None };
        create(&self.app, &self.caller(by).await, self.account, input).await.unwrap().value
    }

    /// The user with this address, whatever their status, as `by` sees them.
    pub async fn member(&self, by: &Browser, email: &str) -> MemberId {
        let caller = self.caller(by).await;
        for status in [None, Some("expired"), Some("deleted")] {
            let filter = MemberFilter {
                statuses: status.map(str::to_owned).into_iter().collect(),
                search: Some(email.to_owned()),
                ..MemberFilter::default()
            };
            let page = list(&self.app, &caller, self.account, filter, None, 10).await.unwrap();
            if let Some(line) = page.members.into_iter().find(|line| line.row.email == email) {
                return line.row.member;
            }
        }
        panic!("nobody here has the address {email}")
    }

    pub async fn profile(&self, by: &Browser, member: MemberId) -> MemberProfile {
        show(&self.app, &self.caller(by).await, self.account, member).await.unwrap()
    }

    /// Name and level of all that was given to a user.
    pub async fn given(&self, by: &Browser, member: MemberId) -> Vec<(String, String)> {
        let profile = self.profile(by, member).await;
        profile.access.into_iter().map(|grant| (grant.name, grant.value)).collect()
    }

    /// The kinds of all events, the newest first.
    pub async fn events(&self, by: &Browser) -> Vec<String> {
        let page =
            audit::list(&self.app, &self.caller(by).await, self.account, EventFilter::default(), None, 200).await;
        page.unwrap().events.into_iter().map(|event| event.kind).collect()
    }

    /// Somebody joins with these levels: their browser and their place.
    pub async fn joins(
        &self,
        by: &Browser,
        name: &str,
        email: &str,
        levels: &[(ResourceId, &str)],
    ) -> (Browser, MemberId) {
        let fields: Vec<(String, &str)> =
            levels.iter().map(|(resource, level)| (format!("level[{resource}]"), *level)).collect();
        let mut sent = vec![("addresses", email), ("role", "user")];
        sent.extend(fields.iter().map(|(name, level)| (name.as_str(), *level)));
        by.post(&self.at("/users/invite"), &sent).await.leads_to(&self.at("/users?status=invited"));
        let browser = self.browser();
        let path = self.letter(email).await.path;
        browser.post(&path, &newcomer(name, email)).await.leads_to(&self.home());
        (browser, self.member(by, email).await)
    }
}

impl Page {
    /// The value of the hidden field of this name.
    #[track_caller]
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
        let rest = self.html.split(&start).nth(1).unwrap_or_else(|| panic!("no hidden field {name} in\n{}", self.html));
        rest.split('"').next().unwrap().to_owned()
    }

    /// The addresses of the links that are followed by this text.
    pub fn link(&self, text: &str) -> String {
        let before = self.html.split(text).next().unwrap();
        let href = before.rsplit("<a ").next().unwrap().split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        href.replace("&amp;", "&")
    }
}
