//! A small table that forgets what was not used for longest.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::id::Id;

/// At most `capacity` values by node. Values are cheap to clone (reference counted).
#[derive(Debug)]
pub(super) struct Cache<V> {
    capacity: usize,
    inner: Mutex<Inner<V>>,
}

#[derive(Debug)]
struct Inner<V> {
    clock: u64,
    values: HashMap<Id, (u64, V)>,
}

impl<V: Clone> Cache<V> {
    pub(super) fn new(capacity: usize) -> Cache<V> {
        Cache { capacity, inner: Mutex::new(Inner { clock: 0, values: HashMap::new() }) }
    }

    fn inner(&self) -> MutexGuard<'_, Inner<V>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, id: Id) -> Option<V> {
        let mut inner = self.inner();
        inner.clock += 1;
        let now = inner.clock;
        let (used, value) = inner.values.get_mut(&id)?;
        *used = now;
        Some(value.clone())
    }

    pub(super) fn put(&self, id: Id, value: V) {
        let mut inner = self.inner();
        inner.clock += 1;
        let now = inner.clock;
        let dropped = inner.values.insert(id, (now, value));
        let oldest = (inner.values.len() > self.capacity)
            .then(|| inner.values.iter().min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id))
            .flatten();
        let evicted = oldest.and_then(|id| inner.values.remove(&id));
        drop(inner);
        // Closing a file may take long: not under the lock.
        drop((dropped, evicted));
    }

    pub(super) fn clear(&self) {
        let removed = std::mem::take(&mut self.inner().values);
        drop(removed);
    }

    pub(super) fn remove(&self, id: Id) {
        let removed = self.inner().values.remove(&id);
        drop(removed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes() {
        let cache = Cache::new(2);
        cache.put(Id(1), "a");
        cache.put(Id(2), "b");
        assert_eq!(cache.get(Id(1)), Some("a"));
        cache.put(Id(3), "c");
        assert_eq!((cache.get(Id(1)), cache.get(Id(2)), cache.get(Id(3))), (Some("a"), None, Some("c")));
        cache.remove(Id(1));
        assert_eq!(cache.get(Id(1)), None);
        cache.clear();
        assert_eq!(cache.get(Id(3)), None);
    }
}
