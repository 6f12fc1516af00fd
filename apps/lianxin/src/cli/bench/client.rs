//! One HTTP/1.1 connection that is kept open. Lean, because what it burns is taken from the program it
//! measures on the same machine.
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    /// Seconds, when the server asks to wait.
    pub retry_after: Option<u64>,
    pub body: Vec<u8>,
}

struct Head {
    length: usize,
    status: u16,
    body: usize,
    retry_after: Option<u64>,
}

impl Connection {
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: vec![] }
    }

    /// Sends a whole request and reads its answer. After an error the next one connects anew.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer, Error> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        stream.write_all(request).await?;
        let answer = self.read(&mut stream).await?;
        self.stream = Some(stream);
        Ok(answer)
    }

    async fn read(&mut self, stream: &mut TcpStream) -> Result<Answer, Error> {
        self.buffer.clear();
        loop {
            if let Some(head) = head(&self.buffer)? {
                let end = head.body + head.length;
                while self.buffer.len() < end {
                    self.more(stream).await?;
                }
                let body = self.buffer.get(head.body..end).unwrap_or_default().to_vec();
                return Ok(Answer { status: head.status, retry_after: head.retry_after, body });
            }
            self.more(stream).await?;
        }
    }

    async fn more(&mut self, stream: &mut TcpStream) -> Result<(), Error> {
        match stream.read_buf(&mut self.buffer).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// The head of an answer, once all of it is there.
fn head(bytes: &[u8]) -> Result<Option<Head>, Error> {
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else {
        return Ok(None);
    };
    let bad = || Error::new(ErrorKind::InvalidData, "an answer that can not be read");
    let text = std::str::from_utf8(bytes.get(..end).unwrap_or_default()).map_err(|_| bad())?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok()).ok_or_else(bad)?;
    let (mut length, mut retry_after) = (None, None);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        } else if name.eq_ignore_ascii_case("retry-after") {
            retry_after = value.trim().parse().ok();
        }
    }
    let length = if status == 204 { 0 } else { length.ok_or_else(bad)? };
    Ok(Some(Head { length, status, body: end + 4, retry_after }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let text =
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\ncontent-length: 5\r\n\r\nhello";
        assert!(head(&text[..30]).unwrap().is_none());
        let read = head(text).unwrap().unwrap();
        assert_eq!((read.status, read.length, read.retry_after), (503, 5, Some(2)));
        assert_eq!(&text[read.body..], b"hello");
        assert!(head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
