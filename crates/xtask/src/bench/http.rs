//! The least HTTP/1.1 that a load generator needs: one request after the other on a connection that stays open.

use std::{io, net::SocketAddr};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An open connection.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer, as it lies in the connection's buffer.
pub struct Answer<'c> {
    pub status: u16,
    pub head: &'c [u8],
    pub body: &'c [u8],
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, received: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and waits for all of its answer.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.received.clear();
        self.stream.write_all(request).await?;
        let head = loop {
            self.receive().await?;
            if let Some(head) = Head::read(&self.received)? {
                break head;
            }
        };
        let end = head.length + head.body;
        while self.received.len() < end {
            self.receive().await?;
        }
        if self.received.len() > end {
            return Err(io::Error::other("more came than was announced"));
        }
        let (text, body) = self.received.split_at(head.length);
        Ok(Answer { status: head.status, head: text, body })
    }

    async fn receive(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.received).await? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection")),
            _ => Ok(()),
        }
    }
}

impl Answer<'_> {
    /// The value of a header, the first if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.split(|byte| *byte == b'\n').skip(1);
        let mut pairs = lines.filter_map(|line| str::from_utf8(line).ok()?.trim().split_once(':'));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Whether the body has this text in it.
    pub fn says(&self, text: &str) -> bool {
        text.is_empty() || self.body.windows(text.len()).any(|part| part == text.as_bytes())
    }
}

/// What the head of an answer says of its size.
struct Head {
    status: u16,
    length: usize,
    body: usize,
}

impl Head {
    /// `None`: not all of it is there yet.
    fn read(received: &[u8]) -> io::Result<Option<Head>> {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut response = httparse::Response::new(&mut headers);
        let length = match response.parse(received).map_err(io::Error::other)? {
            httparse::Status::Complete(length) => length,
            httparse::Status::Partial => return Ok(None),
        };
        let announced = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
        let body = announced.and_then(|header| str::from_utf8(header.value).ok()?.parse().ok());
        let body = body.ok_or_else(|| io::Error::other("an answer without Content-Length"))?;
        Ok(Some(Head { status: response.code.unwrap_or_default(), length, body }))
    }
}

/// A request as it goes over the wire.
pub fn request(method: &str, path: &str, host: SocketAddr, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if method != "GET" {
        text.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    let mut request = text.into_bytes();
    request.extend_from_slice(body);
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_all_of_it_is_there() {
        let answer = b"HTTP/1.1 201 Created\r\ncontent-type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
        let end = answer.len() - 5;
        for cut in 0..end {
            assert!(Head::read(&answer[..cut]).unwrap().is_none(), "cut at {cut}");
        }
        let head = Head::read(answer).unwrap().unwrap();
        assert_eq!((head.status, head.length, head.body), (201, end, 5));
        assert!(Head::read(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }

    #[test]
    fn headers_are_found_whatever_their_case() {
        let answer =
            Answer { status: 200, head: b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\n\r\n", body: b"hello" };
        assert_eq!(answer.header("set-cookie"), Some("a=b; Path=/"));
        assert_eq!(answer.header("etag"), None);
        assert!(answer.says("ell") && answer.says("") && !answer.says("elo"));
    }
}
