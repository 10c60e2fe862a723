//! The API's document (OpenAPI): what the routes say of themselves, and what is true of all of them.
//!
//! A route names its input and how it succeeds. How it can be refused follows from what it takes, and is added here.

use crate::{
    api::authzen,
    refusal::{ProblemDocument, codes},
};
use utoipa::{
    IntoParams, OpenApi, ToSchema,
    openapi::{
        Content, HttpMethod, OpenApi as Document, Ref, RefOr, Required, Response, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Schema, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};
use uuid::Uuid;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Roster",
        description = "User management for products with accounts.\n\n\
            **Signing in.** A program sends an API key as `Authorization: Bearer rsk_…`; a browser has the session's cookie. What \
            takes a person who is signed in, such as making keys, acting as somebody and all that asks for a password, is refused to a key with \
            `session_required`.\n\n\
            **Lists** come in pages: pass the `next` of one as `cursor` for the one after.\n\n\
            **Changes.** A POST with an `Idempotency-Key` can be sent again and is done once: for a day it is answered as the first time, \
            with `Idempotency-Replayed: true`. Secrets, a new key's or a session's, are shown once and left out then. A key belongs to \
            who sends it; with another request it is refused. What was refused was not done, and can be sent again. A PATCH, PUT or DELETE of a \
            thing with versions says with `If-Match` which version was seen (its ETag; `*`: whichever), and is refused when \
            somebody else changed it meanwhile. `Roster-Revision` says how far the account had come after a change; sent as `at_least` with a check, the \
            answer is no older. `Roster-Undo`, where it is said, is the number of the event by which the change can be undone for 24 hours.\n\n\
            **Refusals** are problem documents (RFC 9457) with a stable `code` and, for each wrong field, a pointer. A thing \
            that the caller may not know of is not found.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(ProblemDocument)),
    tags(
        (name = "sessions", description = "Signing in and out."),
        (name = "sign-ups", description = "Signing oneself up, where an account has it."),
        (name = "passwords", description = "Forgotten passwords."),
        (name = "me", description = "The signed-in person."),
        (name = "accounts", description = "The accounts the caller is in."),
        (name = "members", description = "The people of an account."),
        (name = "access", description = "What members were given on resources."),
        (name = "invitations", description = "Inviting, and the holder of an invitation's link."),
        (name = "resources", description = "Projects, sites, …: what access is given to."),
        (name = "checks", description = "What members may: asked, explained, listed from both ends."),
        (name = "authzen", description = "The same in the words of OpenID AuthZEN, Authorization API 1.0."),
        (name = "credits", description = "What an account has and spends: a ledger that is only ever added to."),
        (name = "compliance", description = "The compliance status of an account."),
        (name = "quotations", description = "What is offered to an account, and accepted once."),
        (name = "access_requests", description = "What members ask an admin for."),
        (name = "model", description = "The roles and rules of an account: what others would change, applying them, taking them back."),
        (name = "jobs", description = "What is done to many members at once."),
        (name = "events", description = "The audit log, and undoing what it tells of."),
        (name = "keys", description = "API keys."),
    ),
)]
struct Frame;

/// The document before any route is in it.
pub(crate) fn frame() -> Document {
    Frame::openapi()
}

