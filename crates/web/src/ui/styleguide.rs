//! Every part in every state, on one page, to be looked at. Its texts are samples and are not translated.

use maud::{Markup, html};

use super::*;

/// The whole style guide.
pub fn page() -> Markup {
    Page::new("en", "Style guide").console(
        &shell("Style guide"),
        html! {
            (Heading::new("Style guide").lead("Every part of the console, in every state."))
            (section("Buttons", buttons()))
            (section("Badges, avatars, tips", small_parts()))
            (section("Fields", fields()))
            (section("Choices", choices()))
            (section("A form with mistakes", mistakes()))
            (section("Notices and toasts", messages()))
            (section("Tabs, toolbar, pager", navigation()))
            (live_part("members", None, list("guide", &people()[..3])))
            (Empty::new(icondata_lu::LuUsers, "No users yet").text("Everybody you invite appears here.")
                .action(Button::link("#", "Invite users").primary()))
            (section("Access", access()))
            (section("Verdicts", verdicts()))
            (section("Facts", facts()))
            (section("Figures", figures()))
            (section("Dialogs and panels", overlays()))
            (section("Error page", html! {
                (ErrorPage::new(404, "Nothing here", "This page does not exist, or you have no access to it.")
                    .action(Button::link("#", "Back to the start"))
                    .reference("Reference", "01JD3K9Q"))
            }))
        },
    )
}

/// A list page as it is in use.
pub fn list_page() -> Markup {
    let toast = Toast::new(Tone::Ok, "3 invitations sent.", "Dismiss");
    Page::new("en", "User Management").toast(Some(toast)).console(
        &shell("User Management"),
        html! {
            (Heading::new("User Management").lead("Everybody who has access to Northwind Retail.")
                .action(Button::link("#", "Export CSV"))
                .action(Button::link("/panel", "Invite users").icon(icondata_lu::LuUserPlus).primary().panel()))
            (tabs())
            (toolbar())
            (live_part("members", Some("6 users"), html! { (list("bulk", &people())) (pager()) }))
        },
    )
}

/// A page that opens as a panel.
pub fn panel_page() -> Markup {
    let panel = Panel::new("Invite users", "/list", "Close")
        .lead("They get a mail with a link that is valid for 30 days.")
        .post("/panel")
        .body(html! {
            (Field::textarea("emails", "Email addresses").hint("One address per line, up to 10,000.").autofocus()
                .verdicts("/verdicts").placeholder("amira@northwind.test"))
            (Radios::new("role", "Role", [
                Choice::new("user", "User").hint("Sees and edits the sites chosen below."),
                Choice::new("admin", "Admin").hint("Reaches every project and site, and manages users."),
            ]).selected("user"))
            div.field { p { "Access to projects and sites" } (tree("invite-access")) }
        })
        .footer(html! { (Button::cancel("/list", "Cancel")) (Button::submit("Save").primary()) });
    Page::new("en", "Invite users").panel(&shell("User Management"), &panel)
}

/// A page for people who are not signed in.
pub fn card_page() -> Markup {
    let bare =
        Bare { product: "Roster".into(), skip: "Skip to content".into(), footer: Some(html! { "English · Deutsch" }) };
    Page::new("en", "Sign in").card(
        &bare,
        html! {
            h1 { "Sign in" }
            form method="post" action="/card" novalidate {
                (ErrorSummary::new("That did not work").general(Some("Email address or password is wrong.")))
                (Field::email("email", "Email address").value("amira@northwind.test").autocomplete("username"))
                (Field::password("password", "Password", Some("Show password".into())).autocomplete("current-password"))
                (Button::submit("Sign in").primary())
            }
            p { a href="/forgotten" { "Forgotten your password?" } }
        },
    )
}

/// A confirmation as a page of its own.
pub fn confirm_page() -> Markup {
    Page::new("en", "Delete Mateusz Jóźwik?").confirm(&shell("User Management"), &confirm())
}

