//! Lists of things: a table on wide screens, cards on narrow ones.

use maud::{Markup, Render, html};

use super::{
    Button, Menu, SafeUrl, Text,
    icon::{Drawn, icon},
};

/// The way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// From A to Z, from old to new.
    Ascending,
    /// From Z to A, from new to old.
    Descending,
}

/// A column's head.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    label: Text<'a>,
    sort: Option<(SafeUrl<'a>, Option<Sort>)>,
    number: bool,
}

impl<'a> Column<'a> {
    /// A column.
    pub fn new(label: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), sort: None, number: false }
    }

    /// Its head is a link that sorts; `now` is how the list is sorted by it at the moment.
    pub fn sort(mut self, href: impl Into<SafeUrl<'a>>, now: Option<Sort>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    /// Its cells are numbers, set flush at the end.
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }
}

/// One row: its cells in the order of the columns.
#[derive(Debug, Clone, Default)]
pub struct Row<'a> {
    select: Option<Pick<'a>>,
    cells: Vec<Markup>,
    quick: Option<Button<'a>>,
    menu: Option<Menu<'a>>,
    muted: bool,
}

#[derive(Debug, Clone)]
struct Pick<'a> {
    name: &'static str,
    value: Text<'a>,
    label: Text<'a>,
}

impl<'a> Row<'a> {
    /// An empty row.
    pub fn new() -> Self {
        Self::default()
    }

    /// A check box before it; `label` says what is selected.
    pub fn select(mut self, name: &'static str, value: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        self.select = Some(Pick { name, value: value.into(), label: label.into() });
        self
    }

    /// The next cell. The first one is the row's headline where there is room for cards only.
    pub fn cell(mut self, cell: impl Render) -> Self {
        self.cells.push(cell.render());
        self
    }

    /// What is done most, on the row as soon as one points at it or is in it with the keyboard; its menu has it, too.
    pub fn quick(mut self, button: Option<Button<'a>>) -> Self {
        self.quick = button;
        self
    }

    /// What can be done with it, at the end of the row.
    pub fn menu(mut self, menu: Menu<'a>) -> Self {
        self.menu = Some(menu);
        self
    }

    fn icons(&self) -> impl Iterator<Item = icondata_core::Icon> {
        let quick = self.quick.iter().filter_map(Button::picture);
        quick.chain(self.menu.iter().flat_map(Menu::icons))
    }

    /// Less present than the others: something that is over.
    pub fn muted(mut self, muted: bool) -> Self {
        self.muted = muted;
        self
    }
}

/// A table with its name, which only assistive technology hears.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    caption: Text<'a>,
    columns: Vec<Column<'a>>,
    rows: Vec<Row<'a>>,
    selection: Option<(Text<'a>, Text<'a>)>,
    actions: Option<Text<'a>>,
}

impl<'a> Table<'a> {
    /// A table without columns.
    pub fn new(caption: impl Into<Text<'a>>) -> Self {
        Self { caption: caption.into(), columns: Vec::new(), rows: Vec::new(), selection: None, actions: None }
    }

    /// The next column.
    pub fn column(mut self, column: Column<'a>) -> Self {
        self.columns.push(column);
        self
    }

    /// Rows can be selected, for the [`super::BulkBar`] with this id; `label` names the box that selects all of them
    /// (only where there is script).
    pub fn selectable(mut self, bulk: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        self.selection = Some((bulk.into(), label.into()));
        self
    }

    /// Rows have menus; `label` is the name of their column.
    pub fn actions(mut self, label: impl Into<Text<'a>>) -> Self {
        self.actions = Some(label.into());
        self
    }

    /// The next row.
    pub fn row(mut self, row: Row<'a>) -> Self {
        self.rows.push(row);
        self
    }

