//! Statements: every SQL text of the product is declared here and there as a static, and all of them are known.

use crate::dialect::{self, Engine};
use std::{borrow::Cow, fmt, sync::OnceLock};

/// One statement, in one portable text with parameters `$1`, `$2`, … Declared with [`sql!`](crate::sql) or
/// [`statements!`](crate::statements).
///
/// The few things that the engines spell differently are written as the [dialect](crate::dialect) names them
/// (`uuids($2)`, `for update`). Where even that does not do, a statement has two texts.
pub struct Sql {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    written: [OnceLock<Cow<'static, str>>; 2],
    sqlite_parameters: OnceLock<Vec<usize>>,
}

impl Sql {
    /// For the macros.
    #[doc(hidden)]
    pub const fn declare(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        let written = [const { OnceLock::new() }; 2];
        Sql { name, sqlite, postgres, written, sqlite_parameters: OnceLock::new() }
    }

    /// The name it was declared with, which errors and logs carry.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text as this engine understands it.
    pub fn text(&self, engine: Engine) -> &str {
        let (source, written) = match engine {
            Engine::Sqlite => (self.sqlite, &self.written[0]),
            Engine::Postgres => (self.postgres, &self.written[1]),
        };
        written.get_or_init(|| dialect::write(engine, source))
    }

    /// True where the two engines need two texts.
    pub fn is_exception(&self) -> bool {
        self.sqlite != self.postgres
    }

    /// Which `$n` stands at each of SQLite's own parameter positions: it numbers them by first appearance.
    pub(crate) fn sqlite_parameters(&self) -> &OnceLock<Vec<usize>> {
        &self.sqlite_parameters
    }

    /// Statics have one address for the whole life of the process, and the text behind it never changes.
    pub(crate) fn key(&'static self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl fmt::Debug for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// For the macros: how a statement announces itself.
#[doc(hidden)]
pub struct Registered(pub &'static Sql);

inventory::collect!(Registered);

/// Every statement that is linked into this program, by name: what a test prepares on both engines.
pub fn all_statements() -> Vec<&'static Sql> {
    let mut all: Vec<_> = inventory::iter::<Registered>.into_iter().map(|registered| registered.0).collect();
    all.sort_by_key(|sql| sql.name);
    all
}

/// Declares one statement: `sql!(MEMBER_BY_ID, "select … where account_id = $1 and member_id = $2");`
///
/// See [`statements!`](crate::statements) for more than one, and for the few that need two texts.
#[macro_export]
macro_rules! sql {
    ($(#[$meta:meta])* $name:ident, $text:expr $(,)?) => {
        $crate::statements! { $(#[$meta])* $name = $text; }
    };
}

/// Declares statements, each a `pub static` [`Sql`] which registers itself.
///
/// ```
/// roster_store::statements! {
///     NAME_OF_MEMBER = "select name from members where account_id = $1 and member_id = $2";
///
///     /// The engines' functions for the size of a database share nothing.
///     SIZE_ON_DISK =
///         sqlite "select page_count * page_size from pragma_page_count(), pragma_page_size()",
///         postgres "select pg_database_size(current_database())";
/// }
/// ```
///
/// The second form is for named exceptions: its doc comment says why one text does not do.
#[macro_export]
macro_rules! statements {
    () => {};
    ($(#[$meta:meta])* $name:ident = sqlite $sqlite:expr, postgres $postgres:expr; $($rest:tt)*) => {
        $(#[$meta])*
        #[doc = concat!("\n\nThe statement `", stringify!($name), "`, in two texts.")]
        pub static $name: $crate::db::Sql = $crate::db::Sql::declare(stringify!($name), $sqlite, $postgres);
        $crate::db::inventory::submit! { $crate::db::Registered(&$name) }
        $crate::statements! { $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident = $text:expr; $($rest:tt)*) => {
        $(#[$meta])*
        #[doc = concat!("\n\nThe statement `", stringify!($name), "`.")]
        pub static $name: $crate::db::Sql = $crate::db::Sql::declare(stringify!($name), $text, $text);
        $crate::db::inventory::submit! { $crate::db::Registered(&$name) }
        $crate::statements! { $($rest)* }
    };
}
