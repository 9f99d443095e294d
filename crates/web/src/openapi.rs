//! The API as an OpenAPI document: made from the table that the router serves, and from the schemas beside it, which tests hold every answer to.

use serde_json::{Map, Value, json};

use crate::api::{ENDPOINTS, Endpoint};

/// The shapes of answers, by name.
const SCHEMAS: &str = include_str!("schemas.json");

/// What a question may say: name, meaning, schema.
const PARAMETERS: &[(&str, &str, &str)] = &[
    ("party", "Only this party, by its name in the codebook", r#"{"type": "string"}"#),
    ("issue", "Only this issue, by its id in the codebook", r#"{"type": "string"}"#),
    ("outlet", "Only what appears in this outlet", r#"{"type": "string"}"#),
    ("kind", "Only this kind of speech", r#"{"type": "string"}"#),
    ("certainty", "Only what is at least this certain", r#"{"type": "number", "minimum": 0, "maximum": 1}"#),
    ("since", "Nothing before this day", r#"{"type": "string", "format": "date"}"#),
    ("as_of", "As things stood on this day", r#"{"type": "string", "format": "date"}"#),
    ("q", "Words: all must occur; \"two words\" as a phrase, negotiat* by its beginning", r#"{"type": "string"}"#),
    ("by", "Only decisions of this person", r#"{"type": "string"}"#),
];

/// The OpenAPI 3.1 document of `/api/v1`, as `docs/openapi.json` holds it; the same bytes each time.
///
/// ```
/// assert!(web::openapi().contains("\"/api/v1/positions\""));
/// ```
pub fn openapi() -> String {
    let paths: Map<String, Value> = ENDPOINTS.iter().map(|e| (e.path.to_string(), json!({ "get": operation(e) }))).collect();
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Standpoint",
            "version": "1",
            "description": "The findings of a ledger. Without accounts or a token it answers this machine alone; with a token, send it as: Authorization: Bearer TOKEN.",
        },
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": { "token": { "type": "http", "scheme": "bearer" }, "session": { "type": "apiKey", "in": "cookie", "name": crate::gate::SESSION } } },
        "security": [{}, { "token": [] }, { "session": [] }],
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn operation(endpoint: &Endpoint) -> Value {
    let named = endpoint.parameters.iter().filter_map(|name| PARAMETERS.iter().find(|(known, ..)| known == name));
    let mut parameters: Vec<Value> = named
        .map(|(name, meaning, schema)| {
            let schema: Value = serde_json::from_str(schema).unwrap_or_default();
            json!({ "name": name, "in": "query", "description": meaning, "required": *name == "q", "schema": schema })
        })
        .collect();
    parameters.push(json!({ "name": "limit", "in": "query", "description": "The most items in this answer", "schema": { "type": "integer", "minimum": 1, "maximum": 1000, "default": 100 } }));
    parameters.push(json!({ "name": "offset", "in": "query", "description": "Items to pass over", "schema": { "type": "integer", "minimum": 0, "default": 0 } }));
    let body = |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
    json!({
        "operationId": endpoint.path.rsplit('/').next(),
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": "Found, or an empty list", "content": body(endpoint.schema) },
            "400": { "description": "The question was not understood", "content": body("Error") },
            "401": { "description": "Sign in, or show the token", "content": body("Error") },
            "default": { "description": "It failed", "content": body("Error") },
        },
    })
}