    /// Many rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row<'a>>) -> Self {
        self.rows.extend(rows);
        self
    }

    fn head(&self) -> Markup {
        html! {
            thead role="rowgroup" {
                tr role="row" {
                    @if let Some((bulk, label)) = &self.selection {
                        th.select role="columnheader" scope="col" {
                            input.needs-script type="checkbox" data-select-all=(bulk) aria-label=(label) title=(label);
                        }
                    }
                    @for column in &self.columns { (head_cell(column)) }
                    @if let Some(label) = &self.actions {
                        th.actions role="columnheader" scope="col" { span.visually-hidden { (label) } }
                    }
                }
            }
        }
    }

    fn body_row(&self, row: &Row<'_>, drawn: &Drawn) -> Markup {
        html! {
            tr role="row" class=[row.muted.then_some("muted")] {
                @if let Some((bulk, _)) = &self.selection {
                    td.select role="cell" {
                        @if let Some(pick) = &row.select {
                            input type="checkbox" form=(bulk) name=(pick.name)
                                value=(pick.value) autocomplete="off" aria-label=(pick.label);
                        }
                    }
                }
                @for (index, (cell, column)) in row.cells.iter().zip(&self.columns).enumerate() {
                    td role="cell" class=[cell_class(index, column)] data-label=(column.label) { (cell) }
                }
                @if self.actions.is_some() {
                    td.actions role="cell" {
                        @if let Some(quick) = &row.quick { span.quick { (quick.with(drawn)) } }
                        @if let Some(menu) = &row.menu { (menu.with(drawn)) }
                    }
                }
            }
        }
    }
}

fn cell_class(index: usize, column: &Column<'_>) -> Option<&'static str> {
    if index == 0 { Some("primary-cell") } else { column.number.then_some("number") }
}

fn head_cell(column: &Column<'_>) -> Markup {
    let sorted = column.sort.as_ref().map(|(_, now)| match now {
        Some(Sort::Ascending) => "ascending",
        Some(Sort::Descending) => "descending",
        None => "none",
    });
    html! {
        th role="columnheader" scope="col" aria-sort=[sorted] class=[column.number.then_some("number")] {
            @match &column.sort {
                None => (column.label),
                Some((href, now)) => {
                    a href=(href) {
                        (column.label)
                        @match now {
                            Some(Sort::Ascending) => (icon(icondata_lu::LuArrowUp)),
                            Some(Sort::Descending) => (icon(icondata_lu::LuArrowDown)),
                            None => (icon(icondata_lu::LuChevronsUpDown)),
                        }
                    }
                }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        // The roles are those the elements have anyway; written out because as cards (`display: grid`) some browsers
        // forget them.
        let drawn = Drawn::once(&self.caption, self.rows.iter().flat_map(Row::icons));
        html! {
            div.table-wrap {
                (drawn)
                table role="table" {
                    caption.visually-hidden { (self.caption) }
                    (self.head())
                    tbody role="rowgroup" { @for row in &self.rows { (self.body_row(row, &drawn)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table<'static> {
        Table::new("Users & more")
            .column(Column::new("Name").sort("?sort=-name", Some(Sort::Ascending)))
            .column(Column::new("Email").sort("?sort=email", None))
            .column(Column::new("Sites").number())
            .selectable("bulk", "All")
    }

    #[test]
    fn the_sorted_column_says_so_and_only_sortable_ones_do() {
        let shown = table().render().into_string();
        assert_eq!(shown.matches("aria-sort=").count(), 2, "{shown}");
        assert!(shown.contains("aria-sort=\"ascending\"") && shown.contains("aria-sort=\"none\""), "{shown}");
        assert!(shown.contains("Users &amp; more"), "{shown}");
    }

    #[test]
    fn the_pictures_of_its_menus_are_drawn_once() {
        let menu = |id: &'static str| {
            let item = super::super::MenuItem::link("Edit", "/e").icon(icondata_lu::LuPencil);
            Row::new().cell("x").menu(Menu::row(id, "Actions").item(item))
        };
        let table = Table::new("T").column(Column::new("N")).actions("Actions").row(menu("m-1")).row(menu("m-2"));
        let shown = table.render().into_string();
        assert_eq!((shown.matches("<symbol ").count(), shown.matches("<use ").count()), (2, 4), "{shown}");
        assert!(shown.find("<symbol ") < shown.find("<use "), "{shown}");
    }

    #[test]
    fn every_box_has_a_name() {
        let row = Row::new().select("member", "7", "Amira \"A\"").cell("<Amira>").cell("a@b").cell("3");
        let shown = table().row(row).render().into_string();
        assert!(shown.contains("value=\"7\" autocomplete=\"off\" aria-label=\"Amira &quot;A&quot;\""), "{shown}");
        assert!(shown.contains("data-label=\"Name\">&lt;Amira&gt;</td>"), "{shown}");
        assert!(shown.contains("class=\"number\" data-label=\"Sites\">3"), "{shown}");
    }
}
