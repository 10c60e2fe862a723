//! The formatted part: one layout in MJML for all mails, which becomes the nested tables that mail programs understand.
//!
//! No image, no font and nothing else is loaded from elsewhere. Colours turn over where the reader prefers dark.

use super::{
    RenderProblem,
    content::{Block, Content},
};
use crate::text::Text;
use maud::{Markup, PreEscaped, html};
use mrml::prelude::render::RenderOptions;
use roster_domain::language::Direction;
use std::collections::HashMap;

const FONTS: &str = "-apple-system, 'Segoe UI', system-ui, Helvetica, Arial, sans-serif";
const PAGE: &str = "#f7f7f9";
const CARD: &str = "#ffffff";
const INK: &str = "#16181d";
const QUIET: &str = "#575d69";
const LINE: &str = "#e3e5ea";
const ACCENT: &str = "#3d4fe0";

/// What MJML has no attribute for. `!important` is how a sheet overrules the inline styles that mail programs need.
const STYLE: &str = "
.card { border: 1px solid #e3e5ea; border-radius: 14px; }
.words a { color: #3d4fe0; }
.quote div { border-inline-start: 3px solid #e3e5ea; padding-inline-start: 14px; }
.link a { color: #575d69; word-break: break-all; }
@media (prefers-color-scheme: dark) {
  body, .page { background-color: #0e0f13 !important; }
  .card, .card > table { background-color: #16181e !important; background: #16181e !important; border-color: #2a2d36 !important; }
  .words div { color: #eceef3 !important; }
  .quiet div, .link div, .link a { color: #a3a9b6 !important; }
  .rule p { border-top-color: #2a2d36 !important; }
  .quote div { border-color: #2a2d36 !important; }
  .button td, .button a { background: #8f9bff !important; color: #0e0f13 !important; }
}
";

/// Renders a mail as HTML.
pub fn html(content: &Content, text: &'static Text) -> Result<String, RenderProblem> {
    let mjml = layout(content, text).into_string();
    let layout = mrml::parse(&mjml).map_err(|problem| RenderProblem::Layout(problem.to_string()))?;
    // Without this the renderer would load the fonts it knows from elsewhere.
    let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
    layout.element.render(&options).map_err(|problem| RenderProblem::Layout(problem.to_string()))
}

fn layout(content: &Content, text: &'static Text) -> Markup {
    let align = match text.language().direction() {
        Direction::LeftToRight => "left",
        Direction::RightToLeft => "right",
    };
    html! {
        mjml lang=(text.language().tag()) dir=(text.dir()) {
            mj-head {
                mj-title { (content.subject) }
                mj-preview { (content.preview) }
                mj-attributes {
                    mj-all font-family=(FONTS) {}
                    mj-wrapper direction=(text.dir()) {}
                    mj-section direction=(text.dir()) {}
                    mj-column direction=(text.dir()) {}
                    mj-text font-size="16px" line-height="25px" color=(INK) align=(align) padding="0 0 16px" {}
                }
                mj-style { (PreEscaped(STYLE)) }
                mj-raw {
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                }
            }
            mj-body background-color=(PAGE) css-class="page" width="560px" {
                mj-section padding="32px 16px 16px" {
                    mj-column {
                        mj-text css-class="words" font-weight="700" padding="0 8px" { (content.product) }
                    }
                }
                mj-wrapper padding="0 16px" {
                    mj-section css-class="card" background-color=(CARD) border-radius="14px" padding="32px 28px 16px" {
                        mj-column {
                            mj-text css-class="words" font-size="24px" font-weight="700" line-height="31px" { (content.heading) }
                            mj-text css-class="words" { (content.greeting) }
                            @for block in &content.blocks { (said(block)) }
                            @if let Some((label, link)) = &content.button { (button(label, link, text)) }
                            @if content.button.is_some() && !content.notes.is_empty() {
                                mj-divider css-class="rule" border-width="1px" border-color=(LINE) padding="0 0 16px" {}
                            }
                            @for note in &content.notes {
                                mj-text css-class="quiet" font-size="14px" line-height="21px" color=(QUIET) { (note) }
                            }
                        }
                    }
                }
                mj-section padding="20px 16px 32px" {
                    mj-column {
                        mj-text css-class="quiet" font-size="13px" line-height="20px" color=(QUIET) padding="0 8px" {
                            (content.reason) br; (content.sender)
                        }
                    }
                }
            }
        }
    }
}

fn said(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Paragraph(paragraph) => mj-text css-class="words" { (paragraph) },
            Block::Quote(lines) => mj-text css-class="words quote" { (each_on_its_line(lines)) },
            Block::List(items) => mj-text css-class="words" {
                ul style="margin: 0; padding-inline-start: 22px" {
                    @for item in items { li { (item) } }
                }
            },
        }
    }
}

fn button(label: &str, link: &str, text: &'static Text) -> Markup {
    html! {
        mj-button css-class="button" href=(link) background-color=(ACCENT) color="#ffffff" border-radius="9px"
            font-size="16px" font-weight="600" inner-padding="14px 26px" padding="8px 0 24px" align="center" { (label) }
        mj-text css-class="quiet link" font-size="13px" line-height="20px" color=(QUIET) {
            (text.get("mail-link-beneath")) br; a href=(link) { (link) }
        }
    }
}

/// Lines in somebody's own words, each in its own direction.
fn each_on_its_line(lines: &[String]) -> Markup {
    html! {
        @for line in lines { span dir="auto" { (line) } br; }
    }
}
