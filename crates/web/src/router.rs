//! Every route there is, and what stands before all of them.

use crate::{
    Web, WebConfig, api, assets, console,
    refusal::Problem,
    request::{refuse_cross_site, with_language},
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use roster_app::App;
use roster_domain::refusal::Refusal;
use std::sync::Arc;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// What the console's pages may load and run: our own files and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types roster";

/// The whole web server.
pub fn router(app: App, config: WebConfig) -> Router {
    let web = Web { app, config: Arc::new(config) };
    let (api, document) = api().split_for_parts();
    let document: Arc<str> = document.to_json().unwrap_or_default().into();
    let api = api
        .route(
            "/openapi.json",
            get(move || {
                let document = document.to_string();
                async move { ([(header::CONTENT_TYPE, "application/json")], document) }
            }),
        )
        .fallback(|| async { Problem::from(Refusal::NotFound) });
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let limit = DefaultBodyLimit::max(web.config.body_limit);
    Router::new()
        .merge(console::routes(&web.config))
        .nest("/v1", api)
        .route("/healthz", get(api::health::healthz))
        .route("/readyz", get(api::health::readyz))
        .route("/assets/{*path}", get(asset))
        .fallback(console::not_found)
        .layer(from_fn_with_state(web.clone(), refuse_cross_site))
        .layer(from_fn(with_language))
        .layer(limit)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, web.config.timeout))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .with_state(web)
}

#[derive(OpenApi)]
#[openapi(info(title = "Roster", description = "User management for products with accounts."))]
struct Document;

/// Every route of the API, under `/v1`.
fn api() -> OpenApiRouter<Web> {
    OpenApiRouter::with_openapi(Document::openapi()).merge(api::routes())
}

/// The API's document, as it is committed and served.
pub fn openapi() -> String {
    let (_, document) = OpenApiRouter::<Web>::new().nest("/v1", api()).split_for_parts();
    document.to_pretty_json().unwrap_or_default()
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
