//! Looking at a world: through the use-cases, or past them at the rows.

use super::World;
use roster_app::{
    Caller, Failure,
    audit::verify::{self, Verdict},
    members::{
        list::{self, MemberFilter, MemberLine},
        show,
    },
    resources::list as resources,
};
use roster_domain::{
    id::{MemberId, ResourceId},
    refusal::Refusal,
};
use roster_store::{
    DbError, ReadTx, Sql, WriteTx, accounts,
    events::{self, EventRow},
    members::{self, MemberRow},
    sql,
};

sql!(
    MOVE_ON,
    "update account_heads set revision = revision + 1, access_revision = access_revision + 1 where account_id = $1"
);

impl World {
    /// What someone may do with a resource; nothing when for them there is no such thing.
    pub async fn may(&self, who: &Caller, resource: ResourceId) -> Vec<String> {
        match resources::show(&self.app, who, self.account, resource).await {
            Ok(visible) => visible.permissions,
            Err(Failure::Refused(Refusal::NotFound)) => Vec::new(),
            Err(other) => panic!("{other:?}"),
        }
    }

    /// The names of the resources of a kind that someone sees.
    pub async fn sees(&self, who: &Caller, kind: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            // Pages of two, so that cursors are walked too.
            let page = resources::list(&self.app, who, self.account, kind.to_owned(), cursor.as_deref(), 2);
            let page = page.await.unwrap();
            names.extend(page.resources.into_iter().map(|visible| visible.row.name));
            cursor = page.next;
            if cursor.is_none() {
                return names;
            }
        }
    }

    /// The members with this status, as the admin sees them, on pages of two.
    pub async fn listed(&self, status: Option<&str>) -> Vec<MemberLine> {
        let mut lines = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let filter =
                MemberFilter { statuses: status.map(str::to_owned).into_iter().collect(), ..MemberFilter::default() };
            let page = list::list(&self.app, &self.admin.caller, self.account, filter, cursor.as_deref(), 2);
            let page = page.await.unwrap();
            lines.extend(page.members);
            cursor = page.next;
            if cursor.is_none() {
                return lines;
            }
        }
    }

    /// The addresses of those members.
    pub async fn addresses(&self, status: Option<&str>) -> Vec<String> {
        self.listed(status).await.into_iter().map(|line| line.row.email).collect()
    }

    /// A member as lists show them.
    pub async fn line(&self, member: MemberId) -> MemberLine {
        show::show(&self.app, &self.admin.caller, self.account, member).await.unwrap().line
    }

    /// The access that was given to a member, as `name: level`.
    pub async fn access(&self, member: MemberId) -> Vec<String> {
        let profile = show::show(&self.app, &self.admin.caller, self.account, member).await.unwrap();
        profile.access.iter().map(|grant| format!("{}: {}", grant.name, grant.value)).collect()
    }

    pub async fn row(&self, member: MemberId) -> MemberRow {
        let account = self.account;
        self.read(move |tx| members::by_id(tx, account, member)).await.unwrap()
    }

    /// Whose place an address is.
    pub async fn row_by_email(&self, email: &'static str) -> MemberId {
        let account = self.account;
        self.read(move |tx| members::by_email(tx, account, email)).await.unwrap().member
    }

    pub async fn version(&self, member: MemberId) -> i64 {
        self.row(member).await.version
    }

    /// The whole log of the account, oldest first.
    pub async fn log(&self) -> Vec<EventRow> {
        self.log_after(0).await
    }

    pub async fn log_after(&self, seq: i64) -> Vec<EventRow> {
        let account = self.account;
        self.read(move |tx| events::after(tx, account, seq, i64::MAX)).await
    }

    /// The number of the newest event.
    pub async fn seq(&self) -> i64 {
        let account = self.account;
        self.read(move |tx| accounts::head(tx, account)).await.unwrap().event_seq
    }

    /// The kinds of the events after this one.
    pub async fn kinds_after(&self, seq: i64) -> Vec<String> {
        self.log_after(seq).await.into_iter().map(|event| event.kind).collect()
    }

    /// The log is whole.
    pub async fn assert_whole(&self) {
        assert!(matches!(self.verdict().await, Verdict::Whole { .. }), "{:?}", self.verdict().await);
    }

    pub async fn verdict(&self) -> Verdict {
        verify::verify(&self.app, self.account).await.unwrap()
    }

    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.app.db().read_fast(f).await.unwrap()
    }

    /// Writes past the use-cases: what a test begins with, or tampers with.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut WriteTx<'_>) -> Result<T, DbError> + Send + Sync + 'static,
    ) -> T {
        self.app.db().write(f).await.unwrap()
    }

    /// Runs a statement of a test on this account, and says how many rows it changed.
    pub async fn tamper(&self, sql: &'static Sql) -> u64 {
        let account = self.account;
        self.write(move |tx| {
            // Whatever changes an account moves its head; what is remembered of it is as of that.
            tx.execute(&MOVE_ON, &[&account])?;
            tx.execute(sql, &[&account])
        })
        .await
    }
}
