//! Colours people can read: the pairs the style sheet uses, measured as WCAG does.

const CSS: &str = include_str!("../assets/console.css");

/// Text needs 4.5.
const TEXT: [(&str, &[&str]); 13] = [
    ("ink", &["bg", "surface", "raised", "sunken", "hover", "accent-soft", "ok-soft", "warn-soft", "danger-soft"]),
    ("muted", &["bg", "surface", "raised", "sunken", "hover", "accent-soft"]),
    ("accent", &["bg", "surface", "raised", "accent-soft", "hover"]),
    ("on-accent", &["accent", "accent-hover"]),
    ("ok", &["surface", "raised", "ok-soft"]),
    ("warn", &["surface", "raised", "warn-soft"]),
    ("danger", &["bg", "surface", "raised", "hover", "danger-soft"]),
    ("on-danger", &["danger", "danger-hover"]),
    ("on-tip", &["tip"]),
    ("accent-hover", &["surface"]),
    ("danger-hover", &["surface"]),
    ("tip", &["bg"]),
    ("ink", &["line"]),
];

/// Frames of controls and marks of a state need 3.
const CONTROLS: [(&str, &[&str]); 2] =
    [("control", &["bg", "surface", "raised"]), ("accent", &["bg", "surface", "raised", "sunken", "hover"])];

fn token(name: &str) -> [&'static str; 2] {
    let start = format!("--{name}: light-dark(");
    let pair = CSS.split(&start).nth(1).and_then(|rest| rest.split(')').next()).expect("the token exists");
    let mut colours = pair.split(", ");
    [colours.next().expect("a light colour"), colours.next().expect("a dark colour")]
}

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour as #rrggbb");
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn failures(pairs: &[(&str, &[&str])], least: f64) -> Vec<String> {
    let mut failed = Vec::new();
    for (front, backs) in pairs {
        for back in *backs {
            for (scheme, (front_hex, back_hex)) in ["light", "dark"].iter().zip(token(front).iter().zip(token(back))) {
                let ratio = contrast(front_hex, back_hex);
                if ratio < least {
                    failed.push(format!("{front} on {back}, {scheme}: {ratio:.2}"));
                }
            }
        }
    }
    failed
}

#[test]
fn the_measure_is_right() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
    assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
}

#[test]
fn text_can_be_read() {
    assert_eq!(failures(&TEXT, 4.5), Vec::<String>::new());
}

#[test]
fn controls_can_be_seen() {
    assert_eq!(failures(&CONTROLS, 3.0), Vec::<String>::new());
}

#[test]
fn initials_can_be_read_on_every_hue() {
    let hues: Vec<_> = CSS.split(".hue-").skip(1).filter_map(|rest| rest.split('#').nth(1)).collect();
    assert_eq!(hues.len(), 8);
    for hue in hues {
        let hex = format!("#{}", &hue[..6]);
        assert!(contrast("#ffffff", &hex) >= 4.5, "{hex}");
    }
}
