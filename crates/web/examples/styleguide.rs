//! Writes the style guide and some sample pages into a folder, to be served by any static server and looked at.
//!
//! `cargo run -p roster-web --example styleguide -- /tmp/styleguide`

use std::{env, fs, io, path::Path};

use roster_web::{assets, ui::styleguide};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_else(|| "target/styleguide".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let pages = [
        ("index", styleguide::page()),
        ("list", styleguide::list_page()),
        ("panel", styleguide::panel_page()),
        ("card", styleguide::card_page()),
        ("confirm", styleguide::confirm_page()),
        ("error", styleguide::error_page()),
    ];
    for (name, page) in pages {
        fs::write(folder.join(format!("{name}.html")), page.into_string())?;
    }
    Ok(())
}
