use tokio::task::JoinSet;

/// Runs `count` tasks at once and gives their answers, in the order of their numbers.
pub async fn race<T, F>(count: usize, start: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut running = JoinSet::new();
    for n in 0..count {
        let task = start(n);
        running.spawn(async move { (n, task.await) });
    }
    let mut answers = running.join_all().await;
    answers.sort_by_key(|(n, _)| *n);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