/// An error page inside the console.
pub fn error_page() -> Markup {
    Page::new("en", "No access").console(&shell(""), html! {
        (ErrorPage::new(403, "You have no access to this page", "User Management is for admins of Northwind Retail.")
            .action(Button::link("/list", "Back to the start")))
    })
}

fn figures() -> Markup {
    let numbers = |heads: [&'static str; 2], rows: &[(&'static str, i64)]| {
        let table = Table::new(heads[1]).column(Column::new(heads[0])).column(Column::new(heads[1]).number());
        table.rows(rows.iter().map(|(day, number)| Row::new().cell(*day).cell(number)))
    };
    let days = [("3 May", 12), ("10 May", 14), ("17 May", 11)];
    let sent = Bars::new("Invitations", ["Accepted", "Waiting", "Expired", "Withdrawn"])
        .bar("3 May", vec![4, 0, 1, 0])
        .bar("10 May", vec![0, 0, 0, 0])
        .bar("17 May", vec![2, 3, 1, 1]);
    html! {
        (Tiles::new().tile("Active", "12", Some("#".into())).tile("Not active for 30 days", "3", Some("#".into())).tile("Expired", "0", None))
        (Chart::new("Seats over time", "12 on 3 May, 11 now.", days.iter().map(|(_, seats)| *seats).collect(), |seats| seats.to_string())
            .numbers("The numbers as a table", numbers(["Day", "Seats"], &days)))
        (sent.numbers("The numbers as a table", numbers(["Week", "Sent"], &[("3 May", 5), ("10 May", 0), ("17 May", 7)])))
    }
}

fn section(title: &str, body: Markup) -> Markup {
    card(Some(title), html! { div.styles { (body) } })
}

fn shell(current: &str) -> Shell<'_> {
    let discard = Discard {
        question: "Discard what you entered?".into(),
        keep: "Keep editing".into(),
        discard: "Discard".into(),
    };
    let words = ShellWords { skip: "Skip to content".into(), main_menu: "Main menu".into(), discard: Some(discard) };
    let entry = |label: &'static str, href: &'static str| NavItem::new(label, href).current(label == current);
    Shell {
        account: Some(Switcher {
            name: "Northwind Retail".into(),
            label: "Switch account".into(),
            accounts: vec![
                MenuItem::link("Northwind Retail", "#").note("Admin").current(true),
                MenuItem::link("Contoso Travel", "#").note("User"),
            ],
            of_it: Vec::new(),
        }),
        nav: vec![
            entry("Projects", "/projects"),
            entry("User Management", "/list"),
            entry("Audit log", "/audit"),
            entry("Style guide", "/styleguide"),
        ],
        profile: Some(Profile {
            name: "Amira Khan".into(),
            email: "amira@northwind.test".into(),
            label: "Your profile".into(),
            items: vec![
                MenuItem::link("Profile", "#").icon(icondata_lu::LuSettings),
                MenuItem::post("Sign out", "/sign-out").icon(icondata_lu::LuLogOut),
            ],
        }),
        footer: Some(html! { "Roster" }),
        ..Shell::new("Roster", "/", words)
    }
}

fn buttons() -> Markup {
    html! {
        div.actions {
            (Button::link("#", "Primary").primary())
            (Button::link("#", "Secondary"))
            (Button::link("#", "With icon").icon(icondata_lu::LuPlus))
            (Button::link("#", "Danger").danger())
            (Button::link("#", "Quiet").quiet())
            (Button::link("#", "Disabled").disabled(true))
            (Button::link("#", "Close").quiet().icon_only(icondata_lu::LuX))
        }
        div.actions {
            (Button::link("#", "Small").small())
            (Button::link("#", "Small primary").small().primary())
            (Button::link("#", "Edit").small().icon_only(icondata_lu::LuPencil))
            (Menu::button("guide-menu", "Menu").item(MenuItem::link("Edit", "#").icon(icondata_lu::LuPencil))
                .item(MenuItem::post("Resend invitation", "#").note("The old link dies"))
                .separator().item(MenuItem::link("Delete", "#").icon(icondata_lu::LuTrash2).danger()))
        }
    }
}

