//! Every route there is, and what stands before all of them.

use crate::{
    Web, WebConfig,
    api::{self, authzen, document},
    around::{around, is_api},
    assets, console,
    refusal::Problem,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::from_fn_with_state,
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
    let web = Web::new(app, config);
    let (api, document) = api();
    let api = api.route("/v1/openapi.json", get(move || async move { served(&document) }));
    // One stack, the outermost first: the router boxes what it is given, and boxing each of these alone cost half of a request.
    let stack = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(web.config.body_limit))
        .layer(from_fn_with_state(web.clone(), around))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, web.config.timeout))
        .layer(CatchPanicLayer::custom(console::panicked));
    Router::new()
        .merge(console::routes(&web.config).router)
        .merge(api)
        .merge(docs())
        .route("/healthz", get(api::health::healthz))
        .route("/readyz", get(api::health::readyz))
        .route("/assets/{*path}", get(asset))
        .fallback(not_found)
        .layer(stack)
        .with_state(web)
}

/// Every route of the API, and the document that describes them.
fn api() -> (Router<Web>, Arc<str>) {
    let (routes, document) =
        OpenApiRouter::with_openapi(document::frame()).merge(api::routes()).merge(authzen::routes()).split_for_parts();
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