/// The version of the thing that the caller has seen.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header")]
pub(crate) struct IfMatch {
    /// The ETag that was seen, such as `"3"`; `*`: whichever.
    #[param(rename = "If-Match")]
    if_match: String,
}

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),+ })+) => { $(
        $(#[$doc])*
        #[derive(IntoParams)]
        #[into_params(parameter_in = Path)]
        #[expect(dead_code, reason = "describes a path")]
        pub(crate) struct $name {
            $($(#[$field_doc])* $field: Uuid,)+
        }
    )+ };
}

/// An event of the audit log.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes a path")]
pub(crate) struct OfEvent {
    /// The account.
    account: Uuid,
    /// The event's number.
    seq: i64,
}

paths! {
    /// Something in an account.
    InAccount {
        /// The account.
        account
    }
    /// A member, or something of theirs.
    OfMember {
        /// The account.
        account,
        /// The member.
        member
    }
    /// A resource.
    OfResource {
        /// The account.
        account,
        /// The resource.
        resource
    }
    /// A quotation.
    OfQuotation {
        /// The account.
        account,
        /// The quotation.
        quotation
    }
    /// What a member asks for.
    OfAccessRequest {
        /// The account.
        account,
        /// The request.
        request
    }
    /// A job.
    OfJob {
        /// The account.
        account,
        /// The job.
        job
    }
    /// The offer of a role.
    OfTransfer {
        /// The account.
        account,
        /// The offer.
        transfer
    }
    /// An API key.
    OfKey {
        /// The account.
        account,
        /// The key.
        key
    }
}

/// Adds what is true of all routes: how callers show who they are, and how they are refused.
pub(crate) fn complete(mut document: Document) -> Document {
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API key: `rsk_…`.")).build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let cookie =
        ApiKeyValue::with_description("__Host-roster", "The session; over plain http on loopback it is `roster`.");
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    if let Some(RefOr::T(Schema::Object(problem))) = components.schemas.get_mut(&*ProblemDocument::name())
        && let Some(RefOr::T(Schema::Object(code))) = problem.properties.get_mut("code")
    {
        code.enum_values = Some(codes().into_iter().map(Into::into).collect());
    }
    document.security =
        Some(["bearer", "cookie"].map(|scheme| SecurityRequirement::new::<_, [&str; 0], &str>(scheme, [])).to_vec());
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            match authzen::is_authzen(path) {
                true => authzen::refusals(operation),
                false => refusals(path, method, operation),
            }
        }
    }
    document
}

fn operations(item: &mut utoipa::openapi::PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// What follows from what an operation takes.
fn refusals(path: &str, method: HttpMethod, operation: &mut Operation) {
    // Some only look at what is too secret, or too long, to stand in an address.
    let looks = ["/look", "/preview", "/check", "/plan", "/plan.csv", "/what-if"].iter().any(|end| path.ends_with(end));
    let changes = method == HttpMethod::Post && !looks;
    let has = |operation: &Operation, place: ParameterIn| {
        let parameters = operation.parameters.iter().flatten();
        parameters.filter_map(plain).any(|parameter| parameter.parameter_in == place)
    };
    let open = operation.security.as_ref().is_some_and(|needs| needs.contains(&SecurityRequirement::default()));
    let (in_path, in_query, versioned) =
        (has(operation, ParameterIn::Path), has(operation, ParameterIn::Query), has(operation, ParameterIn::Header));
    let sends = operation.request_body.is_some();
    let mut refuse = |status: &str, what: &str| {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(what)));
    };
    if !open {
        refuse("401", "Nobody is signed in, or the key or session is not valid.");
        refuse("403", "The caller may not do this; a key what only a signed-in person can: `session_required`.");
    }
    if in_path {
        refuse("404", "There is no such thing, or the caller may not know that there is.");
    }
    if in_path && method != HttpMethod::Get {
        refuse("409", "Not possible in the state the thing is in.");
    }
    if open {
        refuse("410", "The link is dead.");
    }
    if versioned {
        refuse("412", "Somebody changed it meanwhile; `current_version` stands now.");
        refuse("428", "`If-Match` is missing.");
    }
    if sends {
        refuse("413", "The body is too large.");
        refuse("415", "The body is not said to be JSON.");
    }
    if sends || in_query || versioned || method == HttpMethod::Post {
        refuse("422", "Something is wrong with what was sent; `errors` names each field.");
    }
    if open {
        refuse("429", "Too many tries; `Retry-After` says how long to wait.");
    }
    refuse("default", "Any other refusal or fault.");
    if changes {
        // What moves credits is never done twice.
        let moves_credits = path.contains("/credits/");
        if moves_credits {
            refuse("428", "`Idempotency-Key` is missing.");
        }
        operation.parameters.get_or_insert_default().push(RefOr::T(idempotency_key(moves_credits)));
    }
}

fn plain<T>(part: &RefOr<T>) -> Option<&T> {
    match part {
        RefOr::T(part) => Some(part),
        RefOr::Ref(_) => None,
    }
}

fn problem(what: &str) -> Response {
    let document = Content::new(Some(RefOr::Ref(Ref::from_schema_name(ProblemDocument::name()))));
    ResponseBuilder::new().description(what).content("application/problem+json", document).build()
}

fn idempotency_key(required: bool) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(200));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(if required { Required::True } else { Required::False })
        .description(Some("A name for this request that no other has: sent again with it, it is done once."))
        .schema(Some(text))
        .build()
}
