use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// Things the parts of the program are configured with, one of each type: a module's settings
/// struct, the sender of codes.
#[derive(Clone, Default)]
pub struct Settings(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Settings {
    pub fn set<T: Send + Sync + 'static>(&mut self, value: T) {
        self.0.insert(TypeId::of::<T>(), Arc::new(value));
    }

    pub fn find<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let any = self.0.get(&TypeId::of::<T>())?.clone();
        any.downcast().ok()
    }

    /// What was set, or the default of the type.
    pub fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.find().unwrap_or_default()
    }
}
