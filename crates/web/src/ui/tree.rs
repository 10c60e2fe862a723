//! Resources below resources, each with a level of access to choose.

use maud::{Markup, Render, html};

use super::{Button, SafeUrl, SelectOption, Text, icon::icon};

/// One resource of a [`Tree`], with what lies under it.
#[derive(Debug, Clone)]
pub struct TreeNode<'a> {
    name: Text<'a>,
    kind: Option<Text<'a>>,
    notes: Vec<(Text<'a>, bool)>,
    more: Option<(SafeUrl<'a>, Text<'a>, Text<'a>)>,
    fields: Vec<TreeField<'a>>,
    open: bool,
    children: Vec<TreeNode<'a>>,
}

/// Something to choose on a row.
#[derive(Debug, Clone)]
struct TreeField<'a> {
    name: Text<'a>,
    label: Text<'a>,
    choices: Vec<SelectOption<'a>>,
    selected: Text<'a>,
    last_day: Option<(Text<'a>, [Text<'a>; 2], Text<'a>)>,
}

impl<'a> TreeNode<'a> {
    /// A resource.
    pub fn new(name: impl Into<Text<'a>>) -> Self {
        Self {
            name: name.into(),
            kind: None,
            notes: Vec::new(),
            more: None,
            fields: Vec::new(),
            open: false,
            children: Vec::new(),
        }
    }

    /// What kind of thing it is, after the name.
    pub fn kind(mut self, kind: impl Into<Text<'a>>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// A quiet line below the name, like where access comes from.
    pub fn note(mut self, note: impl Into<Text<'a>>) -> Self {
        self.notes.push((note.into(), false));
        self
    }

    /// A line below the name that should not be overlooked.
    pub fn warning(mut self, warning: impl Into<Text<'a>>) -> Self {
        self.notes.push((warning.into(), true));
        self
    }

    /// A link below the name that leads to more about it, in a panel; `about` is its name where it is heard alone.
    pub fn more(
        mut self,
        href: impl Into<SafeUrl<'a>>,
        label: impl Into<Text<'a>>,
        about: impl Into<Text<'a>>,
    ) -> Self {
        self.more = Some((href.into(), label.into(), about.into()));
        self
    }

    /// A field of its own, usually its level; `label` names it, with the resource in it ("Access to Shop"). What follows is about
    /// this field.
    pub fn field(mut self, name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        self.fields.push(TreeField {
            name: name.into(),
            label: label.into(),
            choices: Vec::new(),
            selected: Text::default(),
            last_day: None,
        });
        self
    }

    /// What can be chosen here after the tree's own levels.
    pub fn choices<O: Into<SelectOption<'a>>>(mut self, choices: impl IntoIterator<Item = O>) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.choices = choices.into_iter().map(Into::into).collect();
        }
        self
    }

    /// The level that is chosen now.
    pub fn selected(mut self, value: impl Into<Text<'a>>) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.selected = value.into();
        }
        self
    }

    /// The field for the last day of what is chosen, with what stands before it, what it is called, and its value; shown where a
    /// level is chosen.
    pub fn last_day(
        mut self,
        name: impl Into<Text<'a>>,
        [until, label]: [impl Into<Text<'a>>; 2],
        value: impl Into<Text<'a>>,
    ) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.last_day = Some((name.into(), [until.into(), label.into()], value.into()));
        }
        self
    }

    /// Shows what lies under it from the start.
    pub fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    /// What lies under it.
    pub fn child(mut self, child: TreeNode<'a>) -> Self {
        self.children.push(child);
        self
    }

    /// All that lies under it.
    pub fn children(mut self, children: impl IntoIterator<Item = TreeNode<'a>>) -> Self {
        self.children.extend(children);
        self
    }
}

/// A field that narrows a tree.
#[derive(Debug, Clone)]
pub struct TreeSearch<'a> {
    /// What the field is sent as.
    pub name: Text<'a>,
    /// What is searched now.
    pub value: Text<'a>,
    /// What the field is called.
    pub label: Text<'a>,
    /// What the button is sent as that asks for what matches, and its label.
    pub button: (Text<'a>, Text<'a>),
    /// Said when nothing matches.
    pub none: Text<'a>,
    /// All there is is in the tree: where there is script, nobody has to be asked.
    pub whole: bool,
}

/// A tree with what may be chosen on each row; searchable.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    id: Text<'a>,
    label: Text<'a>,
    search: Option<TreeSearch<'a>>,
    beside: Markup,
    levels: Vec<SelectOption<'a>>,
    nodes: Vec<TreeNode<'a>>,
}

