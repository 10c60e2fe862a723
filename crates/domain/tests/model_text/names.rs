//! Names: in every script, declared twice, and of what exists only elsewhere.

use crate::sound;
use roster_domain::model::{Model, ModelProblem};

const MODEL: &str = r#"name = "NAME"

[labels.en]
page = "NAME"

[membership]
default_role = "guest"
leaving = ["archive"]

[[application]]
id = "app"
label = "NAME"

[[permission]]
id = "site.edit"
label = { en = "NAME", de = "NAME" }
help = "NAME"
on = "site"

[[permission]]
id = "folder.edit"
on = "folder"

[[resource]]
kind = "site"
label = "NAME"
levels = { all = { label = "NAME", help = "NAME", permissions = ["site.edit"] } }

[[resource]]
kind = "folder"

[[field]]
id = "place"
label = "NAME"
kind = "choice"
choices = { here = "NAME" }

[[role]]
id = "guest"
label = "NAME"
rank = 0

[[role]]
id = "top"
help = "NAME"
rank = 9
permissions = ["roster.invite", "roster.change_roles", "roster.restore_members"]
on = [{ kind = "site", reach = "all", permissions = ["site.edit"] }]
keeps_account = true
"#;

/// Words of people in their scripts, and what keyboards and fonts make of them.
const SCRIPTS: &[&str] = &[
    "Verwaltung für Größen",
    "Διαχειριστής",
    "Управляющий",
    "ადმინისტრატორი",
    "Ադմինիստրատոր",
    "מנהל המערכת",
    "مدير النظام",
    "व्यवस्थापक",
    "প্রশাসক",
    "நிர்வாகி",
    "ผู้ดูแลระบบ",
    "管理员",
    "管理者",
    "관리자",
    "አስተዳዳሪ",
    "ᠮᠣᠩᠭᠣᠯ",
    "ᏣᎳᎩ",
    "𐌰𐌳𐌼𐌹𐌽",
    "👩‍👩‍👧‍👦 family",
    "Z̸̢a̴l̵g̶o̷",
    "İstanbul",
    "ﬁ",
    "e\u{301}",
    "\u{202e}nimda\u{202c}",
    "zero\u{200b}width",
    "\u{feff}mark",
];

fn problems(text: &str) -> Vec<ModelProblem> {
    assert!(!sound::check(text), "it is refused");
    Model::compile(text).unwrap_err()
}

#[test]
fn what_people_read_is_kept_in_every_script() {
    for script in SCRIPTS {
        let text = MODEL.replace("NAME", script);
        assert!(sound::check(&text), "{script}: {:?}", Model::compile(&text).err());
        let model = Model::compile(&text).unwrap();
        assert_eq!((model.name().get("ja"), model.label("xx", "page")), (*script, Some(*script)));
        let permission = &model[model.permission("site.edit").unwrap()];
        assert_eq!((permission.label.get("de"), permission.help.get("en")), (*script, *script));
        assert_eq!(model[model.role("guest").unwrap()].label.get("ar"), *script);
    }
}

/// Ids stand in addresses, in files and in other programs: they are in the letters that all of these have.
#[test]
fn ids_in_other_scripts_are_refused_where_they_stand() {
    for script in SCRIPTS {
        for (from, what) in [
            ("id = \"site.edit\"", "the id of a permission"),
            ("id = \"guest\"", "the id of a role"),
            ("id = \"app\"", "the id of a application"),
            ("id = \"place\"", "the id of a field"),
            ("kind = \"folder\"", "the id of a kind of resource"),
        ] {
            let key = from.split(' ').next().unwrap();
            // Something before it on the line, so that columns in characters and in bytes differ.
            let text = MODEL.replacen(from, &format!("{key} = \"{script}\""), 1);
            let found = problems(&text);
            let hit = found.iter().find(|problem| problem.wrong.contains(what));
            let hit = hit.unwrap_or_else(|| panic!("{script} as {what}: {found:#?}"));
            let line = text.lines().position(|line| line.contains(&format!("{key} = \"{script}"))).unwrap();
            assert_eq!((hit.line, hit.column), (line + 1, key.len() + 4), "{script} as {what}");
        }
        // The place is told in characters: this stands behind other scripts on its line.
        let text = MODEL.replace("{ here = \"NAME\" }", &format!("{{ here = \"{script}\", \"{script}\" = \"x\" }}"));
        let hit = problems(&text).into_iter().find(|problem| problem.wrong.contains("the id of a choice")).unwrap();
        assert_eq!(hit.column, "choices = { here = ".len() + script.chars().count() + 2 + 3, "{script}");
    }
}

#[test]
fn the_same_id_twice_is_refused_and_the_same_id_of_another_thing_is_not() {
    for (from, what) in [
        ("id = \"folder.edit\"", "a permission \"site.edit\" is declared twice"),
        ("id = \"top\"", "a role \"guest\" is declared twice"),
        ("kind = \"folder\"\n\n", "a kind of resource \"site\" is declared twice"),
    ] {
        let first = what.split('"').nth(1).unwrap();
        let second = from.split('"').nth(1).unwrap();
        let found = problems(&MODEL.replacen(from, &from.replace(second, first), 1));
        assert!(found.iter().any(|problem| problem.wrong == what), "{what}: {found:#?}");
    }
    // In tables TOML itself sees to it.
    let found = problems(&MODEL.replace("{ here = \"NAME\" }", "{ here = \"a\", here = \"b\" }"));
    assert!(found[0].wrong.contains("duplicate"), "{}", found[0]);
    // Each kind of thing has names of its own.
    let text =
        MODEL.replace("\"folder\"", "\"guest\"").replace("\"app\"", "\"guest\"").replace("\"place\"", "\"guest\"");
    assert!(sound::check(&text), "{:?}", Model::compile(&text).err());
}

#[test]
fn a_permission_that_exists_only_on_another_kind_is_refused_wherever_it_is_written() {
    let on = "on = [{ kind = \"site\", reach = \"all\", permissions = [\"site.edit\"] }]";
    for (from, to) in [
        (on, on.replace("[\"site.edit\"]", "[\"folder.edit\"]")),
        (on, on.replace("\"all\"", "\"own\"").replace("[\"site.edit\"]", "[\"folder.edit\"]")),
        ("permissions = [\"site.edit\"] } }", "permissions = [\"folder.edit\"] } }".to_owned()),
        ("kind = \"folder\"\n\n", "kind = \"folder\"\nedit_needs = \"site.edit\"\n\n".to_owned()),
        ("kind = \"folder\"\n\n", "kind = \"folder\"\ndelete_needs = \"site.edit\"\n\n".to_owned()),
        (
            "kind = \"folder\"\n\n",
            "kind = \"folder\"\nroles = { r = { permissions = [\"site.edit\"] } }\n\n".to_owned(),
        ),
        (
            "kind = \"folder\"\n\n",
            "kind = \"folder\"\nroles = { r = { permissions = [], require = [\"site.edit\"] } }\n\n".to_owned(),
        ),
        ("on = \"folder\"", "on = \"folder\"\ninclude = [\"site.edit\"]".to_owned()),
        ("\"roster.invite\", ", "\"roster.invite\", \"site.edit\", ".to_owned()),
    ] {
        assert_eq!(MODEL.matches(from).count(), 1, "{from}");
        let found = problems(&MODEL.replace(from, &to));
        let told = |problem: &ModelProblem| {
            let there = ["is held on a", "can be held neither here", "can't be held on"];
            problem.text.contains(".edit") && there.iter().any(|words| problem.wrong.contains(words))
        };
        assert!(found.iter().any(told), "{to}: {found:#?}");
    }
}
