//! Amounts over time, of several kinds each on top of the other, as SVG from the server, with the numbers as a table below.

use super::{
    Text,
    scale::{HEIGHT, Scale, plot},
};
use maud::{Markup, Render, html};

/// The width of a bar and what is free beside it, in the picture's own units; it is drawn as wide as there is room.
const STEP: i64 = 12;
/// Between two bars.
const GAP: i64 = 3;
/// Free above and below, so that no line is cut off.
const MARGIN: i64 = 2;

/// Bars, the oldest first. The kinds are told apart by their order: it is that of the colours in the style sheet.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    label: Text<'a>,
    kinds: Vec<Text<'a>>,
    bars: Vec<(Text<'a>, Vec<i64>)>,
    numbers: (Text<'a>, Markup),
}

impl<'a> Bars<'a> {
    /// A picture without bars; `kinds` are what its parts are called, from the bottom up.
    pub fn new(label: impl Into<Text<'a>>, kinds: impl IntoIterator<Item = impl Into<Text<'a>>>) -> Self {
        let kinds = kinds.into_iter().map(Into::into).collect();
        Self { label: label.into(), kinds, bars: Vec::new(), numbers: ("".into(), Markup::default()) }
    }

    /// The next bar: what it is called, and how much of each kind.
    pub fn bar(mut self, name: impl Into<Text<'a>>, amounts: Vec<i64>) -> Self {
        self.bars.push((name.into(), amounts));
        self
    }

    /// The same numbers as a table, behind a line that opens it.
    pub fn numbers(mut self, summary: impl Into<Text<'a>>, table: impl Render) -> Self {
        self.numbers = (summary.into(), table.render());
        self
    }

    fn scale(&self) -> Scale {
        Scale::of(self.bars.iter().map(|(_, amounts)| amounts.iter().sum()))
    }

    /// Where each part of a bar begins, from the top, and how high it is.
    fn parts(&self, amounts: &[i64]) -> Vec<(usize, i64, i64)> {
        let (scale, mut below) = (self.scale(), 0);
        let y = |amount: i64| scale.y(amount, MARGIN);
        let part = |(kind, amount): (usize, &i64)| {
            let bottom = y(below);
            below += amount;
            (kind, y(below), bottom - y(below))
        };
        amounts.iter().enumerate().map(part).filter(|(_, _, height)| *height > 0).collect()
    }
}

impl Render for Bars<'_> {
    fn render(&self) -> Markup {
        let width = i64::try_from(self.bars.len()).unwrap_or(1).max(1) * STEP;
        let scale = self.scale();
        let picture = html! {
            svg.chart viewBox=(format!("0 0 {width} {HEIGHT}")) width="100%" height=(HEIGHT) preserveAspectRatio="none" role="img"
                aria-label=(self.label) {
                (scale.lines(width, MARGIN))
                @for (place, (name, amounts)) in (0..).zip(&self.bars) {
                    g {
                        title { (name) ": " (amounts.iter().sum::<i64>()) }
                        @for (kind, y, height) in self.parts(amounts) {
                            rect class=(format!("part-{kind}")) x=(place * STEP + GAP / 2) y=(y) width=(STEP - GAP) height=(height) {}
                        }
                    }
                }
            }
        };
        let ends = self.bars.first().zip(self.bars.last()).map(|(first, last)| (first.0.clone(), last.0.clone()));
        html! {
            (plot(scale.ticks().map(|tick| tick.to_string()), &picture, ends.as_ref()))
            ul.legend {
                @for (kind, name) in self.kinds.iter().enumerate() {
                    li { svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" { rect class=(format!("part-{kind}")) width="10" height="10" rx="2" {} } (name) }
                }
            }
            details.more { summary { (self.numbers.0) } (self.numbers.1) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fills_the_picture_and_its_parts_stand_on_each_other() {
        let bars = Bars::new("Sent", ["Accepted", "Open"]).bar("May", vec![3, 1]).bar("June", vec![0, 2]);
        assert_eq!(bars.parts(&[3, 1]), [(0, 41, 117), (1, 2, 39)]);
        assert_eq!(bars.parts(&[0, 2]), [(1, 80, 78)], "what there is nothing of is not drawn");
        let shown = bars.render().into_string();
        assert!(shown.contains("<title>May: 4</title>") && !shown.contains("style="), "{shown}");
    }

    #[test]
    fn without_bars_or_amounts_there_is_a_picture_still() {
        for bars in [Bars::new("Sent", ["Open"]), Bars::new("Sent", ["Open"]).bar("May", vec![0])] {
            let shown = bars.render().into_string();
            assert!(shown.contains("role=\"img\"") && !shown.contains("class=\"part-0\" x="), "{shown}");
        }
    }
}
