//! The page about Roster's own permissions, `docs/reference/permissions.md`: written from the code, so that it says what is so.

use super::Text;
use roster_domain::{language::Language, permission::RosterPermission};

const HEAD: &str = r#"<!-- Written by `cargo xtask reference` from crates/domain/src/permission/roster.rs. -->

# Roster's own permissions

Every model has them, without declaring them. A role gives them in the whole account. Those with "on a resource" can also be given
there alone, by a level, a project role, or a permission of the product that includes them: then they work on that resource and on
what lies under it. `*` never stands for any of them.

| id | what the console calls it | what it allows | on a resource |
|---|---|---|---|
"#;

/// The page.
pub fn permissions() -> String {
    let t = Text::for_language(Language::English);
    let mut page = HEAD.to_owned();
    for permission in RosterPermission::ALL {
        let (id, allows) = (permission.id(), permission.allows());
        let label = t.get(&format!("permission-{}", id.trim_start_matches(RosterPermission::PREFIX)));
        let on = if permission.on_resources() { "yes" } else { "no" };
        page.push_str(&format!("| `{id}` | {label} | {allows} | {on} |\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_about_permissions_says_what_is_so() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/permissions.md");
        let written = std::fs::read_to_string(file).unwrap();
        assert!(written == permissions(), "docs/reference/permissions.md is another: run `cargo xtask reference`");
    }
}
