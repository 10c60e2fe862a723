//! Lists the models in `src/presets`, so that no preset's name stands in the code.

use std::{env, error::Error, fmt::Write, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("src/presets");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files =
        fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut code = "const PRESETS: &[Preset] = &[\n".to_owned();
    for file in files {
        let id = file.file_stem().and_then(|stem| stem.to_str()).ok_or("the name of a preset is not UTF-8")?;
        writeln!(code, "    Preset {{ id: {id:?}, text: include_str!({file:?}) }},")?;
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("presets.rs"), code)?;
    Ok(())
}
