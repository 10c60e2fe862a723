//! The scale of a picture: a few round numbers beside it, and what it begins and ends with below.

use super::Text;
use maud::{Markup, html};

/// The height of every picture, in its own units and in pixels.
pub(super) const HEIGHT: i64 = 160;
/// The most steps of a scale.
const STEPS: i128 = 4;

/// From which to which value a picture goes, in equal steps that are round numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    low: i128,
    high: i128,
    step: i128,
}

impl Scale {
    /// The scale that holds all of these values, and nothing.
    pub(super) fn of(values: impl IntoIterator<Item = i64>) -> Scale {
        let (least, most) = values.into_iter().fold((0, 1), |(least, most), value| (value.min(least), value.max(most)));
        let (least, most) = (i128::from(least), i128::from(most));
        let step = steps().find(|step| up(most, *step) - down(least, *step) <= step * STEPS).unwrap_or(most - least);
        Scale { low: down(least, step), high: up(most, step), step }
    }

    /// Where a value lies, from the top, in a picture that leaves this much free above and below.
    pub(super) fn y(self, value: i64, margin: i64) -> i64 {
        let inside = i128::from(HEIGHT - 2 * margin);
        margin + i64::try_from((self.high - i128::from(value)) * inside / (self.high - self.low)).unwrap_or(0)
    }

    /// The values that are written beside it, from the top.
    pub(super) fn ticks(self) -> impl Iterator<Item = i64> {
        let count = (self.high - self.low) / self.step;
        (0..=count).map(move |tick| i64::try_from(self.high - tick * self.step).unwrap_or(i64::MAX))
    }

    /// Thin lines at these values.
    pub(super) fn lines(self, width: i64, margin: i64) -> Markup {
        let line = |tick: i64| format!("M0 {}H{width}", self.y(tick, margin));
        let path: String = self.ticks().map(line).collect();
        html! { path.base d=(path) fill="none" vector-effect="non-scaling-stroke" {} }
    }
}

/// 1, 2, 5, 10, 20, 50 …
fn steps() -> impl Iterator<Item = i128> {
    (0..19).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i128.pow(power)))
}

fn up(value: i128, step: i128) -> i128 {
    value.div_euclid(step) * step + if value.rem_euclid(step) == 0 { 0 } else { step }
}

fn down(value: i128, step: i128) -> i128 {
    value.div_euclid(step) * step
}

/// A picture with its scale. Time goes from left to right in every language, as the picture does.
pub(super) fn plot(
    ticks: impl IntoIterator<Item = String>,
    picture: &Markup,
    ends: Option<&(Text<'_>, Text<'_>)>,
) -> Markup {
    html! {
        div.plot dir="ltr" {
            div.plot-scale aria-hidden="true" { @for tick in ticks { span { (tick) } } }
            (picture)
            @if let Some((first, last)) = ends {
                div.plot-ends aria-hidden="true" { bdi { (first) } bdi { (last) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_few_round_and_hold_everything() {
        let cases: [(&[i64], &[i64]); 8] = [
            (&[], &[1, 0]),
            (&[3], &[3, 2, 1, 0]),
            (&[30, 14], &[30, 20, 10, 0]),
            (&[0, 7], &[8, 6, 4, 2, 0]),
            (&[100], &[100, 50, 0]),
            (&[-30, 50], &[50, 0, -50]),
            (&[-5], &[2, 0, -2, -4, -6]),
            (&[1_234_567], &[1_500_000, 1_000_000, 500_000, 0]),
        ];
        for (values, ticks) in cases {
            let scale = Scale::of(values.iter().copied());
            assert_eq!(scale.ticks().collect::<Vec<_>>(), ticks, "{values:?}");
        }
    }

    #[test]
    fn the_largest_numbers_have_a_place() {
        for values in [vec![i64::MAX], vec![i64::MIN], vec![i64::MIN, i64::MAX]] {
            let scale = Scale::of(values.iter().copied());
            for value in values {
                assert!((0..=HEIGHT).contains(&scale.y(value, 0)));
            }
            assert!(scale.ticks().count() <= 5);
        }
    }
}