fn small_parts() -> Markup {
    html! {
        div.actions {
            (badge(Tone::Neutral, "User")) (badge(Tone::Info, "Invited")) (badge(Tone::Ok, "Active"))
            (badge(Tone::Warn, "Expired")) (badge(Tone::Danger, "Refused"))
        }
        div.actions { @for (name, email, ..) in people() { (avatar(if name.is_empty() { email } else { name })) } (tip("guide-tip", "What is this?", "A short explanation.")) }
    }
}

fn fields() -> Markup {
    html! {
        (Field::text("name", "Name").value("Amira Khan").autocomplete("name"))
        (Field::email("email", "Email address").hint("You sign in with it.").aside("optional"))
        (Field::password("password", "Password", Some("Show password".into())).hint("At least 12 characters."))
        (Field::text("taken", "Taken name").value("northwind").error(Some("There is an account of this name already.")))
        (Field::text("fixed", "Account number").value("4711").read_only())
        (Field::date("until", "Until"))
        (Select::new("language", "Language", [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]).selected("de"))
        (Field::textarea("note", "Note").placeholder("Only admins see it."))
    }
}

fn choices() -> Markup {
    html! {
        (Checkbox::new("welcome", "Send a welcome mail").checked(true).hint("Recommended."))
        (Checkbox::new("permission", "Write comments").value("comment").tip("About “Write comments”", "On pages of projects."))
        (Checkbox::new("locked", "Read everything").disabled(true).hint("Comes with the role."))
        (Radios::new("kind", "Role", [
            Choice::new("admin", "Admin").hint("Reaches everything."),
            Choice::new("user", "User").hint("Reaches what is given."),
        ]).selected("user"))
        (Radios::new("level", "Access", [("ro", "Read-Only"), ("rw", "Read-Write"), ("none", "None")]).selected("rw").segmented())
    }
}

fn mistakes() -> Markup {
    let summary = ErrorSummary::new("Two things need your attention");
    html! {
        (summary.item("address", "Address: Enter an email address.").item("who", "Role: Choose a role."))
        (Field::email("address", "Address").error(Some("Enter an email address.")))
        (Radios::new("who", "Role", [("a", "Admin"), ("u", "User")]).error(Some("Choose a role.")))
    }
}

fn messages() -> Markup {
    html! {
        (Notice::new(Tone::Info, "An admin needs no access: admins reach every site."))
        (Notice::new(Tone::Ok, "Your address was confirmed."))
        (Notice::new(Tone::Warn, html! { "This account has one admin only. " a href="#" { "Add a second" } }).title("One admin"))
        (Notice::new(Tone::Danger, "The mail server refuses our mails since 14:02."))
        (Toast::new(Tone::Ok, "Amira Khan was deleted.", "Dismiss").action(html! { (Button::link("#", "Undo").small()) }))
        (banner(Tone::Warn, "Acting as somebody", &html! { "You act as " b { "Li Wei" } "." },
            &html! { (Button::link("#", "End").small()) }))
    }
}

fn navigation() -> Markup {
    html! { (tabs()) (toolbar()) (pager()) }
}

fn tabs() -> Tabs<'static> {
    Tabs::new(
        "Views",
        [
            Tab::new("Active", "#").count("981,233").current(true),
            Tab::new("Invited", "#").count("4"),
            Tab::new("Expired", "#").count("0"),
        ],
    )
}

fn toolbar() -> Toolbar<'static> {
    Toolbar::new("/list", "members", "Apply").search("q", "Search by name or email", "").filter(Select::new(
        "role-filter",
        "Role",
        [("", "All roles"), ("admin", "Admin"), ("user", "User")],
    ))
}

