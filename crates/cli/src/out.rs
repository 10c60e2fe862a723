//! What is printed. Nobody can be told that standard output is closed, so that is no failure.

use std::{
    fmt::Display,
    io::{Write, stderr, stdout},
};

/// Prints a line.
pub fn line(text: &str) {
    let _ = writeln!(stdout().lock(), "{text}");
}

/// So many of something.
pub fn counted(number: impl Display, what: &str) -> String {
    let number = number.to_string();
    let end = if number == "1" { "" } else { "s" };
    format!("{number} {what}{end}")
}

/// Says what went wrong.
pub fn complain(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(stderr().lock(), "{text}");
    }
}

/// Prints rows under headings, each column as wide as its widest cell.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) {
    let mut widths = headings.map(|heading| heading.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(shown(cell).chars().count());
        }
    }
    let print = |cells: [&str; N]| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{:width$}", shown(cell)));
        line(cells.collect::<Vec<_>>().join("  ").trim_end());
    };
    print(headings);
    rows.iter().for_each(|row| print(row.each_ref().map(String::as_str)));
}

/// What people typed must not steer the terminal.
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '�' } else { c }).collect()
}
