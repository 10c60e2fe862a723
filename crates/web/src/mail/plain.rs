//! The plain text part. Lines are left as long as they are: every mail program breaks them to its own width.

use super::content::{Block, Content};

/// Writes a mail as plain text.
pub fn plain(content: &Content) -> String {
    let mut parts = vec![content.greeting.clone()];
    for block in &content.blocks {
        parts.push(match block {
            Block::Paragraph(paragraph) => paragraph.clone(),
            Block::Quote(lines) => prefixed("> ", lines),
            Block::List(items) => prefixed("- ", items),
        });
    }
    if let Some((label, link)) = &content.button {
        parts.push(format!("{label}:\n{link}"));
    }
    parts.extend(content.notes.iter().cloned());
    // "-- " on a line of its own is how mail programs know where the signature begins.
    parts.push(format!("-- \n{}\n{}", content.reason, content.sender));
    let mut whole = parts.join("\n\n");
    whole.push('\n');
    whole
}

fn prefixed(prefix: &str, lines: &[String]) -> String {
    lines.iter().map(|line| format!("{prefix}{line}")).collect::<Vec<_>>().join("\n")
}
