//! One HTTP/1.1 connection that is kept open; only as much of it as a measurement needs.
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

impl Connection {
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: vec![] }
    }

    /// Sends a whole request and reads its answer to the end; its status. After an error the next one
    /// connects anew.
    pub async fn ask(&mut self, request: &[u8]) -> Result<u16, Error> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(self.address).await?,
        };
        stream.set_nodelay(true)?;
        stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if let Some((status, end)) = answer(&self.buffer)?
                && self.buffer.len() >= end
            {
                self.stream = Some(stream);
                return Ok(status);
            }
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

/// The status of an answer, and where it ends, once its head is there.
fn answer(bytes: &[u8]) -> Result<Option<(u16, usize)>, Error> {
    let Some(head) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let bad = || Error::new(ErrorKind::InvalidData, "an answer that can not be read");
    let text = std::str::from_utf8(bytes.get(..head).unwrap_or_default()).map_err(|_| bad())?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status: u16 = status.ok_or_else(bad)?;
    let mut fields = lines.filter_map(|line| line.split_once(':'));
    let length = fields.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = match length {
        Some((_, value)) => value.trim().parse().map_err(|_| bad())?,
        None if status == 204 => 0,
        None => return Err(bad()),
    };
    Ok(Some((status, head + 4 + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_where_it_says() {
        let text = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(answer(&text[..20]).unwrap(), None);
        assert_eq!(answer(text).unwrap(), Some((200, text.len())));
        assert!(answer(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
        assert_eq!(answer(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap(), Some((204, 27)));
    }
}
