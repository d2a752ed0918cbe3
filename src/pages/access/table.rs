//! The matrix as a grid: one stop of the Tab key, arrows move from cell to cell, Enter opens the explanation.

use super::grid::{Given, Grid, Line};
use crate::{
    components::{Avatar, Icon, IconView, focus},
    domain::{Permission, PersonId},
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// The grid. Cells are many and alike, so one listener of the whole hears them all.
#[component]
pub(super) fn GridTable(
    /// What it shows.
    grid: Memo<Grid>,
    /// A cell was opened.
    on_open: Callback<(PersonId, Permission)>,
) -> impl IntoView {
    let node = NodeRef::<html::Table>::new();
    let open = move |event: &Event| {
        let Some((row, column)) = event.target().and_then(|target| place_of(&target.dyn_into::<Element>().ok()?))
        else {
            return;
        };
        let found = grid.with_untracked(|grid| Some((grid.people.get(column)?.0, grid.lines.get(row)?.permission)));
        if let Some((person, permission)) = found {
            on_open.run((person, permission));
        }
    };
    let keys = move |event: KeyboardEvent| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Some((row, column)) = place_of(&target) else { return };
        let (rows, columns) = grid.with_untracked(|grid| (grid.lines.len(), grid.people.len()));
        let next = match event.key().as_str() {
            "ArrowDown" => (row + 1, column),
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowRight" => (row, column + 1),
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "Home" => (row, 0),
            "End" => (row, columns.saturating_sub(1)),
            "PageDown" => (row + 10, column),
            "PageUp" => (row.saturating_sub(10), column),
            _ => return,
        };
        event.prevent_default();
        let next = (next.0.min(rows.saturating_sub(1)), next.1.min(columns.saturating_sub(1)));
        if let Some(table) = node.try_get_untracked().flatten() {
            move_to(&table, &target, next);
        }
    };
    let parts = parts(grid);
    view! {
        <div class="matrix">
            <table
                class="matrix-table"
                role="grid"
                aria-label="Permissions by person"
                node_ref=node
                on:click=move |event| open(&event)
                on:keydown=keys
            >
                {move || grid.with(|grid| view! { <Head grid=grid /> })}
                <tbody>
                    <For each=move || parts.get() key=|part| *part let:part>
                        {grid.with_untracked(|grid| lines_of(grid, part))}
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// Lines that are drawn in one go: a frame's worth. All permissions of six people are 1,320 cells.
const AT_ONCE: usize = 24;

/// A part of the lines: of which drawing of the grid, and the first of them.
type Part = (u32, usize);

/// The parts that are there: the first at once, then one each frame, so that no frame waits for the whole.
fn parts(grid: Memo<Grid>) -> RwSignal<Vec<Part>> {
    let parts = RwSignal::new(Vec::new());
    let drawings = StoredValue::new(0_u32);
    Effect::new(move |_| {
        grid.track();
        drawings.update_value(|number| *number = number.wrapping_add(1));
        parts.set(vec![(drawings.get_value(), 0)]);
        draw_next(grid, parts, drawings.get_value());
    });
    parts
}

fn draw_next(grid: Memo<Grid>, parts: RwSignal<Vec<Part>>, drawing: u32) {
    request_animation_frame(move || {
        // The page may have gone, or another drawing begun.
        let last = parts.try_with_untracked(|parts| parts.last().copied()).flatten();
        let Some((_, first)) = last.filter(|(of, _)| *of == drawing) else { return };
        let next = first + AT_ONCE;
        if grid.try_with_untracked(|grid| next < grid.lines.len()) == Some(true) {
            parts.update(|parts| parts.push((drawing, next)));
            draw_next(grid, parts, drawing);
        }
    });
}

fn lines_of(grid: &Grid, (_, first): Part) -> impl IntoView + use<> {
    let lines = grid.lines.iter().enumerate().skip(first).take(AT_ONCE);
    lines.map(|(row, line)| show(grid, row, line)).collect_view()
}

#[component]
fn Head<'a>(grid: &'a Grid) -> impl IntoView + use<> {
    let people: Vec<String> = grid.people.iter().map(|(_, name)| name.clone()).collect();
    view! {
        <thead>
            <tr>
                <th scope="col">"Permission"</th>
                {people
                    .into_iter()
                    .map(|name| view! { <th scope="col"><span class="matrix-person"><Avatar name=name.clone() small=true /> {name.clone()}</span></th> })
                    .collect_view()}
            </tr>
        </thead>
    }
}

fn show(grid: &Grid, row: usize, line: &Line) -> impl IntoView + use<> {
    let permission = line.permission;
    let section = line.heads.then(|| {
        let across = (grid.people.len() + 1).to_string();
        view! { <tr class="matrix-section"><th scope="rowgroup" colspan=across>{permission.section()}</th></tr> }
    });
    let cells: Vec<_> = line
        .cells
        .iter()
        .zip(&grid.people)
        .enumerate()
        .map(|(column, (given, (_, name)))| cell((row, column), name, permission, given.as_ref()))
        .collect();
    view! {
        {section}
        <tr>
            <th scope="row">{permission.label()}</th>
            {cells}
        </tr>
    }
}

fn cell(
    (row, column): (usize, usize),
    name: &str,
    permission: Permission,
    given: Option<&Given>,
) -> impl IntoView + use<> {
    let words = given.map(words);
    let may = words.is_some();
    let label = match &words {
        Some(words) => format!("{name}, {}: may, {words}", permission.label()),
        None => format!("{name}, {}: may not", permission.label()),
    };
    let first = (row, column) == (0, 0);
    view! {
        <td>
            <button type="button" data-cell=format!("{row}-{column}") data-may=may.then_some("") tabindex=if first { "0" } else { "-1" } aria-label=label>
                <IconView icon=if may { Icon::Check } else { Icon::Minus } />
                <span class="matrix-who">{name.to_owned()}</span>
                <span>{words.unwrap_or_default()}</span>
            </button>
        </td>
    }
}

fn words(given: &Given) -> String {
    match &given.team {
        None => given.role.label().to_owned(),
        Some(team) => format!("{} by {team}", given.role.label()),
    }
}

/// Row and column of the cell an element stands in.
fn place_of(element: &Element) -> Option<(usize, usize)> {
    let cell = element.closest("[data-cell]").ok()??.get_attribute("data-cell")?;
    let (row, column) = cell.split_once('-')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

/// Moves the focus, and the one stop of the Tab key with it.
fn move_to(table: &Element, from: &Element, (row, column): (usize, usize)) {
    let found = table.query_selector(&format!("[data-cell=\"{row}-{column}\"]")).ok().flatten();
    if let Some(next) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        if let Some(before) = from.closest("[data-cell]").ok().flatten() {
            // Attributes that are set again cannot be refused.
            let _ = before.set_attribute("tabindex", "-1");
        }
        let _ = next.set_attribute("tabindex", "0");
        focus::focus(&next);
    }
}