fn pager() -> Pager<'static> {
    Pager::new("Pages", ("Previous", None), ("Next", Some("?cursor=x".into()))).note("6 of 981,233 users")
}

type Sample = (&'static str, &'static str, &'static str, Tone, &'static str, &'static str);

fn people() -> [Sample; 6] {
    [
        ("Amira Khan", "amira@northwind.test", "Admin", Tone::Ok, "Active", "All"),
        ("Zoë O'Brien", "zoe@contoso.test", "Admin", Tone::Ok, "Active", "All"),
        ("Mateusz Jóźwik", "mateusz@fabrikam.test", "User", Tone::Ok, "Active", "12"),
        ("李 伟", "liwei@tailspin.test", "User", Tone::Ok, "Active", "3"),
        ("", "noah.adeyemi@northwind.test", "User", Tone::Info, "Invited", "1"),
        ("سارة المنصوري", "sara.almansouri@a-very-long-domain-name.example", "User", Tone::Warn, "Expired", "0"),
    ]
}

fn list(id: &str, people: &[Sample]) -> Markup {
    let rows = people.iter().enumerate().map(|(index, &(name, email, role, tone, status, sites))| {
        let menu = Menu::row(format!("{id}-menu-{index}"), format!("Actions for {email}"))
            .item(MenuItem::link("Edit", "/panel").panel())
            .item(MenuItem::link("Access", "/panel").panel())
            .separator()
            .item(MenuItem::link("Delete", "/confirm").dialog().danger());
        Row::new()
            .select("member", index.to_string(), format!("Select {email}"))
            .cell(person(name, email, Some("/panel".into())))
            .cell(role)
            .cell(badge(tone, status))
            .cell(Button::link("/panel", sites).small().panel())
            .menu(menu)
    });
    let table = Table::new("Users")
        .column(Column::new("Name").sort("?sort=-name", Some(Sort::Ascending)))
        .column(Column::new("Role").sort("?sort=role", None))
        .column(Column::new("Status"))
        .column(Column::new("Sites"))
        .selectable(id, "Select all on this page")
        .actions("Actions")
        .rows(rows);
    let bar = BulkBar::new(id, "Selected users", "selected")
        .button(Button::submit_to("/resend", "Resend").small())
        .button(Button::submit_to("/delete", "Delete").small().danger())
        .button(Button::reset("Clear").small().quiet());
    html! { (table) (bar) }
}

fn access() -> Markup {
    html! { (tree("guide-access")) }
}

fn tree(id: &str) -> Tree<'_> {
    let site = |name: &'static str, level: &'static str| {
        TreeNode::new(name).kind("Site").field(format!("level[{name}]"), format!("Access to {name}")).selected(level)
    };
    Tree::new(
        id,
        "Projects and sites",
        [("", "No access"), ("ro", "Read-Only"), ("rw", "Read-Write"), ("none", "None")],
    )
    .searchable(TreeSearch {
        name: "q".into(),
        value: "".into(),
        label: "Find a project or site".into(),
        button: ("find".into(), "Search".into()),
        none: "Nothing of this name.".into(),
        whole: true,
    })
    .node(
        TreeNode::new("Winter campaign")
            .kind("Project")
            .note("Reaches its 2 sites")
            .field("level[p1]", "Access to Winter campaign")
            .selected("rw")
            .open(true)
            .child(site("Shop Germany", ""))
            .child(site("Shop France", "ro")),
    )
    .node(
        TreeNode::new("Marketplace feeds")
            .kind("Project")
            .field("level[p2]", "Access to Marketplace feeds")
            .child(site("Outlet", "")),
    )
}

fn verdicts() -> Markup {
    html! {
        (Verdicts::new().summary("2 will be invited, 1 is a user already, 1 has a mistake.")
            .line(Tone::Ok, "noah@northwind.test", "Will be invited")
            .line(Tone::Warn, "li@gmial.com", "Will be invited. Did you mean gmail.com?")
            .line(Tone::Info, "amira@northwind.test", "Is a user already")
            .line(Tone::Danger, "zoe@", "Nothing stands after the @"))
    }
}

