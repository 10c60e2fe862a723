//! Asking: a request put together word by word, and its answer.

use super::{Person, World, declared};
use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header::CONTENT_TYPE},
};
use serde_json::Value;
use std::pin::Pin;
use tower::ServiceExt;

#[derive(Clone, Debug)]
pub struct Ask {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

fn ask(method: Method, path: impl Into<String>) -> Ask {
    Ask { method, path: path.into(), headers: Vec::new(), body: Vec::new() }
}

pub fn get(path: impl Into<String>) -> Ask {
    ask(Method::GET, path)
}

pub fn post(path: impl Into<String>, body: Value) -> Ask {
    ask(Method::POST, path).json(&body)
}

/// Whatever the thing's version is.
pub fn patch(path: impl Into<String>, body: Value) -> Ask {
    ask(Method::PATCH, path).json(&body).header("if-match", "*")
}

/// Whatever the thing's version is.
pub fn put(path: impl Into<String>, body: Value) -> Ask {
    ask(Method::PUT, path).json(&body).header("if-match", "*")
}

/// Whatever the thing's version is.
pub fn delete(path: impl Into<String>) -> Ask {
    ask(Method::DELETE, path).header("if-match", "*")
}

impl Ask {
    pub fn with_method(method: &str, path: impl Into<String>) -> Ask {
        ask(method.parse().unwrap(), path)
    }

    pub fn json(self, body: &Value) -> Ask {
        self.raw(body.to_string()).header("content-type", "application/json")
    }

    pub fn raw(mut self, body: impl Into<Vec<u8>>) -> Ask {
        self.body = body.into();
        self
    }

    /// Replaces the header, if it was set before.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Ask {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Ask {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    pub fn if_match(self, version: i64) -> Ask {
        self.header("if-match", format!("\"{version}\""))
    }

    pub fn key(self, key: &str) -> Ask {
        self.header("idempotency-key", key)
    }

    pub fn by(self, person: &Person) -> Ask {
        self.header("cookie", person.cookie.clone())
    }

    pub fn bearing(self, key: &str) -> Ask {
        self.header("authorization", format!("Bearer {key}"))
    }

    pub async fn of(self, world: &World) -> Answer {
        let mut request = Request::builder().method(self.method.clone()).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(self.body)).unwrap();
        let response = world.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        declared::check(&self.method, &self.path, parts.status, &parts.headers);
        let body = match parts.headers.get(CONTENT_TYPE).is_some_and(|of| of == "text/event-stream") {
            true => first_frame(body).await,
            false => to_bytes(body, usize::MAX).await.unwrap(),
        };
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

/// What an answer that stays open tells at first.
async fn first_frame(mut body: Body) -> Bytes {
    let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
    frame.and_then(|frame| frame.unwrap().into_data().ok()).unwrap_or_default()
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of an answer that says yes.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// The problem document of an answer that says no.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.headers.get(CONTENT_TYPE).unwrap(), "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["code"], code, "{}", self.text);
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("/problems/{code}"));
        problem
    }

    /// The sentence of an answer that says no in AuthZEN's way.
    #[track_caller]
    pub fn sentence(&self, status: u16) -> &str {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "text/plain; charset=utf-8", "{}", self.text);
        assert!(!self.text.is_empty());
        &self.text
    }

    /// A refusal of one wrong field: where, and what is wrong with it.
    #[track_caller]
    pub fn wrong(&self, pointer: &str, code: &str) {
        let problem = self.problem(422, "invalid");
        let errors = problem["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{}", self.text);
        assert_eq!((&errors[0]["pointer"], &errors[0]["code"]), (&pointer.into(), &code.into()), "{}", self.text);
        assert!(!errors[0]["detail"].as_str().unwrap().is_empty());
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("{name}: {self:?}")).to_str().unwrap()
    }

    /// The version in the ETag.
    #[track_caller]
    pub fn version(&self) -> i64 {
        self.header("etag").trim_matches('"').parse().unwrap()
    }
}
