//! A line over time, as SVG from the server, with its numbers as a table below it.

use super::Text;
use maud::{Markup, Render, html};

/// The size of the picture in its own units; it is drawn as wide as there is room.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 160;
/// Free above and below the line, so that it is not cut off.
const MARGIN: i64 = 4;

/// A line of values that each hold until the next.
#[derive(Debug, Clone)]
pub struct Chart<'a> {
    label: Text<'a>,
    note: Text<'a>,
    values: Vec<i64>,
    numbers: (Text<'a>, Markup),
}

impl<'a> Chart<'a> {
    /// A chart of these values, the oldest first. `label` says what is drawn, for who can't see it; `note` stands below.
    pub fn new(label: impl Into<Text<'a>>, note: impl Into<Text<'a>>, values: Vec<i64>) -> Self {
        Self { label: label.into(), note: note.into(), values, numbers: ("".into(), Markup::default()) }
    }

    /// The same numbers as a table, behind a line that opens it.
    pub fn numbers(mut self, summary: impl Into<Text<'a>>, table: impl Render) -> Self {
        self.numbers = (summary.into(), table.render());
        self
    }

    /// The line as a path: across while a value holds, then up or down to the next.
    fn path(&self) -> String {
        let (low, high) = self.range();
        let steps = i64::try_from(self.values.len().saturating_sub(1).max(1)).unwrap_or(1);
        let mut path = String::new();
        for (place, value) in (0..).zip(&self.values) {
            let x = WIDTH * place / steps;
            let (part, whole) = (i128::from(high - value), i128::from(high - low));
            let inside = i128::from(HEIGHT - 2 * MARGIN);
            let y = MARGIN + i64::try_from(part * inside / whole).unwrap_or(0);
            path.push_str(&if place == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") });
        }
        path
    }

    /// From nothing, or from below it, to the highest value; never empty.
    fn range(&self) -> (i64, i64) {
        let low = self.values.iter().copied().min().unwrap_or(0).min(0);
        let high = self.values.iter().copied().max().unwrap_or(0).max(0);
        (low, if high == low { low + 1 } else { high })
    }
}

impl Render for Chart<'_> {
    fn render(&self) -> Markup {
        // What lies between the line and nothing is filled.
        let (base, line) = (HEIGHT - MARGIN, self.path());
        html! {
            svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) width="100%" height=(HEIGHT) preserveAspectRatio="none" role="img"
                aria-label=(self.label) {
                path.area d=(format!("{line}V{base}H0Z")) {}
                path.base d=(format!("M0 {base}H{WIDTH}")) fill="none" vector-effect="non-scaling-stroke" {}
                path d=(line) fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke" {}
            }
            p.field-hint { (self.note) }
            details { summary { (self.numbers.0) } (self.numbers.1) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_until_the_next() {
        let chart = Chart::new("Balance", "", vec![0, 100, 50]);
        assert_eq!(chart.path(), "M0 156H320V4H640V80");
    }

    #[test]
    fn a_line_without_height_or_length_is_drawn() {
        for values in [vec![], vec![0], vec![0, 0, 0], vec![i64::MAX / 2, 0]] {
            let shown = Chart::new("B", "", values).render().into_string();
            assert!(shown.contains("role=\"img\"") && !shown.contains("style="), "{shown}");
        }
    }
}
