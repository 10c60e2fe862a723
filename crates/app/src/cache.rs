//! Compiled models by the hash of their text. A text never changes, so nothing here ever has to be dropped for being old.

use crate::{Failure, Outcome};
use quick_cache::sync::Cache;
use roster_domain::model::Model;
use roster_store::{ReadTx, models};
use std::sync::Arc;

/// As many models as are kept compiled. One is some 10–100 KB.
const KEPT: usize = 256;

pub(crate) struct Models(Cache<Vec<u8>, Arc<Model>>);

impl Default for Models {
    fn default() -> Models {
        Models(Cache::new(KEPT))
    }
}

impl Models {
    /// The model with this hash, compiled.
    pub(crate) fn get(&self, tx: &mut ReadTx<'_>, hash: &[u8]) -> Outcome<Arc<Model>> {
        if let Some(model) = self.0.get(hash) {
            return Ok(model);
        }
        let text = models::text(tx, hash)?
            .ok_or_else(|| Failure::broken("an account is pinned to a model that is not there"))?;
        let model = Model::compile(&text)
            .map_err(|problems| Failure::broken(format!("a pinned model does not compile: {problems:?}")))?;
        let model = Arc::new(model);
        self.0.insert(hash.to_vec(), Arc::clone(&model));
        Ok(model)
    }
}