fn facts() -> Markup {
    html! {
        (Definitions::new().fact("Email address", "amira@northwind.test").fact("Role", badge(Tone::Neutral, "Admin"))
            .changeable("Language", "English", html! { a href="#" { "Change" } }))
    }
}

fn confirm() -> Confirm<'static> {
    Confirm::new("Delete Mateusz Jóźwik?", "/delete", "Delete", "/list", "Keep")
        .danger()
        .sends("member", "3")
        .body(html! { p { "Access to 12 sites ends at once. You can invite this person again at any time." } })
}

fn overlays() -> Markup {
    html! {
        div.actions {
            (Button::show_dialog("guide-dialog", "A dialog of this page"))
            (Button::link("/confirm", "A page as a dialog").dialog())
            (Button::link("/panel", "A page as a panel").panel())
        }
        (confirm().dialog("guide-dialog"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
        let start = format!(" {attribute}=\"");
        html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    fn pages() -> Vec<String> {
        [page(), list_page(), panel_page(), card_page(), confirm_page(), error_page()].map(Markup::into_string).into()
    }

    #[test]
    fn ids_are_unique_on_every_page() {
        for html in pages() {
            let mut seen = HashSet::new();
            let twice: Vec<_> = values(&html, "id").into_iter().filter(|id| !seen.insert(*id)).collect();
            assert_eq!(twice, Vec::<&str>::new());
        }
    }

    #[test]
    fn whatever_points_to_an_id_finds_it() {
        for html in pages() {
            let ids: HashSet<_> = values(&html, "id").into_iter().collect();
            for attribute in [
                "for",
                "aria-describedby",
                "aria-labelledby",
                "popovertarget",
                "interestfor",
                "commandfor",
                "form",
                "data-into",
                "data-reveal",
                "data-filter",
                "data-select-all",
                "data-live",
                "aria-controls",
            ] {
                for target in values(&html, attribute).iter().flat_map(|list| list.split(' ')) {
                    assert!(ids.contains(target), "{attribute}={target:?} leads nowhere");
                }
            }
        }
    }

    #[test]
    fn no_element_has_two_classes_attributes() {
        for html in pages() {
            let twice: Vec<_> = html.split('<').filter(|tag| values(tag, "class").len() > 1).collect();
            assert_eq!(twice, Vec::<&str>::new());
        }
    }

    #[test]
    fn nothing_is_inline() {
        for html in pages() {
            assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="));
            assert_eq!(html.matches("<script").count(), html.matches("<script type=\"module\" src=\"/assets/").count());
        }
    }

    #[test]
    fn every_page_has_one_headline_one_main_and_a_language() {
        for html in [list_page(), panel_page(), card_page(), confirm_page(), error_page()].map(Markup::into_string) {
            let own = html.split("<dialog class=\"dialog\"").next().unwrap_or_default();
            assert_eq!(own.matches("<h1").count(), 1, "{own}");
            assert_eq!(html.matches("<main").count(), 1);
            assert!(html.contains("<html lang=\"en\" dir=\"ltr\""));
        }
    }

    #[test]
    fn every_control_has_a_name() {
        for html in pages() {
            let ids_with_label: HashSet<_> = values(&html, "for").into_iter().collect();
            for tag in
                html.split('<').filter(|tag| ["input", "select", "textarea"].iter().any(|name| tag.starts_with(name)))
            {
                let open = tag.split('>').next().unwrap_or_default();
                let id = values(open, "id").first().copied().unwrap_or_default();
                let named =
                    open.contains("aria-label=") || ids_with_label.contains(id) || open.contains("type=\"hidden\"");
                assert!(named, "nobody can tell what this is: <{open}>");
            }
        }
    }
}
