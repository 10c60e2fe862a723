//! Every route there is, and what stands before all of them.

use crate::{
    Web, WebConfig,
    api::{self, authzen, document},
    assets, console,
    refusal::{Problem, Protocol, dressed},
    request::{refuse_cross_site, with_context, with_language},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use roster_app::App;
use roster_domain::refusal::Refusal;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

/// What the console's pages may load and run: our own files and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types roster";

/// The same for the page that shows the API's document.
const DOCS_CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The whole web server.
pub fn router(app: App, config: WebConfig) -> Router {
    let web = Web { app, config: Arc::new(config) };
    let (api, document) = api();
    let api = api.route("/v1/openapi.json", get(move || async move { served(&document) }));
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    // Not for the host's other names: they may be somebody else's.
    let https = web.config.https.then(|| header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
    // One stack, the outermost first: the router boxes what it is given, and boxing each of these alone cost half of a request.
    let around = ServiceBuilder::new()
        .option_layer(https)
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(CompressionLayer::new())
        .layer(from_fn(in_json))
        .layer(DefaultBodyLimit::max(web.config.body_limit))
        .layer(from_fn_with_state(web.clone(), with_context))
        .layer(from_fn(with_language))
        .layer(from_fn(told_when_late))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, web.config.timeout))
        .layer(CatchPanicLayer::custom(console::panicked))
        .layer(from_fn_with_state(web.clone(), refuse_cross_site));
    Router::new()
        .merge(console::routes(&web.config).router)
        .merge(api)
        .merge(docs())
        .route("/healthz", get(api::health::healthz))
        .route("/readyz", get(api::health::readyz))
        .route("/assets/{*path}", get(asset))
        .fallback(not_found)
        .layer(around)
        .with_state(web)
}

/// Every route of the API, and the document that describes them.
fn api() -> (Router<Web>, Arc<str>) {
    let (routes, document) = OpenApiRouter::with_openapi(document::frame())
        .nest("/v1", api::routes())
        .merge(authzen::routes())
        .split_for_parts();
    let document = document::complete(document).to_pretty_json().expect("strings and numbers can be written as JSON");
    (routes, document.into())
}

/// The paths of the console's pages, for going through all of them.
pub fn pages(config: &WebConfig) -> Vec<&'static str> {
    console::routes(config).paths
}

/// The API's document, as it is committed and served.
pub fn openapi() -> String {
    let (_, document) = api();
    format!("{document}\n")
}

fn served(document: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document.to_owned()).into_response()
}

/// A page for trying the API. Its makers write styles into it, so it alone may have them.
fn docs() -> Router<Web> {
    let config = utoipa_swagger_ui::Config::from("/v1/openapi.json").try_it_out_enabled(true);
    let policy = SetResponseHeaderLayer::overriding(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(DOCS_CONTENT_SECURITY_POLICY),
    );
    Router::from(SwaggerUi::new("/docs").config(config)).layer(policy)
}

/// Whether a request is one to the API: it is answered in JSON whatever becomes of it.
pub(crate) fn is_api(uri: &Uri) -> bool {
    uri.path() == "/v1" || uri.path().starts_with("/v1/") || authzen::is_authzen(uri.path())
}

/// Before all of the API: who can't read JSON is told so, and whoever refuses, it is a problem document.
async fn in_json(request: Request, next: Next) -> Response {
    if !is_api(request.uri()) {
        return next.run(request).await;
    }
    if authzen::is_authzen(request.uri().path()) {
        return authzen::in_its_words(request, next).await;
    }
    if !accepts_json(request.headers()) {
        return Problem::Protocol(Protocol::NotAcceptable).into_response();
    }
    dressed(next.run(request).await)
}

/// What took too long is told with a page; programs get a problem document, made of it by [`in_json`].
async fn told_when_late(request: Request, next: Next) -> Response {
    let for_people = !is_api(request.uri());
    let response = next.run(request).await;
    let untold = !response.headers().contains_key(header::CONTENT_TYPE);
    let late = response.status() == StatusCode::SERVICE_UNAVAILABLE && untold;
    if late && for_people { console::late() } else { response }
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let mut wanted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    let takes = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        !refused && matches!(&*media_type, "*/*" | "application/*" | "application/json" | "application/problem+json")
    };
    wanted.peek().is_none() || wanted.flat_map(|value| value.split(',')).any(takes)
}

async fn not_found(request: Request) -> Response {
    if is_api(request.uri()) {
        return Problem::from(Refusal::NotFound).into_response();
    }
    console::not_found().await.into_response()
}

async fn asset(uri: Uri) -> Response {
    match assets::find(uri.path()) {
        Some(asset) => {
            let headers = [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, assets::CACHE_CONTROL)];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
