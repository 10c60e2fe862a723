//! Models as large as they may be, and such as nobody means seriously. They are here because each of them once took, or would
//! take, hours or gigabytes: with every name compared with every other, every path followed, every list read anew.

use crate::sound;
use roster_domain::model::{Model, ModelProblem};
use std::fmt::Write;

const MOST_PERMISSIONS: usize = 4096;
const MOST_ROLES: usize = 512;
const MOST_KINDS: usize = 64;

/// What every model needs.
const LEAST: &str = r#"name = "Large"

[membership]
default_role = "guest"
leaving = ["archive"]

[[role]]
id = "guest"
rank = 0

[[role]]
id = "top"
rank = 9999
permissions = ["*", "roster.invite", "roster.change_roles", "roster.restore_members", "roster.act_as"]
keeps_account = true
"#;

/// As many pieces of text as wanted, one after the other.
fn many(count: usize, mut piece: impl FnMut(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, place| {
        text.push_str(&piece(place));
        text
    })
}

#[track_caller]
fn good(text: &str) -> Model {
    Model::compile(text).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

#[track_caller]
fn refused(text: &str, wrong: &str) -> Vec<ModelProblem> {
    assert!(!sound::check(text), "it is refused");
    let found = Model::compile(text).unwrap_err();
    assert!(found.iter().any(|problem| problem.wrong.contains(wrong)), "{wrong:?}: {}", found[0]);
    found
}

#[test]
fn thousands_of_permissions_that_include_each_other_are_a_model() {
    // A chain from the first to the last, and a net in which there are more paths than atoms.
    let chain = many(MOST_PERMISSIONS, |n| match n {
        0 => "[[permission]]\nid = \"p0\"\n".to_owned(),
        n => format!("[[permission]]\nid = \"p{n}\"\ninclude = [\"p{}\"]\n", n - 1),
    });
    let net = many(MOST_PERMISSIONS, |n| {
        let inner: Vec<_> = (1..=15).filter(|step| *step <= n).map(|step| format!("p{}", n - step)).collect();
        format!("[[permission]]\nid = \"p{n}\"\ninclude = {inner:?}\n")
    });
    for text in [chain, net] {
        let model = good(&format!("{LEAST}{text}"));
        let last = model.permission(&format!("p{}", MOST_PERMISSIONS - 1)).unwrap();
        assert_eq!(model[last].includes.len(), MOST_PERMISSIONS);
        assert_eq!(model[model.permission("p9").unwrap()].includes.len(), 10);
    }
}

#[test]
fn includes_in_a_circle_are_refused_however_long_it_is() {
    for length in [1, 2, 3, MOST_PERMISSIONS] {
        let circle =
            many(length, |n| format!("[[permission]]\nid = \"p{n}\"\ninclude = [\"p{}\"]\n", (n + 1) % length));
        let found = refused(&format!("{LEAST}{circle}"), "\"p0\" includes itself");
        assert!(found.iter().all(|problem| problem.wrong.contains("includes itself")), "{length}: {}", found[0]);
    }
    // Who leads into a circle, or is led to from it, isn't blamed for it.
    let text = "[[permission]]\nid = \"in\"\ninclude = [\"a\", \"c\"]\n[[permission]]\nid = \"a\"\ninclude = [\"b\"]\n\
                [[permission]]\nid = \"b\"\ninclude = [\"a\", \"out\"]\n[[permission]]\nid = \"c\"\ninclude = [\"c\"]\n\
                [[permission]]\nid = \"out\"\n";
    let found = refused(&format!("{LEAST}{text}"), "includes itself");
    let blamed: Vec<_> = found.iter().map(|problem| problem.text.as_str()).collect();
    assert_eq!(blamed, ["\"a\"", "\"b\"", "\"c\""]);
}

#[test]
fn resources_under_themselves_are_refused_however_long_the_way() {
    for length in [1, 2, 3, MOST_KINDS] {
        let circle = many(length, |n| {
            format!("[[resource]]\nkind = \"k{n}\"\nparent = \"k{}\"\nlevels = {{ none = [] }}\n", (n + 1) % length)
        });
        refused(&format!("{LEAST}{circle}"), "lies under itself");
        // With others that lie under those in the circle.
        let tail = "[[resource]]\nkind = \"tail\"\nparent = \"k0\"\ncreator_becomes = \"none\"\n";
        if length < MOST_KINDS {
            refused(&format!("{LEAST}{circle}{tail}"), "lies under itself");
        }
    }
    let chain = many(MOST_KINDS, |n| match n {
        0 => "[[resource]]\nkind = \"k0\"\nlevels = { all = [\"*\"] }\n".to_owned(),
        n => format!("[[resource]]\nkind = \"k{n}\"\nparent = \"k{}\"\n", n - 1),
    });
    let on = many(MOST_KINDS, |n| format!("\"k{n}\", "));
    let chain = format!("[[permission]]\nid = \"see\"\non = [{on}]\n{chain}");
    let model = good(&format!("{}{chain}", LEAST.replace(", \"roster.act_as\"", "")));
    assert_eq!(model.kind_and_below(model.kind("k0").unwrap()).len(), MOST_KINDS);
}

/// As many of everything as there may be, each with all there is, in one text.
#[test]
fn as_much_of_everything_as_there_may_be_is_a_model() {
    let mut text = LEAST.replace("rank = 9999", "rank = 9999\non = [ALL]");
    let all = many(MOST_KINDS, |n| format!("{{ kind = \"k{n}\", reach = \"all\", permissions = [\"*\"] }}, "));
    text = text.replace("ALL", &all);
    text += &many(MOST_KINDS, |n| {
        let parent = if n == 0 { String::new() } else { format!("parent = \"k{}\"\n", (n - 1) / 2) };
        format!(
            "[[resource]]\nkind = \"k{n}\"\n{parent}levels = {{ a = [\"*\"], b = [\"*\"], c = [], d = [] }}\n\
             roles = {{ r = {{ permissions = [\"*\"] }}, s = {{ permissions = [\"*\"], single = true, successor_becomes = \"r\" }} }}\n"
        )
    });
    text += &many(MOST_PERMISSIONS, |n| match n % 4 {
        0 => format!("[[permission]]\nid = \"p{n}\"\n"),
        _ => format!("[[permission]]\nid = \"p{n}\"\non = [\"k{}\", \"k{}\"]\n", n % MOST_KINDS, (n + 7) % MOST_KINDS),
    });
    text += &many(MOST_ROLES - 2, |n| {
        let mut on = String::new();
        for (place, reach) in ["all", "granted", "own"].into_iter().enumerate() {
            let kind = (7 * n + place) % MOST_KINDS;
            write!(on, "{{ kind = \"k{kind}\", reach = {reach:?}, permissions = [\"*\"] }}, ").unwrap();
        }
        let own = "permissions = [\"*\", \"roster.invite\"]\nmay_receive = [\"*\"]";
        format!("[[role]]\nid = \"r{n}\"\nrank = {}\n{own}\non = [{on}]\n", n + 1)
    });
    assert!((300_000..1 << 20).contains(&text.len()), "{} bytes", text.len());
    let model = good(&text);
    assert_eq!((model.roles().len(), model.kinds().len()), (MOST_ROLES, MOST_KINDS));
    assert!(model.permissions().len() > MOST_PERMISSIONS);
}

#[test]
fn what_nobody_can_mean_is_not_thought_about_for_long() {
    // Unknown names, each nearly one of thousands that there are.
    let permissions =
        many(2000, |n| format!("[[permission]]\nid = \"a_rather_long_name_of_a_permission_number_{n}\"\n"));
    let names = many(2_000, |n| format!("\"a_rather_long_name_of_a_permision_number_{n}\", "));
    let text = format!("{LEAST}may_receive = [{names}]\n{permissions}");
    let found = refused(&text, "there is no permission");
    assert_eq!(found.len(), 100);
    assert!(found[0].instead.contains("write \"a_rather_long_name_of_a_permission"), "at first it is: {}", found[0]);
    assert!(found[99].instead.contains("declare it"), "there is an end to guessing: {}", found[99]);
    // One name as long as the whole text, where any name can stand.
    let long = "x".repeat(300_000);
    for key in [
        "may_receive = [\"LONG\"]",
        "on = [{ kind = \"LONG\", reach = \"all\", permissions = [] }]",
        "LONG = 1",
        "edits = \"LONG\"",
    ] {
        assert!(!sound::check(&format!("{LEAST}{}\n", key.replace("LONG", &long))), "{key}");
    }
    assert!(!sound::check(&LEAST.replace("\"archive\"", &format!("{long:?}"))));
    // The same over and over, in each kind of list.
    let again = |item: &str| vec![item; 15_000].join(", ");
    for list in [
        format!("permissions_ = [{}]", again("\"*\"")),
        format!("may_receive = [{}]", again("\"*\"")),
        format!("on = [{}]", many(3_000, |_| "{ kind = \"k\", reach = \"own\", permissions = [\"*\"] }, ".to_owned())),
        format!("[[permission]]\nid = \"p\"\non = [{}]\ninclude = [{}]", again("\"k\""), again("\"p\"")),
        format!("[[resource]]\nkind = \"k\"\njoins_new = [{}]", again("\"top\"")),
        format!("[mails]\nremoved = [{}]", again("\"member\"")),
        format!("[console]\ncolumns = [{}]", again("\"name\"")),
        format!("[invitation]\nasks_for = [{}]", again("\"name\"")),
    ] {
        let kind = if list.contains("kind = \"k\"\n") { "" } else { "[[resource]]\nkind = \"k\"\n" };
        assert!(!sound::check(&format!("{LEAST}{list}\n{kind}")), "{}", &list[..40]);
    }
}

#[test]
fn more_of_anything_than_there_may_be_is_refused_at_once() {
    for (what, piece) in [
        ("permissions", "[[permission]]\nid = \"xN\"\n"),
        ("roles", "[[role]]\nid = \"xN\"\nrank = 1\n"),
        ("kinds of resource", "[[resource]]\nkind = \"xN\"\n"),
        ("applications", "[[application]]\nid = \"xN\"\n"),
        ("fields", "[[field]]\nid = \"xN\"\nkind = \"text\"\n"),
    ] {
        let text = many(20_000, |n| piece.replace('N', &n.to_string()));
        let found = refused(&format!("{LEAST}{text}"), "there are 2000");
        assert!(found.iter().any(|problem| problem.instead.starts_with("declare at most")), "{what}: {}", found[0]);
    }
}

/// Deep nesting is no way to crash: neither brackets, nor tables, nor keys with dots.
#[test]
fn depth_is_refused() {
    for deep in [
        format!("x = {}", "[".repeat(200_000)),
        format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("x = {}", "{a=".repeat(300_000)),
        format!("{} = 1", vec!["a"; 100_000].join(".")),
        format!("[{}]", vec!["a"; 100_000].join(".")),
        format!("[[{}]]", vec!["a"; 100_000].join(".")),
        format!("[labels.{}]\nx = 1", vec!["a"; 100_000].join(".")),
        format!("name.{} = 1", vec!["a"; 100_000].join(".")),
    ] {
        assert!(!sound::check(&format!("{deep}\n{LEAST}")), "{}", &deep[..20]);
        assert!(!sound::check(&format!("{LEAST}{deep}\n")), "{}", &deep[..20]);
    }
}
