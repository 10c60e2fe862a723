//! The models that come with Roster: whatever lies in the folder `presets`.

use super::{Model, ModelProblem};

/// A model that comes with Roster.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its id: the name of its file.
    pub id: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl Preset {
    /// Compiles it.
    pub fn compile(&self) -> Result<Model, Vec<ModelProblem>> {
        Model::compile(self.text)
    }
}

include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// All of them, by id.
pub fn presets() -> &'static [Preset] {
    PRESETS
}
