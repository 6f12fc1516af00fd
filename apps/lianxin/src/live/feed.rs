//! One reader's events.
use axum::body::Bytes;
use futures_core::Stream;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};

/// A line that says nothing: a connection that is dead shows when it is sent.
const ALIVE: Duration = Duration::from_secs(20);

pub struct Feed(mpsc::Receiver<Bytes>);

impl Stream for Feed {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx).map(|next| next.map(Ok))
    }
}

/// Ends when the reader goes, or when `stop` says so. A slow reader skips what is over.
pub fn of(
    seen: watch::Receiver<Arc<str>>,
    stop: watch::Receiver<bool>,
    permit: OwnedSemaphorePermit,
) -> Feed {
    let (send, receive) = mpsc::channel(1);
    tokio::spawn(async move {
        tell(seen, stop, send).await;
        drop(permit);
    });
    Feed(receive)
}

async fn tell(
    mut seen: watch::Receiver<Arc<str>>,
    mut stop: watch::Receiver<bool>,
    send: mpsc::Sender<Bytes>,
) {
    let mut next = event(&seen.borrow_and_update().clone());
    loop {
        if send.send(next).await.is_err() {
            return;
        }
        next = tokio::select! {
            changed = seen.changed() => match changed {
                Ok(()) => event(&seen.borrow_and_update().clone()),
                Err(_) => return,
            },
            () = tokio::time::sleep(ALIVE) => Bytes::from_static(b":\n\n"),
            _ = stop.wait_for(|stop| *stop) => return,
            () = send.closed() => return,
        };
    }
}

fn event(data: &str) -> Bytes {
    format!("event: seats\ndata: {data}\n\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::Semaphore;

    #[tokio::test]
    async fn a_reader_hears_what_is_and_what_becomes() {
        let told = watch::Sender::new(Arc::<str>::from("[1]"));
        let stop = watch::Sender::new(false);
        let permits = Arc::new(Semaphore::new(1));
        let permit = permits.clone().try_acquire_owned().unwrap();
        let mut feed = of(told.subscribe(), stop.subscribe(), permit);
        assert_eq!(feed.0.recv().await.unwrap(), "event: seats\ndata: [1]\n\n");
        told.send_replace("[0]".into());
        assert_eq!(feed.0.recv().await.unwrap(), "event: seats\ndata: [0]\n\n");
        stop.send_replace(true);
        assert_eq!(feed.0.recv().await, None);
        // Who looked makes room for another.
        drop(permits.acquire().await.unwrap());
    }
}