impl<'a> Tree<'a> {
    /// `label` names the tree; `levels` are those of every row, the first usually the empty one ("No access"). Rows may have
    /// more.
    pub fn new<O: Into<SelectOption<'a>>>(
        id: impl Into<Text<'a>>,
        label: impl Into<Text<'a>>,
        levels: impl IntoIterator<Item = O>,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            search: None,
            beside: Markup::default(),
            levels: levels.into_iter().map(Into::into).collect(),
            nodes: Vec::new(),
        }
    }

    /// A field that narrows the tree to what matches. The button asks the form's own address.
    pub fn searchable(mut self, search: TreeSearch<'a>) -> Self {
        self.search = Some(search);
        self
    }

    /// What comes along with the rows: fields of those that are not shown, and that there are more.
    pub fn beside(mut self, beside: Markup) -> Self {
        self.beside = beside;
        self
    }

    /// The next resource at the top.
    pub fn node(mut self, node: TreeNode<'a>) -> Self {
        self.nodes.push(node);
        self
    }

    /// All resources at the top.
    pub fn nodes(mut self, nodes: impl IntoIterator<Item = TreeNode<'a>>) -> Self {
        self.nodes.extend(nodes);
        self
    }

    fn list(&self, nodes: &[TreeNode<'_>]) -> Markup {
        html! {
            ul {
                @for node in nodes {
                    li {
                        @if node.children.is_empty() {
                            div.tree-row { (self.row(node)) }
                        } @else {
                            // The level stands beside the arrow, not inside <summary>: a control in a control
                            // cannot be reached by everybody.
                            div.tree-row { (self.row(node)) }
                            details open[node.open] {
                                summary aria-label=(node.name) { (icon(icondata_lu::LuChevronRight)) }
                                (self.list(&node.children))
                            }
                        }
                    }
                }
            }
        }
    }

    fn row(&self, node: &TreeNode<'_>) -> Markup {
        html! {
            span.tree-name {
                span { bdi { (node.name) } @if let Some(kind) = &node.kind { small.tree-kind { (kind) } } }
                @for (note, warns) in &node.notes {
                    @if *warns { small.danger-text { (note) } } @else { small { (note) } }
                }
                @if let Some((href, label, about)) = &node.more {
                    small { a href=(href) data-panel="side" aria-label=(about) { (label) } }
                }
            }
            @for field in &node.fields { (self.field(field)) }
        }
    }
}

impl Tree<'_> {
    fn field(&self, field: &TreeField<'_>) -> Markup {
        html! {
            span.tree-field {
                select.input.small name=(field.name) aria-label=(field.label) data-chosen[!field.selected.is_empty()] {
                    @for level in self.levels.iter().chain(&field.choices) {
                        option value=(level.value) selected[level.value == field.selected] { (level.label) }
                    }
                }
                @if let Some((name, [until, label], value)) = &field.last_day {
                    // Seen is that it is an end; read out is whose.
                    span.tree-until {
                        small aria-hidden="true" { (until) " " }
                        input.input.small type="date" name=(name) value=(value) aria-label=(label) title=(label);
                    }
                }
            }
        }
    }
}

impl Render for Tree<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tree id=(self.id) role="group" aria-label=(self.label) {
                @if let Some(search) = &self.search {
                    div.toolbar {
                        label.search {
                            (icon(icondata_lu::LuSearch))
                            input type="search" name=(search.name) value=(search.value) placeholder=(search.label)
                                aria-label=(search.label) autocomplete="off" spellcheck="false"
                                data-filter=[search.whole.then_some(&self.id)]
                                data-find=[(!search.whole).then_some(&self.id)];
                        }
                        (Button::submit(search.button.1.clone()).sends(search.button.0.clone(), "1"))
                    }
                }
                div.tree-list {
                    @if let Some(search) = &self.search {
                        p.tree-none hidden[!self.nodes.is_empty()] role="status" { (search.none) }
                    }
                    (self.beside)
                    (self.list(&self.nodes))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_named_and_the_chosen_one_selected() {
        let site = TreeNode::new("Shop <DE>").field("level[s1]", "Access to Shop <DE>").selected("ro");
        let tree = Tree::new("access", "Access", [("", "None"), ("ro", "Read-Only"), ("rw", "Read-Write")])
            .node(TreeNode::new("Northwind").field("level[p1]", "Access to Northwind").child(site));
        let shown = tree.render().into_string();
        assert!(shown.contains("name=\"level[s1]\" aria-label=\"Access to Shop &lt;DE&gt;\" data-chosen"), "{shown}");
        assert_eq!(shown.matches("<option value=\"ro\" selected>").count(), 1, "{shown}");
        assert_eq!(shown.matches("<details").count(), 1, "{shown}");
    }
}
