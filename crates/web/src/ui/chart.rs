//! A line over time, as SVG from the server, with its numbers as a table below it.

use super::{
    Text,
    scale::{HEIGHT, Scale, plot},
};
use maud::{Markup, Render, html};

/// The width of the picture in its own units; it is drawn as wide as there is room.
const WIDTH: i64 = 640;
/// Free above and below the line, so that it is not cut off.
const MARGIN: i64 = 4;

/// A line of values that each hold until the next.
#[derive(Debug, Clone)]
pub struct Chart<'a> {
    label: Text<'a>,
    note: Text<'a>,
    values: Vec<i64>,
    ticks: Vec<String>,
    ends: Option<(Text<'a>, Text<'a>)>,
    numbers: (Text<'a>, Markup),
}

impl<'a> Chart<'a> {
    /// A chart of these values, the oldest first. `label` says what is drawn, for who can't see it; `note` stands below; `word`
    /// writes the numbers of the scale.
    pub fn new(
        label: impl Into<Text<'a>>,
        note: impl Into<Text<'a>>,
        values: Vec<i64>,
        word: impl Fn(i64) -> String,
    ) -> Self {
        let ticks = Scale::of(values.iter().copied()).ticks().map(word).collect();
        let (label, note) = (label.into(), note.into());
        Self { label, note, values, ticks, ends: None, numbers: ("".into(), Markup::default()) }
    }

    /// When it begins and ends.
    pub fn ends(mut self, first: impl Into<Text<'a>>, last: impl Into<Text<'a>>) -> Self {
        self.ends = Some((first.into(), last.into()));
        self
    }

    /// The same numbers as a table, behind a line that opens it.
    pub fn numbers(mut self, summary: impl Into<Text<'a>>, table: impl Render) -> Self {
        self.numbers = (summary.into(), table.render());
        self
    }

    fn scale(&self) -> Scale {
        Scale::of(self.values.iter().copied())
    }

    /// The line as a path: across while a value holds, then up or down to the next.
    fn path(&self) -> String {
        let scale = self.scale();
        let steps = i64::try_from(self.values.len().saturating_sub(1).max(1)).unwrap_or(1);
        let mut path = String::new();
        for (place, value) in (0..).zip(&self.values) {
            let (x, y) = (WIDTH * place / steps, scale.y(*value, MARGIN));
            path.push_str(&if place == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") });
        }
        path
    }
}

impl Render for Chart<'_> {
    fn render(&self) -> Markup {
        // What lies between the line and nothing is filled.
        let (scale, line) = (self.scale(), self.path());
        let base = scale.y(0, MARGIN);
        let picture = html! {
            svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) width="100%" height=(HEIGHT) preserveAspectRatio="none" role="img"
                aria-label=(self.label) {
                path.area d=(format!("{line}V{base}H0Z")) {}
                (scale.lines(WIDTH, MARGIN))
                path d=(line) fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke" {}
            }
        };
        html! {
            (plot(self.ticks.iter().cloned(), &picture, self.ends.as_ref()))
            p.field-hint { (self.note) }
            details.more { summary { (self.numbers.0) } (self.numbers.1) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_until_the_next() {
        let chart = Chart::new("Balance", "", vec![0, 100, 50], |value| value.to_string());
        assert_eq!(chart.path(), "M0 156H320V4H640V80");
        let shown = chart.ends("1 May", "3 May").render().into_string();
        assert!(shown.contains("<span>100</span><span>50</span><span>0</span>"), "{shown}");
        assert!(shown.contains("<bdi>1 May</bdi><bdi>3 May</bdi>"), "{shown}");
    }

    #[test]
    fn a_line_without_height_or_length_is_drawn() {
        for values in [vec![], vec![0], vec![0, 0, 0], vec![i64::MAX / 2, 0]] {
            let shown = Chart::new("B", "", values, |value| value.to_string()).render().into_string();
            assert!(shown.contains("role=\"img\"") && !shown.contains("style="), "{shown}");
        }
    }
}
