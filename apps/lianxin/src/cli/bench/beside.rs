//! Reads while a crowd signs up, and the same bytes from memory while another one does.
use super::asked::{Wishes, get};
use super::client::Connection;
use super::crowding::{Crowded, Crowding};
use super::servers::Server;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Instant;
use tokio::task::JoinSet;

/// Reads a second beside the crowd, and what became of the crowd.
pub struct Beside {
    pub reads: f64,
    pub crowded: Crowded,
}

/// Has the handler in memory answer what the site answers now.
pub async fn remember(server: &Server, path: &str) -> Result<usize, String> {
    let failed = |e: std::io::Error| format!("{path}: {e}");
    let answer = Connection::to(server.address).ask(&get(path)).await.map_err(failed)?;
    if answer.status != 200 {
        return Err(format!("{path}: answered {}", answer.status));
    }
    let length = answer.body.len();
    let mut request =
        format!("POST / HTTP/1.1\r\nHost: crowd\r\nContent-Length: {length}\r\n\r\n").into_bytes();
    request.extend(answer.body);
    Connection::to(server.memory).ask(&request).await.map_err(failed)?;
    Ok(length)
}

/// `readers` ask for `path` as fast as they are answered, while `people` come.
pub async fn run(
    crowding: &Crowding,
    (people, wishes): (usize, Wishes),
    readers: usize,
    (address, path): (SocketAddr, &str),
) -> Result<Beside, String> {
    let (over, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let mut all = JoinSet::new();
    for _ in 0..readers {
        let (over, count, request) = (over.clone(), count.clone(), get(path));
        all.spawn(async move {
            let mut connection = Connection::to(address);
            while !over.load(Relaxed) {
                let answer = connection.ask(&request).await.map_err(|e| e.to_string())?;
                if answer.status != 200 {
                    return Err(format!("a reader was answered {}", answer.status));
                }
                count.fetch_add(1, Relaxed);
            }
            Ok(())
        });
    }
    let start = Instant::now();
    let crowded = crowding.run(people, wishes).await?;
    let reads = count.load(Relaxed) as f64 / start.elapsed().as_secs_f64();
    over.store(true, Relaxed);
    while let Some(one) = all.join_next().await {
        one.map_err(|e| e.to_string())??;
    }
    Ok(Beside { reads, crowded })
}
